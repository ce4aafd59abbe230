import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { migrate } from '../migrations/migrate.ts'
import { openComposer } from '../stand-ins/composer/composer.ts'
import type { SongWriter } from '../stand-ins/composer/write-song.ts'
import { startFal } from '../stand-ins/fal/fal-server.ts'
import { startMail } from '../stand-ins/mail/mail-server.ts'
import { startNeonFront } from '../stand-ins/postgres/neon-front.ts'
import { startPostgres } from '../stand-ins/postgres/postgres-server.ts'
import { startRedisFront } from '../stand-ins/redis/redis-front.ts'
import { findRedisServer, startRedisServer } from '../stand-ins/redis/redis-server.ts'
import { startReplicate } from '../stand-ins/replicate/replicate-server.ts'
import { startS3 } from '../stand-ins/s3/s3-server.ts'
import { startSentry } from '../stand-ins/sentry/sentry-server.ts'
import { startStripe } from '../stand-ins/stripe/stripe-server.ts'
import type { S3Settings } from '../worker/storage/s3/client.ts'
import { recordProcess } from './processes.ts'
import {
  LOCAL_FOLDER,
  PORT,
  PORTS,
  readRenderSeconds,
  STORAGE,
  STRIPE_WEBHOOK_SECRET,
} from './settings.ts'

const MIGRATIONS = fileURLToPath(new URL('../migrations', import.meta.url))

/** `s3` is null where audio is kept in the local R2, which is the Worker's own. */
export type StandIns = {
  databaseUrl: string
  s3: S3Settings | null
  stop(): Promise<void>
}

/**
 * Starts the cloud in miniature: PostgreSQL behind Neon's HTTP, Redis behind Upstash's, FAL,
 * Replicate, Stripe, Sentry, Resend, and an S3 with `--storage s3`. The database is migrated. `stop` ends all of it, the last started
 * first; if one of them can't start, those before it are stopped.
 *
 * @param writer writes the music instead of a composer of its own; the caller closes it.
 */
export async function startStandIns({ writer }: { writer?: SongWriter } = {}): Promise<StandIns> {
  const stops: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (const end of stops.splice(0).reverse()) await end()
  }
  try {
    await mkdir(LOCAL_FOLDER, { recursive: true })
    const databaseUrl = await openPostgres(stops)
    await migrate({ databaseUrl, folder: MIGRATIONS })
    const redisUrl = await openRedis(stops)
    const composer = writer ?? openOwnComposer(stops)
    const neon = await startNeonFront({ postgresUrl: databaseUrl, port: PORTS.neon })
    stops.push(neon.close)
    const redis = await startRedisFront({ port: PORTS.redis, ...(redisUrl ? { redisUrl } : {}) })
    stops.push(redis.close)
    const fal = await startFal({
      port: PORTS.fal,
      folder: join(LOCAL_FOLDER, 'fal'),
      composer,
      renderSeconds: readRenderSeconds(),
    })
    stops.push(fal.close)
    const replicate = await startReplicate({
      port: PORTS.replicate,
      folder: join(LOCAL_FOLDER, 'replicate'),
      composer,
      renderSeconds: readRenderSeconds(),
    })
    stops.push(replicate.close)
    const stripe = await startStripe({
      port: PORTS.stripe,
      folder: join(LOCAL_FOLDER, 'stripe'),
      webhookEndpoint: {
        url: `http://127.0.0.1:${PORT}/api/stripe/webhook`,
        secrets: [STRIPE_WEBHOOK_SECRET],
      },
    })
    stops.push(stripe.close)
    const sentry = await startSentry({ port: PORTS.sentry })
    stops.push(sentry.close)
    const mail = await startMail({ port: PORTS.mail, folder: join(LOCAL_FOLDER, 'mail') })
    stops.push(mail.close)
    const s3 = STORAGE === 's3' ? await openS3(stops) : null
    return { databaseUrl, s3, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function openPostgres(stops: (() => Promise<unknown>)[]): Promise<string> {
  if (process.env.LOCAL_DATABASE_URL) return process.env.LOCAL_DATABASE_URL
  const postgres = await startPostgres({ folder: join(LOCAL_FOLDER, 'postgres') })
  stops.push(postgres.stop)
  await recordProcess(LOCAL_FOLDER, postgres.pid)
  return postgres.url
}

/** In front of the R2 that `wrangler dev` binds: what was made on the one is there on the other. */
async function openS3(stops: (() => Promise<unknown>)[]): Promise<S3Settings> {
  const s3 = await startS3({ port: PORTS.s3, folder: join(LOCAL_FOLDER, 'wrangler', 'v3') })
  stops.push(s3.stop)
  await recordProcess(LOCAL_FOLDER, s3.pid)
  return s3.settings
}

function openOwnComposer(stops: (() => Promise<unknown>)[]): SongWriter {
  const composer = openComposer()
  stops.push(() => composer.close())
  return composer
}

/** The address of a real Redis; undefined without one, and then the front has a store of its own. */
async function openRedis(stops: (() => Promise<unknown>)[]): Promise<string | undefined> {
  if (process.env.LOCAL_REDIS_URL) return process.env.LOCAL_REDIS_URL
  if (!findRedisServer()) return undefined
  const redis = await startRedisServer({ folder: join(LOCAL_FOLDER, 'redis') })
  stops.push(redis.stop)
  await recordProcess(LOCAL_FOLDER, redis.pid)
  return redis.url
}
