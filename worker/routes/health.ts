import { sql } from 'drizzle-orm'
import { Hono } from 'hono'
import type { AppEnv } from '../app-env.ts'

export const health = new Hono<AppEnv>()
  .get('/', (c) => c.json({ ok: true }))
  .get('/ready', async (c) => {
    const { db, redis } = c.var.services
    const [postgres, cache] = await Promise.all([
      answers(() => db.execute(sql`select 1`)),
      answers(() => redis.ping()),
    ])
    const ok = postgres && cache
    return c.json({ ok, postgres, redis: cache }, ok ? 200 : 503)
  })

function answers(ask: () => Promise<unknown>): Promise<boolean> {
  return ask().then(
    () => true,
    () => false,
  )
}
