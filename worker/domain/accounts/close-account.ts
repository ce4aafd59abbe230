import { closeUser } from '../../db/users.ts'
import { enqueue } from '../../messages/enqueue.ts'
import type { Services } from '../../services.ts'

/**
 * Closes a person's own account for good: nobody can sign in to it any more, and all that is theirs is
 * erased right after, whatever is being made for them just now. Repeating it changes nothing.
 */
export async function closeAccount(
  { config, db }: Pick<Services, 'config' | 'db'>,
  userId: string,
): Promise<void> {
  await closeUser(db, userId)
  await enqueue(config, { kind: 'erase', userId })
}
