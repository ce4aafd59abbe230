import { readOwnPurchase } from '../../db/purchases/read.ts'
import { claimPurchaseCheck } from '../../db/purchases/step.ts'
import type { Purchase } from '../../db/schema.ts'
import { DomainError } from '../../errors.ts'
import { logPassingError } from '../../observability/log.ts'
import type { Services } from '../../services.ts'
import { applyPayment } from './apply-payment.ts'
import { readPurchasePayment } from './read-purchase-payment.ts'

/** At most one check per purchase in this time, however many tabs poll. */
const CHECK_SECONDS_MIN = 2
/** A person waits for this answer, and the page soon asks again. */
const PATIENCE = { timeout: 3_000, maxNetworkRetries: 0 }

/**
 * Asks Stripe about an open purchase: people come back before the webhook. Answers what we know when
 * Stripe fails. Throws `not_found` for another person's.
 */
export async function showPurchase(
  services: Pick<Services, 'db' | 'stripe'>,
  { userId, purchaseId }: { userId: string; purchaseId: string },
): Promise<Purchase> {
  const purchase = await readOwnPurchase(services.db, userId, purchaseId)
  if (purchase === null) throw new DomainError('not_found', 'There is no such purchase.')
  if (purchase.status !== 'pending' && purchase.status !== 'processing') return purchase
  return (await check(services, purchaseId)) ?? purchase
}

async function check(
  services: Pick<Services, 'db' | 'stripe'>,
  purchaseId: string,
): Promise<Purchase | null> {
  const purchase = await claimPurchaseCheck(services.db, purchaseId, CHECK_SECONDS_MIN)
  if (purchase === null) return null
  try {
    const seen = await readPurchasePayment(services, purchase, purchase.sessionId, PATIENCE)
    return seen && (await applyPayment(services, purchase, seen))
  } catch (error) {
    logPassingError('purchase_not_checked', error, { purchaseId })
    return null
  }
}
