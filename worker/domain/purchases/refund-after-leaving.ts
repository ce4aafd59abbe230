import { wasPaidAfterLeaving } from '../../db/purchases/read.ts'
import type { Purchase } from '../../db/schema.ts'
import { refundPayment } from '../../payments/refund-payment.ts'
import type { Services } from '../../services.ts'
import { requireStripe } from './require-stripe.ts'

/** Gives money back that came for an account that was closed by then. True when it did. */
export async function refundAfterLeaving(
  services: Pick<Services, 'db' | 'stripe'>,
  purchase: Purchase,
): Promise<boolean> {
  const { id: purchaseId, status, paymentIntentId, paidCents } = purchase
  const left = (paidCents ?? 0) - purchase.refundedCents - purchase.disputedCents
  if (status !== 'paid' || left <= 0 || paymentIntentId === null) return false
  if (!(await wasPaidAfterLeaving(services.db, purchaseId))) return false
  await refundPayment(requireStripe(services), { purchaseId, paymentIntentId })
  return true
}
