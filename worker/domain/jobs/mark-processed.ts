import { markProcessed as markEventsProcessed } from '../../db/inbox.ts'
import type { Attempt } from '../../db/schema.ts'
import { DONE, type Outcome } from '../../messages/outcome.ts'
import type { Services } from '../../services.ts'

export async function markProcessed(
  { db }: Pick<Services, 'db'>,
  { id }: Pick<Attempt, 'id'>,
): Promise<Outcome> {
  await markEventsProcessed(db, id)
  return DONE
}
