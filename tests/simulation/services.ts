import type { Auth } from '../../worker/auth/auth.ts'
import { openRedis } from '../../worker/cache/redis.ts'
import { openSigningKeys } from '../../worker/crypto/signing-keys.ts'
import { openDb } from '../../worker/db/client.ts'
import { type Bindings, type Env, parseEnv } from '../../worker/env.ts'
import { openQueues } from '../../worker/messages/queues.ts'
import type { Services } from '../../worker/services.ts'
import { openR2 } from '../../worker/storage/r2.ts'
import type { Clock } from './clock.ts'
import { REDIS_URL } from './redis.ts'

const SETTINGS = {
  ENVIRONMENT: 'development',
  PUBLIC_URL: 'http://studio.test',
  DATABASE_URL: 'postgres://studio:secret@db.localtest.me/studio',
  UPSTASH_REDIS_REST_URL: REDIS_URL,
  UPSTASH_REDIS_REST_TOKEN: 'local',
  AUTH_SECRET: 'a-secret-that-only-the-tests-know-0123456789',
  WEBHOOK_SECRET: 'another-secret-that-only-tests-know-0123456789',
  FAL_KEY: 'local:secret',
  REPLICATE_API_TOKEN: 'local',
  STRIPE_SECRET_KEY: 'sk_test_local',
  STRIPE_WEBHOOK_SECRET: 'whsec_local',
  OPEN_JOBS_MAX: '3',
  FREE_CANCELS_PER_DAY: '1',
  UNPAID_COST_CENTS_PER_DAY: '100',
  FAL_CONCURRENCY: '2',
  REPLICATE_CONCURRENCY: '2',
}

/** Without the bindings, which are those of each schedule. */
export const CONFIG = parseEnv({
  ...SETTINGS,
  BUCKET: {},
  JOBS: {},
  FINISHES: {},
  PAYMENTS: {},
  MAILS: {},
  ERASURES: {},
  MEASURES: {},
} as unknown as Env)

/** The same for all invocations of a thread, as in an isolate. */
export const db = openDb(SETTINGS)

/** What an invocation works with, as `openServices` makes it: its own Redis client, the simulated rest. */
export function openSimulatedServices(
  bindings: Bindings,
  { clock, providers, stripe }: { clock: Clock } & Pick<Services, 'providers' | 'stripe'>,
): Services {
  return {
    config: CONFIG,
    db,
    redis: openRedis(CONFIG),
    files: openR2(bindings.BUCKET),
    queues: openQueues(bindings),
    keys: openSigningKeys(),
    get auth(): Auth {
      throw new Error('The simulation has no sign-ins')
    },
    providers,
    stripe,
    mailer: null,
    now: () => new Date(clock.now),
  }
}
