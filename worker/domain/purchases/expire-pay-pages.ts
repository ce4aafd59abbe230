import { listOpenSessions } from '../../db/purchases/read.ts'
import { expirePayPage } from '../../payments/refund-payment.ts'
import type { Services } from '../../services.ts'

/** Nobody can pay any more for whoever has left. What was paid in the meantime is refunded. */
export async function expirePayPages(
  { db, stripe }: Pick<Services, 'db' | 'stripe'>,
  userId: string,
): Promise<void> {
  if (stripe === null) return
  for (const sessionId of await listOpenSessions(db, userId)) await expirePayPage(stripe, sessionId)
}
