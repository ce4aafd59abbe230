import type { Context } from 'hono'
import type { AppEnv } from '../app-env.ts'
import { countUse } from '../cache/rate-limits.ts'
import { findHalfMade, givePassword } from '../db/half-made.ts'
import { askAuth } from './ask-auth.ts'

/**
 * Ends a sign-up that broke between two statements, when it is done again: the person gets the password
 * they are missing, and is signed in. Null where there is no such person, or the password is another one.
 *
 * @param began now: a sign-up that runs at the same time isn't broken.
 */
export async function finishSignUp(
  c: Context<AppEnv>,
  { email, password }: { email: string; password: string },
  began: Date,
): Promise<Response | null> {
  const { auth, db, redis, now } = c.var.services
  const half = await findHalfMade(db, email, began)
  if (half === null) return null
  // Whoever knows the password gets in here, too.
  await countUse(redis, 'signInAsPerson', email.toLowerCase(), now())
  const { password: passwords, internalAdapter } = await auth.$context
  if (!half.hasPassword) await givePassword(db, half.userId, await passwords.hash(password))
  const answer = await askAuth(c, { email, password }, { path: '/sign-in/email' })
  if (!answer.ok) return null
  const found = await internalAdapter.findUserByEmail(email)
  if (found && !found.user.emailVerified)
    await askAuth(c, { email }, { path: '/send-verification-email', withCookie: false })
  return answer
}
