import type Stripe from 'stripe'
import { noSuch, StripeFailure } from '../errors.ts'
import { receiptUrl } from '../objects/new-charge.ts'
import { emitEvent } from './emit-event.ts'
import { failPayment } from './fail-payment.ts'
import { sessionOf } from './find-session.ts'
import type { PaymentContext } from './payment-context.ts'
import { succeedPayment } from './succeed-payment.ts'

/** Days later the bank reports whether the debit of a processing PaymentIntent went through. */
export function settlePayment(
  context: PaymentContext,
  paymentIntentId: string,
  outcome: 'succeeded' | 'failed',
): Stripe.Checkout.Session {
  const { tx, origin } = context
  const paymentIntent = tx.find('paymentIntents', paymentIntentId)
  if (!paymentIntent) throw noSuch('payment_intent', paymentIntentId, 'intent')
  const charge = tx.find('charges', String(paymentIntent.latest_charge))
  if (paymentIntent.status !== 'processing' || !charge)
    throw new StripeFailure(400, `This PaymentIntent is ${paymentIntent.status}, not processing.`)
  const session = sessionOf(tx, paymentIntentId)
  if (outcome === 'failed') {
    failPayment(context, paymentIntent, charge)
    emitEvent(context, 'checkout.session.async_payment_failed', session)
    return session
  }
  succeedPayment(context, paymentIntent, {
    ...charge,
    amount_captured: charge.amount,
    paid: true,
    receipt_url: receiptUrl(origin, charge.id),
    status: 'succeeded',
  })
  const paid: Stripe.Checkout.Session = { ...session, payment_status: 'paid' }
  tx.put('sessions', paid)
  emitEvent(context, 'checkout.session.async_payment_succeeded', paid)
  return paid
}
