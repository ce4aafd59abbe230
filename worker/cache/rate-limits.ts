import type { Redis } from '@upstash/redis/cloudflare'
import { DomainError } from '../errors.ts'

/** While Redis can't count, the sentence refuses; null lets pass, since Postgres guards money. */
const LIMITS = {
  signIn: { times: 10, seconds: 60, whenUncounted: notPossible('Signing in') },
  signUp: { times: 30, seconds: 60, whenUncounted: notPossible('Signing up') },
  buy: { times: 20, seconds: 60, whenUncounted: null },
  requestTrack: { times: 120, seconds: 60, whenUncounted: null },
} as const

/** Throws `rate_limited` with the seconds to wait, or `unavailable`. */
export async function countUse(
  redis: Redis,
  limit: keyof typeof LIMITS,
  who: string,
  now: Date,
): Promise<void> {
  const { times, seconds, whenUncounted } = LIMITS[limit]
  const second = Math.floor(now.getTime() / 1000)
  // By the window's number, so that a lost EXPIRE blocks a person for one window at most.
  const key = `limit:${limit}:${Math.floor(second / seconds)}:${who}`
  const used = await increment(redis, key, seconds)
  if (used === null && whenUncounted) throw new DomainError('unavailable', whenUncounted)
  if (used !== null && used > times) {
    const retryAfterSeconds = seconds - (second % seconds)
    const message = `That was too often. Try again in ${retryAfterSeconds} seconds.`
    throw new DomainError('rate_limited', message, { retryAfterSeconds })
  }
}

function notPossible(what: string): string {
  return `${what} is not possible right now. Try again shortly.`
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
