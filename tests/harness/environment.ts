import { env as bound } from 'cloudflare:workers'
import { neon, neonConfig } from '@neondatabase/serverless'
import { inject } from 'vitest'
import type { Env } from '../../worker/env.ts'
import { openFalAccount } from './fal-account.ts'
import { holdQueue } from './held-queue.ts'
import { openReplicateAccount } from './replicate-account.ts'
import { openSentryAccount } from './sentry-account.ts'
import { admin, standIn } from './stand-in-admin.ts'
import { openStripeAccount, STRIPE_WEBHOOK_SECRET } from './stripe-account.ts'
import { watchBucket } from './watched-bucket.ts'
import { watchFaults } from './watched-faults.ts'

export const PUBLIC_URL = 'http://studio.test'

/**
 * An environment that shares nothing with any other: a database, a Redis keyspace, an account at each
 * stand-in, and queues that hold their messages. Comes with what a test reads and breaks these by.
 */
export async function openEnvironment(
  settings: Record<string, string | undefined>,
  falUrl: string,
) {
  const { databaseUrl, neonUrl, redisUrl, replicateUrl, stripeUrl, sentryUrl } = inject('standIns')
  const name = `studio_${crypto.randomUUID().replaceAll('-', '')}`
  const token = `local-${name}`
  const falKey = `${token}:secret`
  const stripeKey = `sk_test_local_${name}`
  const fal = watchFaults(openFalAccount(falUrl, falKey))
  const replicate = watchFaults(openReplicateAccount(replicateUrl, token))
  const sentry = watchFaults(openSentryAccount(sentryUrl, name))
  const [jobs, finishes, bucket] = [holdQueue(), holdQueue(), watchBucket(bound.BUCKET)]
  const [database] = await Promise.all([
    cloneDatabase(neonUrl, databaseUrl, name),
    fal.settings({ hold: true }),
    replicate.settings({ hold: true }),
  ])
  const env: Env = {
    BUCKET: bucket.bucket,
    JOBS: jobs.queue,
    FINISHES: finishes.queue,
    ENVIRONMENT: 'development',
    PUBLIC_URL,
    DATABASE_URL: database,
    NEON_ENDPOINT: `${neonUrl}/sql`,
    UPSTASH_REDIS_REST_URL: redisUrl,
    UPSTASH_REDIS_REST_TOKEN: token,
    AUTH_SECRET: 'a-secret-that-only-the-tests-know-0123456789',
    WEBHOOK_SECRET: 'another-secret-that-only-tests-know-0123456789',
    FAL_KEY: falKey,
    FAL_BASE_URL: falUrl,
    REPLICATE_API_TOKEN: token,
    REPLICATE_BASE_URL: replicateUrl,
    STRIPE_SECRET_KEY: stripeKey,
    STRIPE_WEBHOOK_SECRET,
    STRIPE_BASE_URL: stripeUrl,
    SENTRY_DSN: sentry.dsn,
    ...settings,
  }
  return {
    env,
    jobs,
    finishes,
    bucket,
    fal,
    replicate,
    stripe: watchFaults(openStripeAccount(stripeUrl, stripeKey)),
    postgres: watchFaults(standIn(neonUrl, { database: name })),
    redis: watchFaults(standIn(redisUrl, { token })),
    sentry,
    /** Queries the database itself, past the Worker. Times are strings. Its requests are counted, too. */
    async sql<Row = Record<string, unknown>>(text: string, params: unknown[] = []) {
      neonConfig.fetchEndpoint = `${neonUrl}/sql`
      // The caller names the columns it selects.
      return (await neon(database).query(text, params)) as Row[]
    },
  }
}

/** Copies the migrated template. Answers the copy's address as Neon's client takes it. */
async function cloneDatabase(neonUrl: string, templateUrl: string, name: string): Promise<string> {
  const url = new URL(templateUrl)
  await admin(neonUrl, 'POST', 'databases', { name, template: url.pathname.slice(1) })
  url.hostname = 'db.localtest.me'
  url.pathname = name
  return url.href
}
