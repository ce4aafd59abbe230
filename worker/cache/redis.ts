import { Redis } from '@upstash/redis/cloudflare'
import type { Config } from '../env.ts'

const REDIS_TIMEOUT_MS = 1_500

/** Upstash over REST. Anything in it can be lost at any time: Postgres has the truth. */
export function openRedis(
  config: Pick<Config, 'UPSTASH_REDIS_REST_URL' | 'UPSTASH_REDIS_REST_TOKEN'>,
): Redis {
  return new Redis({
    url: config.UPSTASH_REDIS_REST_URL,
    token: config.UPSTASH_REDIS_REST_TOKEN,
    automaticDeserialization: false,
    enableTelemetry: false,
    retry: { retries: 1, backoff: () => 50 },
    signal: () => AbortSignal.timeout(REDIS_TIMEOUT_MS),
  })
}
