import type { Redis } from '@upstash/redis/cloudflare'
import { betterAuth } from 'better-auth/minimal'
import { sessionsIn } from '../cache/sessions.ts'
import type { Db } from '../db/client.ts'
import { markVerified } from '../db/users.ts'
import type { Config } from '../env.ts'
import { newId } from '../ids.ts'
import type { MailKind } from '../mail/mail-kinds.ts'
import type { Queues } from '../messages/queues.ts'
import { readLinkToken } from './link-token.ts'
import { peopleIn } from './people-in.ts'
import { postMail } from './post-mail.ts'
import { isMailConfigured, welcomePerson } from './welcome-person.ts'

const COOKIE_CACHE_SECONDS = 60
const VERIFY_SECONDS = 24 * 3_600
const RESET_SECONDS = 30 * 60
export const PASSWORD_LENGTH_MIN = 8
export const PASSWORD_LENGTH_MAX = 128

export type Auth = ReturnType<typeof openAuth>

/** Sessions live in Redis and in Postgres; for a minute at a time a signed cookie is enough. */
export function openAuth(needs: { config: Config; db: Db; redis: Redis; queues: Queues }) {
  const { config, db, redis } = needs
  const open = (userId: string, headers: Headers | null = null) =>
    welcomePerson({ config, db }, userId, headers)
  const post = (kind: MailKind, user: { id: string; email: string }, path: string) =>
    postMail(needs, {
      kind,
      userId: user.id,
      recipient: user.email,
      link: `${config.PUBLIC_URL}${path}`,
    })
  const verifyPath = (token: string) => `/api/auth/verify-email?token=${token}&callbackURL=/verify`
  return betterAuth({
    baseURL: config.PUBLIC_URL,
    basePath: '/api/auth',
    secret: config.AUTH_SECRET,
    telemetry: { enabled: false },
    logger: { disabled: true },
    // The library would print a failed query with people's addresses in it.
    onAPIError: { throw: true },
    database: peopleIn(db),
    secondaryStorage: sessionsIn(redis),
    session: {
      storeSessionInDatabase: true,
      cookieCache: { enabled: true, maxAge: COOKIE_CACHE_SECONDS },
    },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: PASSWORD_LENGTH_MIN,
      maxPasswordLength: PASSWORD_LENGTH_MAX,
      resetPasswordTokenExpiresIn: RESET_SECONDS,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: ({ user, token }) => post('reset', user, `/reset-password?token=${token}`),
      // Who has the mail has the address.
      onPasswordReset: async ({ user }, request) => {
        await markVerified(db, user.id)
        await open(user.id, request?.headers)
      },
    },
    emailVerification: {
      sendOnSignUp: isMailConfigured(config),
      expiresIn: VERIFY_SECONDS,
      sendVerificationEmail: ({ user, token }) =>
        post(isForNewAddress(token) ? 'newAddress' : 'verify', user, verifyPath(token)),
      afterEmailVerification: (user, request) => open(user.id, request?.headers),
    },
    user: {
      // The route asks for the password, and only the new address gets a mail: it alone shows whether it was free.
      changeEmail: { enabled: true },
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
      user: { create: { after: (user, ctx) => open(user.id, ctx?.headers) } },
      session: {
        create: {
          // Makes up for what a sign-up failed to do: nobody signs in without the credits that are due.
          after: async ({ userId }, ctx) => {
            if (ctx?.path !== '/sign-up/email') await open(userId, ctx?.headers)
          },
        },
      },
    },
  })
}

/** The library sends both mails through one function, and says in the token alone which it is. */
function isForNewAddress(token: string): boolean {
  return readLinkToken(token)?.updateTo !== undefined
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
