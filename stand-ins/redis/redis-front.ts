import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { Counters } from '../kit/counters.ts'
import { type LocalServer, serveLocally } from '../kit/serve.ts'
import { MemoryStore } from './memory-store.ts'
import { connectRealRedis } from './real-redis.ts'
import { redisAdmin } from './redis-admin.ts'
import { RedisFaults } from './redis-faults.ts'
import { answerRest, type UnderWay } from './upstash-rest.ts'

/**
 * Speaks Upstash's REST API over the Redis at `redisUrl`; without one, over an in-process store that
 * forgets everything on close. Keys, faults and counters belong to one token each.
 */
export async function startRedisFront(options: {
  port?: number
  redisUrl?: string
}): Promise<LocalServer> {
  const backend = options.redisUrl ? await connectRealRedis(options.redisUrl) : new MemoryStore()
  const faults = new RedisFaults()
  const counters = new Counters(['requests', 'commands'])
  const underWay: UnderWay = new Set()
  const app = new Hono<{ Bindings: HttpBindings }>()
    .route('/__admin', redisAdmin({ counters, faults, backend, underWay }))
    .all('*', (c) => answerRest({ backend, faults, counters, underWay }, c))
  const server = await serveLocally(app.fetch, options.port).catch(async (error: unknown) => {
    await backend.close()
    throw error
  })
  const close = async () => {
    await server.close()
    await backend.close()
  }
  return { url: server.url, close }
}
