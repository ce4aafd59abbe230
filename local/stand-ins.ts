import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { migrate } from '../migrations/migrate.ts'
import { openComposer } from '../stand-ins/composer/composer.ts'
import type { SongWriter } from '../stand-ins/composer/write-song.ts'
import { startFal } from '../stand-ins/fal/fal-server.ts'
import { startNeonFront } from '../stand-ins/postgres/neon-front.ts'
import { startPostgres } from '../stand-ins/postgres/postgres-server.ts'
import { startRedisFront } from '../stand-ins/redis/redis-front.ts'
import { findRedisServer, startRedisServer } from '../stand-ins/redis/redis-server.ts'
import { startReplicate } from '../stand-ins/replicate/replicate-server.ts'
import { startSentry } from '../stand-ins/sentry/sentry-server.ts'
import { startStripe } from '../stand-ins/stripe/stripe-server.ts'
import { recordProcess } from './processes.ts'

/** The port of the studio; each stand-in has its own at a fixed distance. */
export const PORT = readPort()
export const PORTS = {
  neon: PORT + 10,
  redis: PORT + 11,
  fal: PORT + 12,
  replicate: PORT + 13,
  stripe: PORT + 14,
  sentry: PORT + 15,
} as const

/** Where everything local is kept: `.local/` of the project, or `LOCAL_FOLDER`. */
export const LOCAL_FOLDER = resolve(process.env.LOCAL_FOLDER ?? '.local')

export const FAL_KEY = 'local-fal-key:secret'
export const REPLICATE_API_TOKEN = 'local-replicate-token'
const STRIPE_SECRET_KEY = 'sk_test_local'
const STRIPE_WEBHOOK_SECRET = 'whsec_local'

const MIGRATIONS = fileURLToPath(new URL('../migrations', import.meta.url))
const RENDER_SECONDS = 8

export type StandIns = { databaseUrl: string; stop(): Promise<void> }

/**
 * Starts the cloud in miniature: PostgreSQL behind Neon's HTTP, Redis behind Upstash's, FAL,
 * Replicate, Stripe, Sentry.
 * The database is migrated. `stop` ends all of it, the last started first; it is also what happens
 * when one of them can't start.
 *
 * @param writer writes the music in the composer's place, and stays whoever's it is.
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
    return { databaseUrl, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** The Worker's settings that lead it to these stand-ins. */
export function workerSettings({ databaseUrl }: Pick<StandIns, 'databaseUrl'>) {
  const database = new URL(databaseUrl)
  database.hostname = 'db.localtest.me'
  database.port = ''
  return {
    ENVIRONMENT: 'development',
    PUBLIC_URL: `http://127.0.0.1:${PORT}`,
    DATABASE_URL: database.href,
    NEON_ENDPOINT: `http://127.0.0.1:${PORTS.neon}/sql`,
    UPSTASH_REDIS_REST_URL: `http://127.0.0.1:${PORTS.redis}`,
    UPSTASH_REDIS_REST_TOKEN: 'local-redis-token',
    AUTH_SECRET: 'for-development-only-not-a-secret-0123456789',
    WEBHOOK_SECRET: 'for-development-only-not-a-secret-9876543210',
    FAL_KEY,
    FAL_BASE_URL: `http://127.0.0.1:${PORTS.fal}`,
    REPLICATE_API_TOKEN,
    REPLICATE_BASE_URL: `http://127.0.0.1:${PORTS.replicate}`,
    STRIPE_SECRET_KEY,
    STRIPE_WEBHOOK_SECRET,
    STRIPE_BASE_URL: `http://127.0.0.1:${PORTS.stripe}`,
    SENTRY_DSN: `http://local@127.0.0.1:${PORTS.sentry}/1`,
    METRICS_TOKEN: 'for-development-only-not-a-secret',
  }
}

/** Every port that must be free. */
export const allPorts = () => [PORT, ...Object.values(PORTS)]

async function openPostgres(stops: (() => Promise<unknown>)[]): Promise<string> {
  if (process.env.LOCAL_DATABASE_URL) return process.env.LOCAL_DATABASE_URL
  const postgres = await startPostgres({ folder: join(LOCAL_FOLDER, 'postgres') })
  stops.push(postgres.stop)
  await recordProcess(LOCAL_FOLDER, postgres.pid)
  return postgres.url
}

function openOwnComposer(stops: (() => Promise<unknown>)[]): SongWriter {
  const composer = openComposer()
  stops.push(() => composer.close())
  return composer
}

/** A real Redis when there is one, else nothing: then the front keeps its own store. */
async function openRedis(stops: (() => Promise<unknown>)[]): Promise<string | undefined> {
  if (process.env.LOCAL_REDIS_URL) return process.env.LOCAL_REDIS_URL
  if (!findRedisServer()) return undefined
  const redis = await startRedisServer({ folder: join(LOCAL_FOLDER, 'redis') })
  stops.push(redis.stop)
  await recordProcess(LOCAL_FOLDER, redis.pid)
  return redis.url
}

function readPort(): number {
  const port = Number(process.env.PORT || 8787)
  if (Number.isInteger(port) && port >= 1024 && port <= 65_000) return port
  console.error(`PORT must be a number from 1024 to 65000; it is "${process.env.PORT}".`)
  process.exit(1)
}

function readRenderSeconds(): number {
  const seconds = Number(process.env.RENDER_SECONDS || RENDER_SECONDS)
  if (Number.isFinite(seconds) && seconds >= 0) return seconds
  throw new Error(`RENDER_SECONDS must be a number; it is "${process.env.RENDER_SECONDS}".`)
}
