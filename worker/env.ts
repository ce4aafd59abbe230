import { z } from 'zod'
import type { StampedMessage } from './messages/message.ts'
import { QUEUE_NAMES, type QueueName } from './messages/queue-names.ts'
import type { S3Settings } from './storage/s3/client.ts'
import { flag } from './texts.ts'

export type Bindings = {
  /** Needed where `STORAGE` is `r2`. */
  BUCKET: R2Bucket
} & Record<QueueName, Queue<StampedMessage>>

/** Only this file reads its strings. */
export type Env = Bindings & Record<string, unknown>

const Settings = z.object({
  ENVIRONMENT: z.enum(['development', 'production']),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).transform((url) => new URL(url).origin),
  DATABASE_URL: z.string().startsWith('postgres'),
  NEON_ENDPOINT: z.url().optional(),
  /** Where audio is kept: in the bucket that is bound, or in any S3. */
  STORAGE: z.enum(['r2', 's3']).default('r2'),
  S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)
    .optional(),
  S3_REGION: z.string().min(1).default('us-east-1'),
  S3_ACCESS_KEY_ID: z.string().min(1).optional(),
  S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
  UPSTASH_REDIS_REST_URL: z.url(),
  UPSTASH_REDIS_REST_TOKEN: z.string().min(1),
  AUTH_SECRET: z.string().min(32),
  WEBHOOK_SECRET: z.string().min(32),
  FAL_KEY: z.string().min(1),
  FAL_BASE_URL: z.url().optional(),
  REPLICATE_API_TOKEN: z.string().min(1),
  REPLICATE_BASE_URL: z.url().optional(),
  /** Of one person, of any kind. */
  OPEN_JOBS_MAX: z.coerce.number().int().min(1).max(10_000).default(8),
  /** What songs of people who never bought anything may cost us in a UTC day. */
  UNPAID_COST_CENTS_PER_DAY: z.coerce.number().int().min(0).max(100_000_000).default(2_000),
  /** Of one person, when a provider may have the job: cancels beyond these leave the credits spent. */
  FREE_CANCELS_PER_DAY: z.coerce.number().int().min(0).max(10_000).default(5),
  /** How many songs each provider gets at once; the others wait in line with us. */
  FAL_CONCURRENCY: z.coerce.number().int().min(1).max(10_000).default(10),
  REPLICATE_CONCURRENCY: z.coerce.number().int().min(1).max(10_000).default(10),
  SIGNUP_CREDITS: z.coerce.number().int().min(0).max(10_000).default(50),
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^[sr]k_/)
    .optional(),
  STRIPE_WEBHOOK_SECRET: z.string().startsWith('whsec_').optional(),
  STRIPE_BASE_URL: z.url().optional(),
  /** Resend's key, and the sender as `SoundFoundry <hello@example.com>`; without them no mail is sent. */
  MAIL_API_KEY: z.string().min(1).optional(),
  MAIL_FROM: z
    .string()
    .regex(/^[^<>\r\n]*<?[^\s<>@]+@[^\s<>@]+>?$/)
    .optional(),
  MAIL_BASE_URL: z.url().optional(),
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
  'MAIL_BASE_URL',
] as const

const FOR_SELLING = ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET'] as const
const FOR_S3 = ['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const
/** How the credentials of the local stand-in begin. */
const STAND_IN_S3 = 'local-s3-'
const FOR_MAIL = ['MAIL_API_KEY', 'MAIL_FROM'] as const

/** Throws one Error that names every missing or wrong setting, and never a value. */
export function parseEnv(env: Env): Config {
  const parsed = Settings.safeParse(env)
  const wrong = parsed.success ? [] : parsed.error.issues.map((issue) => issue.path.join('.'))
  const storage = env.STORAGE === 's3' ? FOR_S3 : (['BUCKET'] as const)
  for (const name of [...storage, ...QUEUE_NAMES]) if (!env[name]) wrong.push(name)
  if (env.FREE_MODE !== 'true' || env.STRIPE_SECRET_KEY)
    for (const name of FOR_SELLING) if (!env[name]) wrong.push(name)
  if (FOR_MAIL.some((name) => env[name]))
    for (const name of FOR_MAIL) if (!env[name]) wrong.push(name)
  if (env.ENVIRONMENT === 'production') {
    if (!String(env.PUBLIC_URL).startsWith('https://')) wrong.push('PUBLIC_URL (must be https)')
    for (const name of DEVELOPMENT_ONLY)
      if (env[name] !== undefined) wrong.push(`${name} (not allowed in production)`)
    if (env.S3_ENDPOINT !== undefined && !String(env.S3_ENDPOINT).startsWith('https://'))
      wrong.push('S3_ENDPOINT (must be https)')
    for (const name of ['S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const)
      if (String(env[name]).startsWith(STAND_IN_S3))
        wrong.push(`${name} (not allowed in production)`)
  }
  if (!parsed.success || wrong.length > 0)
    throw new Error(`These settings are missing or wrong: ${[...new Set(wrong)].join(', ')}`)
  return parsed.data
}

/** Then `parseEnv` has seen that all of them are set. */
export function usesS3(config: Config): config is Config & S3Settings {
  return config.STORAGE === 's3'
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
