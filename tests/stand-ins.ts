import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startFal } from '../local/fal/fal-server.ts'
import { startNeonFront } from '../local/postgres/neon-front.ts'
import { startPostgres } from '../local/postgres/postgres-server.ts'
import { startRedisFront } from '../local/redis/redis-front.ts'
import { startReplicate } from '../local/replicate/replicate-server.ts'
import { startSentry } from '../local/sentry/sentry-server.ts'
import { startStripe } from '../local/stripe/stripe-server.ts'
import { migrate } from '../migrations/migrate.ts'
import { STRIPE_WEBHOOK_SECRET } from './stripe-account.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the stand-ins of this run listen. The database is a migrated template to clone. */
    standIns: {
      databaseUrl: string
      neonUrl: string
      redisUrl: string
      falUrl: string
      /** A second FAL, whose signing keys may be rotated: the first one's belong to all tests. */
      rotatingFalUrl: string
      /** A third, for the other file that rotates keys: the Worker remembers them by address. */
      storyFalUrl: string
      replicateUrl: string
      /** Its webhooks are held and signed with STRIPE_WEBHOOK_SECRET, for a Worker at studio.test. */
      stripeUrl: string
      sentryUrl: string
    }
  }
}

const STRIPE_WEBHOOKS = {
  url: 'http://studio.test/api/stripe/webhook',
  secrets: [STRIPE_WEBHOOK_SECRET],
  hold: true,
}

/** Provides the stand-ins of a run: those that `RUNNING_STAND_INS` tells of in JSON, else its own. */
export default async function provideStandIns(project: TestProject) {
  const running = process.env.RUNNING_STAND_INS
  if (running) return project.provide('standIns', JSON.parse(running))
  const { standIns, stop } = await startStandIns()
  project.provide('standIns', standIns)
  return stop
}

/** Starts what the Worker talks to, once for a run: a real PostgreSQL (fsync off) and the stand-ins. */
export async function startStandIns() {
  const folder = await mkdtemp(join(tmpdir(), 'soundfoundry-tests-'))
  const postgres = await startPostgres({ folder: join(folder, 'postgres'), fsync: false })
  await migrate({ databaseUrl: postgres.url, folder: 'migrations' })
  const [neon, redis, fal, rotatingFal, storyFal, replicate, stripe, sentry] = await Promise.all([
    startNeonFront({ postgresUrl: postgres.url }),
    startRedisFront({}),
    startFal({ folder: join(folder, 'fal'), renderSeconds: 0 }),
    startFal({ folder: join(folder, 'rotating-fal'), renderSeconds: 0 }),
    startFal({ folder: join(folder, 'story-fal'), renderSeconds: 0 }),
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
    storyFalUrl: storyFal.url,
    replicateUrl: replicate.url,
    stripeUrl: stripe.url,
    sentryUrl: sentry.url,
  }
  const stop = async () => {
    const fronts = [neon, redis, fal, rotatingFal, storyFal, replicate, stripe, sentry]
    await Promise.all(fronts.map((front) => front.close()))
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
  return { standIns, stop }
}
