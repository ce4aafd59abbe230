import { forgetAllSessions } from '../../cache/sessions.ts'
import { hashAddress } from '../../crypto/address-hash.ts'
import { closeUser, readClosedUser } from '../../db/users.ts'
import { rememberWelcome } from '../../db/welcomes.ts'
import { logPassingError } from '../../observability/log.ts'
import type { Services } from '../../services.ts'

/** Closes an account for good; a message erases what is left of it. Repeating it changes nothing. */
export async function closeAccount(
  { config, db, redis, queues }: Pick<Services, 'config' | 'db' | 'redis' | 'queues'>,
  { userId, email }: { userId: string; email: string },
): Promise<void> {
  await rememberWelcome(db, { userId, addressHash: await hashAddress(config.AUTH_SECRET, email) })
  await closeUser(db, userId)
  await queues.send({ kind: 'erase', userId })
  const closed = await readClosedUser(db, userId)
  // The message makes good what fails here.
  await forgetAllSessions(redis, userId, closed?.tokens ?? []).catch((error) =>
    logPassingError('sessions_not_forgotten', error, { userId }),
  )
}
