import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '../../migrations/migrate.ts'
import { startFal } from '../../stand-ins/fal/fal-server.ts'
import { startNeonFront } from '../../stand-ins/postgres/neon-front.ts'
import { startPostgres } from '../../stand-ins/postgres/postgres-server.ts'
import { startRedisFront } from '../../stand-ins/redis/redis-front.ts'
import { startReplicate } from '../../stand-ins/replicate/replicate-server.ts'
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
  const [neon, redis, fal, rotatingFal, replicate, stripe, sentry] = await Promise.all([
    startNeonFront({ postgresUrl: postgres.url }),
    startRedisFront({}),
    startFal({ folder: join(folder, 'fal'), renderSeconds: 0 }),
    startFal({ folder: join(folder, 'rotating-fal'), renderSeconds: 0 }),
    startReplicate({ folder: join(folder, 'replicate'), renderSeconds: 0 }),
    startStripe({ folder: join(folder, 'stripe'), webhookEndpoint: STRIPE_WEBHOOKS }),
    startSentry(),
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
  }
  const stop = async () => {
    const fronts = [neon, redis, fal, rotatingFal, replicate, stripe, sentry]
    await Promise.all(fronts.map((front) => front.close()))
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
  return { standIns, stop }
}
