import type Stripe from 'stripe'
import { newId } from '../ids.ts'
import { emitEvent } from './emit-event.ts'
import type { PaymentContext } from './payment-context.ts'

/** Completes the charge, new or pending: the money is there. */
export function succeedPayment(
  context: PaymentContext,
  paymentIntent: Stripe.PaymentIntent,
  charge: Stripe.Charge,
): void {
  const { tx } = context
  const succeeded: Stripe.PaymentIntent = {
    ...paymentIntent,
    amount_received: charge.amount,
    last_payment_error: null,
    latest_charge: charge.id,
    payment_method: charge.payment_method,
    status: 'succeeded',
  }
  // Stripe books the balance a moment after the capture, and sends an event of its own for it.
  const booked = { ...charge, balance_transaction: newId('txn') }
  tx.put('charges', booked)
  tx.put('paymentIntents', succeeded)
  emitEvent(context, 'charge.succeeded', charge)
  emitEvent(context, 'payment_intent.succeeded', succeeded)
  emitEvent(context, 'charge.updated', booked, { balance_transaction: null })
}
