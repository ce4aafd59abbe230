import { forgetSessions } from '../../cache/sessions.ts'
import { deleteSessions } from '../../db/sessions.ts'
import type { Services } from '../../services.ts'

/**
 * Ends a person's sessions, or throws: the auth library calls one ended whose row it could not read. Postgres
 * goes last, so that what breaks in between can be done again.
 */
export async function endSessions(
  { db, redis }: Pick<Services, 'db' | 'redis'>,
  userId: string,
  tokens: readonly string[],
): Promise<void> {
  await forgetSessions(redis, tokens)
  await deleteSessions(db, userId, tokens)
}
