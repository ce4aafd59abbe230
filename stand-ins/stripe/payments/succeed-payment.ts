import type Stripe from 'stripe'
import { newId } from '../ids.ts'
import { emitEvent } from './emit-event.ts'
import type { PaymentContext } from './payment-context.ts'

/** The money is there: the charge, which is new or was pending, has succeeded. */
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
  // The balance is booked a moment after the capture, which Stripe tells in an event of its own.
  const booked = { ...charge, balance_transaction: newId('txn') }
  tx.put('charges', booked)
  tx.put('paymentIntents', succeeded)
  emitEvent(context, 'charge.succeeded', charge)
  emitEvent(context, 'payment_intent.succeeded', succeeded)
  emitEvent(context, 'charge.updated', booked, { balance_transaction: null })
}
