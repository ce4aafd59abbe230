import type { Redis } from '@upstash/redis/cloudflare'
import type Stripe from 'stripe'
import { type Auth, openAuth } from './auth/auth.ts'
import { openRedis } from './cache/redis.ts'
import { type Db, openDb } from './db/client.ts'
import type { Config } from './env.ts'
import { openStripe } from './payments/stripe.ts'
import { openFal } from './providers/fal/provider.ts'
import type { ProviderName } from './providers/model.ts'
import type { MusicProvider } from './providers/music-provider.ts'
import { openReplicate } from './providers/replicate/provider.ts'

/** What the domain works with. Every field may be replaced by its like: nothing else is ambient. */
export type Services = {
  config: Config
  db: Db
  redis: Redis
  auth: Auth
  providers: Record<ProviderName, MusicProvider>
  /** Null where the studio is free. */
  stripe: Stripe | null
  now: () => Date
}

/** The only place where clients are built: once per request, batch or cron round. Opening costs no round trip. */
export function openServices(config: Config): Services {
  const db = openDb(config)
  const redis = openRedis(config)
  return {
    config,
    db,
    redis,
    auth: openAuth(config, db, redis),
    providers: { fal: openFal(config), replicate: openReplicate(config) },
    stripe: openStripe(config),
    now: () => new Date(),
  }
}
