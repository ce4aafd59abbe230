import type { Redis } from '@upstash/redis/cloudflare'
import type { Engine } from '../providers/model.ts'

type EngineName = Pick<Engine, 'provider' | 'endpoint'>

export const FAILURES_MAX = 5
const WINDOW_SECONDS = 120
const REST_SECONDS = 60
const PROBE_SECONDS = 120
const TRIPPED_SECONDS = 900

/**
 * `FAILURES_MAX` failures in a window set `tripped` and `resting`. After the rest, the one job that
 * gets `probe` asks the engine, and a success clears all keys. If Redis loses them, a job may spend
 * an attempt on a failing engine.
 */
export async function countFailure(redis: Redis, engine: EngineName): Promise<void> {
  const count = redis.pipeline()
  count.incr(keyOf(engine, 'failures'))
  count.expire(keyOf(engine, 'failures'), WINDOW_SECONDS, 'NX')
  count.exists(keyOf(engine, 'tripped'))
  const [failures, isTripped] = await count
    .exec<[number, number, number]>()
    .then(([failures, , tripped]) => [failures, tripped === 1] as const)
  if (failures < FAILURES_MAX && !isTripped) return
  const trip = redis.pipeline()
  trip.set(keyOf(engine, 'tripped'), 1, { ex: TRIPPED_SECONDS })
  trip.set(keyOf(engine, 'resting'), 1, { ex: REST_SECONDS })
  trip.del(keyOf(engine, 'probe'))
  await trip.exec()
}

export async function clearFailures(redis: Redis, engine: EngineName): Promise<void> {
  await redis.del(...['failures', 'tripped', 'resting', 'probe'].map((key) => keyOf(engine, key)))
}

/** Asking about a tripped engine that has rested claims its probe. */
export async function isHealthy(redis: Redis, engine: EngineName): Promise<boolean> {
  const look = redis.pipeline()
  look.exists(keyOf(engine, 'resting'))
  look.exists(keyOf(engine, 'tripped'))
  const [resting, tripped] = await look.exec<[number, number]>()
  if (resting === 1) return false
  if (tripped === 0) return true
  return (await redis.set(keyOf(engine, 'probe'), 1, { nx: true, ex: PROBE_SECONDS })) !== null
}

/** Whether it has failed too often and hasn't worked since. */
export async function isTripped(redis: Redis, engine: EngineName): Promise<boolean> {
  return (await redis.exists(keyOf(engine, 'tripped'))) === 1
}

const keyOf = ({ provider, endpoint }: EngineName, what: string) =>
  `circuit:${provider}:${endpoint}:${what}`
