import { readPurchase } from '../../db/purchases.ts'
import type { Purchase } from '../../db/schema.ts'
import type { Services } from '../../services.ts'
import { applyPayment } from './apply-payment.ts'
import { readPurchasePayment } from './read-purchase-payment.ts'

const TRIES_MAX = 3

/** For whoever was `overtaken`: by then it is quiet again. */
export const OVERTAKEN_RETRY_SECONDS = 2

/**
 * Brings a purchase up to what Stripe says now, and its credits with it. Safe to call at any time,
 * as often as one likes and from many places at once: the row is read before Stripe is asked, and
 * what was decided is written only over that very row. Returns the purchase as it is then, or
 * `overtaken` when others kept changing it meanwhile.
 *
 * @param sessionId the Checkout Session, where the purchase itself doesn't know it yet.
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
    if (updated) return updated
  }
  return 'overtaken'
}
