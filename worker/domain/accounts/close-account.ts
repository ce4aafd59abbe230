import { closeUser } from '../../db/users.ts'
import type { Services } from '../../services.ts'

/**
 * Closes a person's own account for good: nobody can sign in to it any more, and all that is theirs is
 * erased right after, whatever is being made for them just now. Repeating it changes nothing.
 */
export async function closeAccount(
  { db, queues }: Pick<Services, 'db' | 'queues'>,
  userId: string,
): Promise<void> {
  await closeUser(db, userId)
  await queues.send({ kind: 'erase', userId })
}
