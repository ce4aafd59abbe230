import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '../../migrations/migrate.ts'
import { startFal } from '../../stand-ins/fal/fal-server.ts'
import { startMail } from '../../stand-ins/mail/mail-server.ts'
import { startNeonFront } from '../../stand-ins/postgres/neon-front.ts'
import { startPostgres } from '../../stand-ins/postgres/postgres-server.ts'
import { startRedisFront } from '../../stand-ins/redis/redis-front.ts'
import { startReplicate } from '../../stand-ins/replicate/replicate-server.ts'
import { type S3Server, startS3 } from '../../stand-ins/s3/s3-server.ts'
import { startSentry } from '../../stand-ins/sentry/sentry-server.ts'
import { startStripe } from '../../stand-ins/stripe/stripe-server.ts'
import { STRIPE_WEBHOOK_SECRET } from './stripe-account.ts'

const STRIPE_WEBHOOKS = {
  url: 'http://studio.test/api/stripe/webhook',
  secrets: [STRIPE_WEBHOOK_SECRET],
  hold: true,
}

/** Starts what the Worker talks to, once for a run: a real PostgreSQL (fsync off) and the stand-ins. */
export async function startStandIns() {
  const folder = await mkdtemp(join(tmpdir(), 'soundfoundry-tests-'))
  const postgres = await startPostgres({ folder: join(folder, 'postgres'), fsync: false })
  await migrate({ databaseUrl: postgres.url, folder: 'migrations' })
  const [neon, redis, fal, rotatingFal, replicate, stripe, sentry, mail, s3] = await Promise.all([
    startNeonFront({ postgresUrl: postgres.url }),
    startRedisFront({}),
    startFal({ folder: join(folder, 'fal'), renderSeconds: 0 }),
    startFal({ folder: join(folder, 'rotating-fal'), renderSeconds: 0 }),
    startReplicate({ folder: join(folder, 'replicate'), renderSeconds: 0 }),
    startStripe({ folder: join(folder, 'stripe'), webhookEndpoint: STRIPE_WEBHOOKS }),
    startSentry(),
    startMail({ folder: join(folder, 'mail') }),
    openS3(join(folder, 's3')),
  ])
  const standIns = {
    databaseUrl: postgres.url,
    neonUrl: neon.url,
    redisUrl: redis.url,
    falUrl: fal.url,
    rotatingFalUrl: rotatingFal.url,
    replicateUrl: replicate.url,
    stripeUrl: stripe.url,
    sentryUrl: sentry.url,
    mailUrl: mail.url,
    s3: s3.settings,
  }
  const stop = async () => {
    const fronts = [neon, redis, fal, rotatingFal, replicate, stripe, sentry, mail]
    await Promise.all([...fronts.map((front) => front.close()), s3.stop()])
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
  return { standIns, stop }
}

/** The stand-in; with `S3_TEST_ENDPOINT` the S3 there, by the settings that the Worker has for one. */
async function openS3(folder: string): Promise<Pick<S3Server, 'settings' | 'stop'>> {
  const { S3_TEST_ENDPOINT: S3_ENDPOINT, S3_REGION = 'us-east-1' } = process.env
  if (!S3_ENDPOINT) return startS3({ folder })
  const { S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = process.env
  if (!S3_BUCKET || !S3_ACCESS_KEY_ID || !S3_SECRET_ACCESS_KEY)
    throw new Error(
      'S3_TEST_ENDPOINT needs S3_BUCKET, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY, too.',
    )
  const settings = { S3_ENDPOINT, S3_REGION, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY }
  return { settings, stop: async () => {} }
}
