import { closeUser } from '../../db/users.ts'
import type { Services } from '../../services.ts'

/** Closes an account for good; a message erases what is left of it. Repeating it changes nothing. */
export async function closeAccount(
  { db, queues }: Pick<Services, 'db' | 'queues'>,
  userId: string,
): Promise<void> {
  await closeUser(db, userId)
  await queues.send({ kind: 'erase', userId })
}
