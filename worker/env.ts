import { z } from 'zod'
import type { StampedMessage } from './messages/message.ts'
import { flag } from './texts.ts'

export type Bindings = {
  BUCKET: R2Bucket
  JOBS: Queue<StampedMessage>
  FINISHES: Queue<StampedMessage>
}

/** Only this file reads its strings. */
export type Env = Bindings & Record<string, unknown>

const Settings = z.object({
  ENVIRONMENT: z.enum(['development', 'production']),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).transform((url) => new URL(url).origin),
  DATABASE_URL: z.string().startsWith('postgres'),
  NEON_ENDPOINT: z.url().optional(),
  UPSTASH_REDIS_REST_URL: z.url(),
  UPSTASH_REDIS_REST_TOKEN: z.string().min(1),
  AUTH_SECRET: z.string().min(32),
  WEBHOOK_SECRET: z.string().min(32),
  FAL_KEY: z.string().min(1),
  FAL_BASE_URL: z.url().optional(),
  REPLICATE_API_TOKEN: z.string().min(1),
  REPLICATE_BASE_URL: z.url().optional(),
  SIGNUP_CREDITS: z.coerce.number().int().min(0).max(10_000).default(50),
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^[sr]k_/)
    .optional(),
  STRIPE_WEBHOOK_SECRET: z.string().startsWith('whsec_').optional(),
  STRIPE_BASE_URL: z.url().optional(),
  /** Nothing is sold; everyone gets credits for some renders a day. */
  FREE_MODE: flag,
  FREE_RENDERS_PER_DAY: z.coerce.number().int().min(1).max(1_000).default(10),
  FREE_DURATION_SECONDS_MAX: z.coerce.number().int().min(15).max(300).default(120),
  /** `https://<public key>@<host>/<project>` */
  SENTRY_DSN: z
    .string()
    .regex(/^https?:\/\/\w+@[\w.-]+(:\d+)?(\/[\w-]+)*\/\d+$/)
    .optional(),
  /** Bearer token for /metrics; unset, the route is 404. */
  METRICS_TOKEN: z.string().min(16).optional(),
})

export type Config = z.infer<typeof Settings>

const Reporting = Settings.pick({ ENVIRONMENT: true }).extend({
  SENTRY_DSN: Settings.shape.SENTRY_DSN.unwrap(),
})

const DEVELOPMENT_ONLY = [
  'NEON_ENDPOINT',
  'FAL_BASE_URL',
  'REPLICATE_BASE_URL',
  'STRIPE_BASE_URL',
] as const

const FOR_SELLING = ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET'] as const

/** Throws one Error that names every missing or wrong setting, and never a value. */
export function parseEnv(env: Env): Config {
  const parsed = Settings.safeParse(env)
  const wrong = parsed.success ? [] : parsed.error.issues.map((issue) => issue.path.join('.'))
  for (const name of ['BUCKET', 'JOBS', 'FINISHES'] as const) if (!env[name]) wrong.push(name)
  if (env.FREE_MODE !== 'true' || env.STRIPE_SECRET_KEY)
    for (const name of FOR_SELLING) if (!env[name]) wrong.push(name)
  if (env.ENVIRONMENT === 'production') {
    if (!String(env.PUBLIC_URL).startsWith('https://')) wrong.push('PUBLIC_URL (must be https)')
    for (const name of DEVELOPMENT_ONLY)
      if (env[name] !== undefined) wrong.push(`${name} (not allowed in production)`)
  }
  if (!parsed.success || wrong.length > 0)
    throw new Error(`These settings are missing or wrong: ${[...new Set(wrong)].join(', ')}`)
  return parsed.data
}

/** Apart from the rest, so that Sentry hears of a broken environment; null without Sentry. */
export function parseReporting(env: Env) {
  return Reporting.safeParse(env).data ?? null
}

/** Runs `make` once per isolate and environment; it keeps no error. */
export function oncePerEnv<Made extends object>(make: (env: Env) => Made): (env: Env) => Made {
  const made = new WeakMap<Env, Made>()
  return (env) => {
    const known = made.get(env) ?? make(env)
    made.set(env, known)
    return known
  }
}
