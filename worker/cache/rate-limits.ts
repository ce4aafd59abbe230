import type { Redis } from '@upstash/redis/cloudflare'
import { DomainError } from '../errors.ts'

/** How often each thing may be done per window, and what happens when Redis can't count. */
const LIMITS = {
  signIn: { times: 10, seconds: 60, whenUncounted: 'refuse' },
  signUp: { times: 30, seconds: 60, whenUncounted: 'refuse' },
  buy: { times: 20, seconds: 60, whenUncounted: 'pass' },
  requestTrack: { times: 120, seconds: 60, whenUncounted: 'pass' },
} as const

/**
 * Counts one use by `who` and throws `rate_limited` with the seconds to wait once the window is
 * full. Fixed windows: the key carries the window's number, so a lost EXPIRE costs memory, never
 * a lasting block. Without Redis, sign-ins are refused with a sentence and the rest passes: money
 * is guarded in Postgres.
 */
export async function countUse(
  redis: Redis,
  limit: keyof typeof LIMITS,
  who: string,
  now: Date,
): Promise<void> {
  const { times, seconds, whenUncounted } = LIMITS[limit]
  const second = Math.floor(now.getTime() / 1000)
  const key = `limit:${limit}:${Math.floor(second / seconds)}:${who}`
  const used = await increment(redis, key, seconds)
  if (used === null && whenUncounted === 'refuse')
    throw new DomainError('unavailable', 'Signing in is not possible right now. Try again shortly.')
  if (used !== null && used > times) {
    const retryAfterSeconds = seconds - (second % seconds)
    const message = `That was too often. Try again in ${retryAfterSeconds} seconds.`
    throw new DomainError('rate_limited', message, { retryAfterSeconds })
  }
}

async function increment(redis: Redis, key: string, seconds: number): Promise<number | null> {
  try {
    const pipeline = redis.pipeline()
    pipeline.incr(key)
    pipeline.expire(key, seconds)
    const [used] = await pipeline.exec<[number, number]>()
    return used
  } catch {
    return null
  }
}
