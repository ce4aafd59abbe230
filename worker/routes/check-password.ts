import { countUse } from '../cache/rate-limits.ts'
import { DomainError } from '../errors.ts'
import type { Services } from '../services.ts'

/** The session as the stores know it now: a cookie answers for a minute for one that has ended. */
export async function requireSession({ auth }: Pick<Services, 'auth'>, headers: Headers) {
  const session = await auth.api.getSession({ headers, query: { disableCookieCache: true } })
  if (session === null) throw signedOut()
  return session
}

function signedOut(): DomainError {
  return new DomainError('unauthenticated', 'Sign in to do this.')
}

/** Throws `forbidden` at the field for a wrong one. */
export async function checkPassword(
  { auth, redis, now }: Pick<Services, 'auth' | 'redis' | 'now'>,
  { userId, password, field = 'password' }: { userId: string; password: string; field?: string },
): Promise<void> {
  await countUse(redis, 'checkPassword', userId, now())
  const { internalAdapter, password: passwords } = await auth.$context
  const accounts = await internalAdapter.findAccounts(userId)
  const hash = accounts.find(({ providerId }) => providerId === 'credential')?.password
  // Everybody has one until their account is closed.
  if (!hash) throw signedOut()
  if (await passwords.verify({ hash, password })) return
  const sentence = 'That isn’t your password.'
  throw new DomainError('forbidden', sentence, { fields: { [field]: sentence } })
}
