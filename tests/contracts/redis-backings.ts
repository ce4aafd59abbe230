import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LocalServer } from '../../stand-ins/kit/serve.ts'
import { startRedisFront } from '../../stand-ins/redis/redis-front.ts'
import { findRedisServer, startRedisServer } from '../../stand-ins/redis/redis-server.ts'

/** A backend for the front. `skip`: it isn't installed here, and needn't be. */
export type RedisBacking = { name: string; skip: boolean; start(): Promise<LocalServer> }

const hasRedisServer = findRedisServer() !== undefined

export const REAL_REDIS: RedisBacking = {
  name: hasRedisServer ? 'a real redis-server' : 'a real redis-server (none on the PATH)',
  // In CI a missing one is a failure: there `start` throws.
  skip: !hasRedisServer && process.env.CI !== 'true',
  start: startOnRealRedis,
}

export const REDIS_BACKINGS: RedisBacking[] = [
  { name: 'the in-process store', skip: false, start: () => startRedisFront({}) },
  REAL_REDIS,
]

async function startOnRealRedis(): Promise<LocalServer> {
  const folder = join(tmpdir(), `contract-redis-${randomUUID()}`)
  const redis = await startRedisServer({ folder })
  const front = await startRedisFront({ redisUrl: redis.url })
  const close = async () => {
    await front.close()
    await redis.stop()
    await rm(folder, { recursive: true })
  }
  return { url: front.url, close }
}
