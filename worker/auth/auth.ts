import type { Redis } from '@upstash/redis/cloudflare'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { betterAuth } from 'better-auth/minimal'
import { sessionsIn } from '../cache/sessions.ts'
import type { Db } from '../db/client.ts'
import { openAccount } from '../db/credits.ts'
import * as schema from '../db/schema.ts'
import type { Config } from '../env.ts'
import { newId } from '../ids.ts'

const COOKIE_CACHE_SECONDS = 60
export const PASSWORD_LENGTH_MIN = 8
export const PASSWORD_LENGTH_MAX = 128

export type Auth = ReturnType<typeof openAuth>

/** Sessions live in Redis and in Postgres; for a minute at a time a signed cookie is enough. */
export function openAuth(config: Config, db: Db, redis: Redis) {
  const open = (userId: string) => openAccount(db, userId, config.SIGNUP_CREDITS)
  return betterAuth({
    baseURL: config.PUBLIC_URL,
    basePath: '/api/auth',
    secret: config.AUTH_SECRET,
    telemetry: { enabled: false },
    logger: { disabled: true },
    // The library would print a failed query with people's addresses in it.
    onAPIError: { throw: true },
    database: drizzleAdapter(db, { provider: 'pg', schema, usePlural: true }),
    secondaryStorage: sessionsIn(redis),
    session: {
      storeSessionInDatabase: true,
      cookieCache: { enabled: true, maxAge: COOKIE_CACHE_SECONDS },
    },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: PASSWORD_LENGTH_MIN,
      maxPasswordLength: PASSWORD_LENGTH_MAX,
    },
    // worker/cache/rate-limits.ts counts instead.
    rateLimit: { enabled: false },
    // requireSameOrigin checks every route of the API.
    advanced: {
      disableCSRFCheck: true,
      ipAddress: { ipAddressHeaders: ['cf-connecting-ip'] },
      database: {
        generateId: ({ model }) => (model === 'user' ? newId('usr') : crypto.randomUUID()),
      },
      useSecureCookies: false,
      cookies: nameCookies(config.ENVIRONMENT === 'production'),
    },
    databaseHooks: {
      // The second makes up for a crash between creating a person and opening their account.
      user: { create: { after: (user) => open(user.id) } },
      session: { create: { after: (session) => open(session.userId) } },
    },
  })
}

/** `__Host-` must come first in a cookie's name; the library would put its own prefix before it. */
function nameCookies(isProduction: boolean) {
  const name = (cookie: string) => ({
    name: isProduction ? `__Host-soundfoundry.${cookie}` : `soundfoundry.${cookie}`,
    attributes: { secure: isProduction, path: '/', httpOnly: true, sameSite: 'lax' as const },
  })
  return {
    session_token: name('session_token'),
    session_data: name('session_data'),
    account_data: name('account_data'),
    dont_remember: name('dont_remember'),
  }
}
