import type { Redis } from '@upstash/redis/cloudflare'

const keyOf = (key: string) => `session:${key}`

/** The auth library's session store. Reads as empty while Redis is down: Postgres has them all. */
export function sessionsIn(redis: Redis) {
  return {
    get: (key: string) => redis.get<string>(keyOf(key)).catch(() => null),
    set: async (key: string, value: string, ttlSeconds?: number) => {
      const expiry = ttlSeconds ? { ex: Math.ceil(ttlSeconds) } : undefined
      await redis.set(keyOf(key), value, expiry).catch(() => undefined)
    },
    getAndDelete: (key: string) => redis.getdel<string>(keyOf(key)),
    increment: async (key: string, ttlSeconds: number) => {
      const counted = await redis.incr(keyOf(key))
      if (counted === 1) await redis.expire(keyOf(key), ttlSeconds)
      return counted
    },
    delete: async (key: string) => {
      await redis.del(keyOf(key))
    },
  }
}

/** Throws while Redis is down. */
export async function forgetSessions(redis: Redis, tokens: readonly string[]): Promise<void> {
  if (tokens.length > 0) await redis.del(...tokens.map(keyOf))
}

/** Of a closed account: with the auth library's list of them. Throws while Redis is down. */
export async function forgetAllSessions(
  redis: Redis,
  userId: string,
  tokens: readonly string[],
): Promise<void> {
  await forgetSessions(redis, [`active-sessions-${userId}`, ...tokens])
}
