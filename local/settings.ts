import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { S3Settings } from '../worker/storage/s3/client.ts'

/** The port of the studio; each stand-in has its own at a fixed distance. */
export const PORT = readPort()
export const PORTS = {
  neon: PORT + 10,
  redis: PORT + 11,
  fal: PORT + 12,
  replicate: PORT + 13,
  stripe: PORT + 14,
  sentry: PORT + 15,
  mail: PORT + 16,
  s3: PORT + 17,
} as const

/** Where everything local is kept: `.local/` in the project, or `LOCAL_FOLDER`. */
export const LOCAL_FOLDER = resolve(process.env.LOCAL_FOLDER ?? '.local')

export const FAL_KEY = 'local-fal-key:secret'
export const REPLICATE_API_TOKEN = 'local-replicate-token'
const STRIPE_SECRET_KEY = 'sk_test_local'
export const STRIPE_WEBHOOK_SECRET = 'whsec_local'

const RENDER_SECONDS = 8

/** What the studio keeps its audio in: `--storage s3` or `r2`. */
export const STORAGE = readStorage()

/** Every port that must be free. */
export const allPorts = () => [PORT, ...Object.values(PORTS)]

/** The Worker's settings for these stand-ins. */
export function workerSettings({
  databaseUrl,
  s3,
}: {
  databaseUrl: string
  s3: S3Settings | null
}) {
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
    MAIL_API_KEY: 're_local',
    MAIL_FROM: 'SoundFoundry <hello@soundfoundry.localhost>',
    MAIL_BASE_URL: `http://127.0.0.1:${PORTS.mail}`,
    SENTRY_DSN: `http://local@127.0.0.1:${PORTS.sentry}/1`,
    METRICS_TOKEN: 'for-development-only-not-a-secret',
    ...(s3 ? { STORAGE: 's3', ...s3 } : {}),
    ...(process.env.OPEN_JOBS_MAX ? { OPEN_JOBS_MAX: process.env.OPEN_JOBS_MAX } : {}),
  }
}

/** The least time that FAL and Replicate take for a song. */
export function readRenderSeconds(): number {
  const seconds = Number(process.env.RENDER_SECONDS || RENDER_SECONDS)
  if (Number.isFinite(seconds) && seconds >= 0) return seconds
  throw new Error(`RENDER_SECONDS must be a number; it is "${process.env.RENDER_SECONDS}".`)
}

function readStorage(): 'r2' | 's3' {
  const { values } = parseArgs({ options: { storage: { type: 'string' } }, strict: false })
  const { storage = 'r2' } = values
  if (storage === 'r2' || storage === 's3') return storage
  console.error(`--storage must be r2 or s3; it is "${storage}".`)
  process.exit(1)
}

function readPort(): number {
  const port = Number(process.env.PORT || 8787)
  if (Number.isInteger(port) && port >= 1024 && port <= 65_000) return port
  console.error(`PORT must be a number from 1024 to 65000; it is "${process.env.PORT}".`)
  process.exit(1)
}
