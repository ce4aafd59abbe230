import { readPurchaseOf } from '../db/purchases.ts'
import type { Purchase } from '../db/schema.ts'
import { logError } from '../observability/log.ts'
import type { Services } from '../services.ts'
import { DomainError } from './errors.ts'
import { updatePurchase } from './update-purchase.ts'

/** Nobody presses faster, and a page that polls may be open twice. */
const LOOK_SECONDS_MIN = 2

/**
 * A person's own purchase as it truly is. While it is open Stripe is asked, so that coming back from
 * the pay page shows the truth even before Stripe's own message arrives; when Stripe can't be
 * reached, what we know. Throws `not_found` when it isn't theirs.
 */
export async function seePurchase(
  services: Pick<Services, 'db' | 'stripe' | 'now'>,
  { userId, purchaseId }: { userId: string; purchaseId: string },
): Promise<Purchase> {
  const purchase = await readPurchaseOf(services.db, userId, purchaseId)
  if (purchase === null) throw new DomainError('not_found', 'There is no such purchase.')
  if (!isWorthALook(purchase, services.now())) return purchase
  const updated = await updatePurchase(services, { purchaseId }).catch((error: unknown) => {
    logError('purchase_not_checked', error, { purchaseId })
    return null
  })
  return typeof updated === 'object' && updated !== null ? updated : purchase
}

function isWorthALook({ status, sessionId, checkedAt }: Purchase, now: Date): boolean {
  const isOpen = status === 'pending' || status === 'processing'
  const restedSeconds = (now.getTime() - checkedAt.getTime()) / 1000
  return isOpen && sessionId !== null && restedSeconds >= LOOK_SECONDS_MIN
}
