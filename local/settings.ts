import { resolve } from 'node:path'

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

/** Where everything local is kept: `.local/` in the project, or `LOCAL_FOLDER`. */
export const LOCAL_FOLDER = resolve(process.env.LOCAL_FOLDER ?? '.local')

export const FAL_KEY = 'local-fal-key:secret'
export const REPLICATE_API_TOKEN = 'local-replicate-token'
const STRIPE_SECRET_KEY = 'sk_test_local'
export const STRIPE_WEBHOOK_SECRET = 'whsec_local'

const RENDER_SECONDS = 8

/** Every port that must be free. */
export const allPorts = () => [PORT, ...Object.values(PORTS)]

/** The Worker's settings for these stand-ins. */
export function workerSettings({ databaseUrl }: { databaseUrl: string }) {
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

/** The least time that FAL and Replicate take for a song. */
export function readRenderSeconds(): number {
  const seconds = Number(process.env.RENDER_SECONDS || RENDER_SECONDS)
  if (Number.isFinite(seconds) && seconds >= 0) return seconds
  throw new Error(`RENDER_SECONDS must be a number; it is "${process.env.RENDER_SECONDS}".`)
}

function readPort(): number {
  const port = Number(process.env.PORT || 8787)
  if (Number.isInteger(port) && port >= 1024 && port <= 65_000) return port
  console.error(`PORT must be a number from 1024 to 65000; it is "${process.env.PORT}".`)
  process.exit(1)
}
