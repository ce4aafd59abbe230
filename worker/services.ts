import type { Redis } from '@upstash/redis/cloudflare'
import type Stripe from 'stripe'
import { type Auth, openAuth } from './auth/auth.ts'
import { openRedis } from './cache/redis.ts'
import { openSigningKeys, type SigningKeys } from './crypto/signing-keys.ts'
import { type Db, openDb } from './db/client.ts'
import { type Config, type Env, oncePerEnv, parseEnv, usesS3 } from './env.ts'
import type { Mailer } from './mail/mailer.ts'
import { openMailer } from './mail/resend.ts'
import { openQueues, type Queues } from './messages/queues.ts'
import { openStripe } from './payments/stripe.ts'
import { openFal } from './providers/fal/provider.ts'
import type { ProviderName } from './providers/model.ts'
import type { MusicProvider } from './providers/music-provider.ts'
import { openReplicate } from './providers/replicate/provider.ts'
import type { FileStore } from './storage/file-store.ts'
import { openR2 } from './storage/r2.ts'
import { openS3 } from './storage/s3/store.ts'

/** All that the domain works with: nothing else is ambient. */
export type Services = {
  config: Config
  db: Db
  redis: Redis
  files: FileStore
  queues: Queues
  auth: Auth
  providers: Record<ProviderName, MusicProvider>
  keys: SigningKeys
  stripe: Stripe | null
  mailer: Mailer | null
  now: () => Date
}

/** The only place that builds clients. Opening makes no request. */
export function openServices(env: Env): Services {
  const config = parseEnv(env)
  const db = openDb(config)
  const redis = openRedis(config)
  const queues = openQueues(env)
  return {
    config,
    db,
    redis,
    files: usesS3(config) ? openS3(config) : openR2(env.BUCKET),
    queues,
    auth: openAuth({ config, db, redis, queues }),
    providers: { fal: openFal(config), replicate: openReplicate(config) },
    keys: openSigningKeys(),
    stripe: openStripe(config),
    mailer: openMailer(config),
    now: () => new Date(),
  }
}

/** Requests share these. None may keep I/O, not even a pending promise: the runtime refuses one request's to the next. */
export const servicesOf = oncePerEnv(openServices)
