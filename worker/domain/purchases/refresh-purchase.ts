import { readPurchase } from '../../db/purchases/read.ts'
import type { Purchase } from '../../db/schema.ts'
import type { Services } from '../../services.ts'
import { applyPayment } from './apply-payment.ts'
import { readPurchasePayment } from './read-purchase-payment.ts'
import { refundAfterLeaving } from './refund-after-leaving.ts'

const TRIES_MAX = 3

export const OVERTAKEN_RETRY_SECONDS = 2

/**
 * Safe to call repeatedly and concurrently: it reads the row before it asks Stripe, and changes only
 * that version. Money that came for a closed account goes back at once. `overtaken` when others kept changing it; `sessionId` is for a purchase without one.
 */
export async function refreshPurchase(
  services: Pick<Services, 'db' | 'stripe'>,
  { purchaseId, sessionId }: { purchaseId: string; sessionId?: string | undefined },
): Promise<Purchase | 'unknown' | 'overtaken'> {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const purchase = await readPurchase(services.db, purchaseId)
    const session = purchase?.sessionId ?? sessionId ?? null
    const seen = purchase && (await readPurchasePayment(services, purchase, session))
    if (!purchase || !seen) return 'unknown'
    const updated = await applyPayment(services, purchase, seen)
    if (updated && !(await refundAfterLeaving(services, updated))) return updated
  }
  return 'overtaken'
}
