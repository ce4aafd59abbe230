import type { Redis } from '@upstash/redis/cloudflare'
import { DomainError } from '../errors.ts'

const SIGNING_IN = notPossible('Signing in')
const SIGNING_UP = notPossible('Signing up')
const MAILING = notPossible('Sending mail')

/**
 * While Redis can't count, the sentence refuses; null lets pass, since Postgres guards money. Signing in
 * is counted four times, so that neither one person's password nor everybody's can be guessed at speed.
 */
const LIMITS = {
  signIn: { times: 10, seconds: 60, whenUncounted: SIGNING_IN },
  signInFromNetwork: { times: 60, seconds: 60, whenUncounted: SIGNING_IN },
  signInAsPerson: { times: 100, seconds: 3_600, whenUncounted: SIGNING_IN },
  signInAnywhere: { times: 1_200, seconds: 60, whenUncounted: SIGNING_IN },
  signUp: { times: 30, seconds: 60, whenUncounted: SIGNING_UP },
  signUpWithAddress: { times: 10, seconds: 60, whenUncounted: SIGNING_UP },
  /** How often a network may learn that an address has an account. Past it, it can't sign anybody up. */
  takenAddress: { times: 10, seconds: 3_600, whenUncounted: SIGNING_UP },
  signUpAnywhere: { times: 600, seconds: 60, whenUncounted: SIGNING_UP },
  mailToAddress: { times: 5, seconds: 900, whenUncounted: MAILING },
  mailFromNetwork: { times: 60, seconds: 900, whenUncounted: MAILING },
  checkPassword: { times: 10, seconds: 60, whenUncounted: notPossible('Checking your password') },
  buy: { times: 20, seconds: 60, whenUncounted: null },
  upload: { times: 20, seconds: 60, whenUncounted: null },
  /** Three seconds of CPU for ten minutes of sound. A list of songs is fetched in a row, and one in several parts. */
  downloadWav: { times: 30, seconds: 60, whenUncounted: null },
  analyze: { times: 20, seconds: 60, whenUncounted: null },
  requestTrack: { times: 120, seconds: 60, whenUncounted: null },
} as const

/** `times`: 0 only asks whether the limit is used up; else it counts as one. */
type Use = { limit: keyof typeof LIMITS; who: string; times?: 0 }

/** Throws `rate_limited` with the seconds to wait, or `unavailable`. */
export function countUse(
  redis: Redis,
  limit: keyof typeof LIMITS,
  who: string,
  now: Date,
): Promise<void> {
  return countUses(redis, [{ limit, who }], now)
}

/** All in one request. Throws for the use that has to wait longest. */
export async function countUses(redis: Redis, uses: readonly Use[], now: Date): Promise<void> {
  const second = Math.floor(now.getTime() / 1000)
  const counters = uses.map(({ limit, who, times: by = 1 }) => {
    const { times, seconds, whenUncounted } = LIMITS[limit]
    // By the window's number, so that a lost EXPIRE blocks a person for one window at most.
    const key = `limit:${limit}:${Math.floor(second / seconds)}:${who}`
    return { key, by, times, seconds, whenUncounted, left: seconds - (second % seconds) }
  })
  const used = await increment(redis, counters)
  const [uncounted] = counters.flatMap(({ whenUncounted }) => whenUncounted ?? [])
  if (used === null && uncounted) throw new DomainError('unavailable', uncounted)
  const waits = counters.flatMap(({ times, left }, at) => ((used?.[at] ?? 0) > times ? left : []))
  if (waits.length === 0) return
  const retryAfterSeconds = Math.max(...waits)
  const message = `That was too often. Try again in ${sayWait(retryAfterSeconds)}.`
  throw new DomainError('rate_limited', message, { retryAfterSeconds })
}

function sayWait(seconds: number): string {
  return seconds > 120 ? `${Math.ceil(seconds / 60)} minutes` : `${seconds} seconds`
}

function notPossible(what: string): string {
  return `${what} is not possible right now. Try again shortly.`
}

/** How often each was counted, with this time. */
async function increment(
  redis: Redis,
  counters: readonly { key: string; by: number; seconds: number }[],
): Promise<number[] | null> {
  try {
    const pipeline = redis.pipeline()
    for (const { key, by, seconds } of counters) {
      pipeline.incrby(key, by)
      pipeline.expire(key, seconds)
    }
    const answers = await pipeline.exec<number[]>()
    return answers.filter((_, at) => at % 2 === 0)
  } catch {
    return null
  }
}
