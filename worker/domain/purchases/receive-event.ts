import { markEventProcessed, readPaymentEvent } from '../../db/inbox.ts'
import { findPurchase } from '../../db/purchases/read.ts'
import { DONE, type Outcome } from '../../messages/outcome.ts'
import { log } from '../../observability/log.ts'
import type { PaymentHints } from '../../payments/payment-hints.ts'
import { findSessionId, readPayment } from '../../payments/read-payment.ts'
import type { Services } from '../../services.ts'
import { OVERTAKEN_RETRY_SECONDS, refreshPurchase } from './refresh-purchase.ts'
import { requireStripe } from './require-stripe.ts'

export async function receiveEvent(
  services: Pick<Services, 'db' | 'stripe'>,
  eventId: string,
): Promise<Outcome> {
  if (services.stripe === null) return { dropBecause: 'nothing is sold any more' }
  const event = await readPaymentEvent(services.db, eventId)
  if (event === null) return { dropBecause: 'no such event' }
  if (event.isProcessed) return DONE
  const found = await findPaid(services, event.hints)
  const purchase = found ? await refreshPurchase(services, found) : 'unknown'
  if (purchase === 'overtaken') return { retryAfterSeconds: OVERTAKEN_RETRY_SECONDS }
  // The payment may be another product's on the same Stripe account.
  if (purchase === 'unknown') log('warn', 'payment_without_purchase', { eventId })
  await markEventProcessed(services.db, eventId)
  return DONE
}

async function findPaid(
  services: Pick<Services, 'db' | 'stripe'>,
  hints: PaymentHints,
): Promise<{ purchaseId: string; sessionId?: string } | null> {
  const known = await findPurchase(services.db, hints)
  if (known) return { purchaseId: known.id }
  const stripe = requireStripe(services)
  const sessionId =
    hints.sessionId ??
    (hints.paymentIntentId && (await findSessionId(stripe, hints.paymentIntentId)))
  if (!sessionId) return null
  const { purchaseId } = await readPayment(stripe, sessionId)
  return purchaseId === null ? null : { purchaseId, sessionId }
}
