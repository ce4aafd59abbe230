import { env as bound } from 'cloudflare:workers'
import { neon, neonConfig } from '@neondatabase/serverless'
import { inject } from 'vitest'
import type { Env } from '../../worker/env.ts'
import { openFalAccount } from './fal-account.ts'
import { openMailAccount } from './mail-account.ts'
import { holdQueues } from './queues.ts'
import { openReplicateAccount } from './replicate-account.ts'
import { openSentryAccount } from './sentry-account.ts'
import { admin, standIn } from './stand-in-admin.ts'
import { openStripeAccount, STRIPE_WEBHOOK_SECRET } from './stripe-account.ts'
import { watchFaults } from './watched-faults.ts'
import { watchFiles } from './watched-files.ts'

export const PUBLIC_URL = 'http://studio.test'

/**
 * An environment that shares nothing with any other: a database, a Redis keyspace, an account at each
 * stand-in, and queues that hold their messages. Comes with what a test reads and breaks these by.
 */
export async function openEnvironment(
  settings: Record<string, string | undefined>,
  falUrl: string,
) {
  const { databaseUrl, neonUrl, redisUrl, replicateUrl, stripeUrl, sentryUrl, mailUrl, s3 } =
    inject('standIns')
  const name = `studio_${crypto.randomUUID().replaceAll('-', '')}`
  const token = `local-${name}`
  const falKey = `${token}:secret`
  const stripeKey = `sk_test_local_${name}`
  const fal = watchFaults(openFalAccount(falUrl, falKey))
  const replicate = watchFaults(openReplicateAccount(replicateUrl, token))
  const sentry = watchFaults(openSentryAccount(sentryUrl, name))
  const queues = holdQueues()
  const mailKey = `re_local_${name}`
  const mail = watchFaults(openMailAccount(mailUrl, mailKey))
  const [database] = await Promise.all([
    cloneDatabase(neonUrl, databaseUrl, name),
    fal.settings({ hold: true }),
    replicate.settings({ hold: true }),
    mail.settings({ requestsPerSecond: 1_000 }),
  ])
  const env: Env = {
    BUCKET: bound.BUCKET,
    JOBS: queues.jobs.queue,
    FINISHES: queues.finishes.queue,
    PAYMENTS: queues.payments.queue,
    MAILS: queues.mails.queue,
    ERASURES: queues.erasures.queue,
    MEASURES: queues.measures.queue,
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
    // The people of a file of tests do in a minute what takes others weeks.
    OPEN_JOBS_MAX: '1000',
    FREE_CANCELS_PER_DAY: '1000',
    FAL_CONCURRENCY: '1000',
    REPLICATE_CONCURRENCY: '1000',
    MAIL_API_KEY: mailKey,
    MAIL_FROM: 'SoundFoundry <hello@studio.test>',
    MAIL_BASE_URL: mailUrl,
    // Production refuses an S3 on this machine.
    ...(inject('storage') === 's3' && settings.ENVIRONMENT !== 'production'
      ? { STORAGE: 's3', ...s3 }
      : {}),
    ...settings,
  }
  return {
    env,
    ...queues,
    files: watchFiles(env),
    fal,
    replicate,
    stripe: watchFaults(openStripeAccount(stripeUrl, stripeKey)),
    postgres: watchFaults(standIn(neonUrl, { database: name })),
    redis: watchFaults(standIn(redisUrl, { token })),
    sentry,
    mail,
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
