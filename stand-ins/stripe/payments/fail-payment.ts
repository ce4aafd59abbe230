import type Stripe from 'stripe'
import { emitEvent } from './emit-event.ts'
import type { PaymentContext } from './payment-context.ts'

/** Stripe's words to the customer. */
export const DECLINE_MESSAGE = 'Your card was declined.'
const BANK_MESSAGE = 'The bank account could not be debited.'

/** Fails the charge, new or pending: the PaymentIntent waits for another payment method. */
export function failPayment(
  context: PaymentContext,
  paymentIntent: Stripe.PaymentIntent,
  charge: Stripe.Charge,
): void {
  const isCard = charge.payment_method_details?.type === 'card'
  const code = isCard ? 'card_declined' : 'payment_method_provider_decline'
  const message = isCard ? DECLINE_MESSAGE : BANK_MESSAGE
  const failed: Stripe.Charge = {
    ...charge,
    amount_captured: 0,
    captured: false,
    failure_code: code,
    failure_message: message,
    paid: false,
    status: 'failed',
  }
  const waiting: Stripe.PaymentIntent = {
    ...paymentIntent,
    last_payment_error: {
      charge: charge.id,
      code,
      ...(isCard ? { decline_code: 'generic_decline' } : {}),
      doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`,
      message,
      type: 'card_error',
    },
    latest_charge: charge.id,
    status: 'requires_payment_method',
  }
  context.tx.put('charges', failed)
  context.tx.put('paymentIntents', waiting)
  emitEvent(context, 'charge.failed', failed)
  emitEvent(context, 'payment_intent.payment_failed', waiting)
}
