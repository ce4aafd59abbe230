import { sql } from 'drizzle-orm'
import { Hono } from 'hono'
import type { AppEnv } from '../app-env.ts'
import type { Services } from '../services.ts'

/** Strangers may ask as often as they like: Postgres and Redis are asked this often at most. */
const REMEMBERED_MILLISECONDS = 5_000

type Readiness = { ok: boolean; postgres: boolean; redis: boolean }

export const health = new Hono<AppEnv>()
  .get('/', (c) => c.json({ ok: true }))
  .get('/ready', async (c) => {
    const readiness = await recall(c.var.services)
    return c.json(readiness, readiness.ok ? 200 : 503)
  })

const lookedAt = new WeakMap<Services, { readiness: Readiness; time: number }>()

async function recall(services: Services): Promise<Readiness> {
  const last = lookedAt.get(services)
  const time = services.now().getTime()
  if (last && Math.abs(time - last.time) < REMEMBERED_MILLISECONDS) return last.readiness
  const readiness = await look(services)
  lookedAt.set(services, { readiness, time })
  return readiness
}

async function look({ db, redis }: Services): Promise<Readiness> {
  const [postgres, cache] = await Promise.all([
    answers(() => db.execute(sql`select 1`)),
    answers(() => redis.ping()),
  ])
  return { ok: postgres && cache, postgres, redis: cache }
}

function answers(ask: () => Promise<unknown>): Promise<boolean> {
  return ask().then(
    () => true,
    () => false,
  )
}
