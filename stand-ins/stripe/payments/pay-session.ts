import type Stripe from 'stripe'
import { StripeFailure } from '../errors.ts'
import { newCharge } from '../objects/new-charge.ts'
import { newCustomer } from '../objects/new-customer.ts'
import { newPaymentIntent } from '../objects/new-payment-intent.ts'
import { completeSession } from './complete-session.ts'
import { emitEvent } from './emit-event.ts'
import { failPayment } from './fail-payment.ts'
import { detailsOf, requireOpen } from './find-session.ts'
import type { PaymentContext } from './payment-context.ts'
import { succeedPayment } from './succeed-payment.ts'

/** What a customer can do on the hosted page. `free` is for a session that costs nothing. */
export const PAY_WAYS = ['card', 'declined', 'bank', 'free'] as const
export type PayWay = (typeof PAY_WAYS)[number]

type Session = Stripe.Checkout.Session

/**
 * Does what the hosted page does when its button is pressed, and answers the session afterwards:
 * complete and paid (`card`), still open (`declined`), or complete and unpaid until the bank has
 * settled (`bank`). A session that costs nothing is completed without a payment, whatever `how` is.
 */
export function paySession(context: PaymentContext, session: Session, way: PayWay): Session {
  requireOpen(session, 'paid')
  if (session.amount_total === 0)
    return completeSession(context, withCustomer(context, session), 'no_payment_required')
  if (way === 'free') throw new StripeFailure(400, 'This Checkout Session is not free.')
  const payer = way === 'declined' ? session : withCustomer(context, session)
  const paymentIntent = openPaymentIntent(context, payer)
  const tried = { ...payer, payment_intent: paymentIntent.id }
  const charge = newCharge({
    paymentIntent,
    method: way === 'bank' ? 'us_bank_account' : 'card',
    status: STATUSES[way],
    email: session.customer_email,
    origin: context.origin,
  })
  switch (way) {
    case 'declined':
      context.tx.put('sessions', tried)
      failPayment(context, paymentIntent, charge)
      return tried
    case 'bank':
      startProcessing(context, paymentIntent, charge)
      return completeSession(context, tried, 'unpaid')
    case 'card':
      succeedPayment(context, paymentIntent, charge)
      return completeSession(context, tried, 'paid')
  }
}

const STATUSES = { card: 'succeeded', declined: 'failed', bank: 'pending' } as const

/** A guest becomes a customer only if the session asks for one. */
function withCustomer(context: PaymentContext, session: Session): Session {
  const wanted = detailsOf(context.tx, session).customerCreation === 'always'
  if (session.customer !== null || !wanted) return session
  const customer = newCustomer({ email: session.customer_email ?? undefined })
  context.tx.put('customers', customer)
  emitEvent(context, 'customer.created', customer)
  return { ...session, customer: customer.id }
}

/** The PaymentIntent of an earlier, declined attempt, or a new one. */
function openPaymentIntent(context: PaymentContext, session: Session): Stripe.PaymentIntent {
  const { tx } = context
  const tried = tx.find('paymentIntents', String(session.payment_intent))
  // The discount may have changed since.
  if (tried) return { ...tried, amount: session.amount_total ?? 0, customer: session.customer }
  const paymentIntent = newPaymentIntent(session, detailsOf(tx, session))
  tx.put('paymentIntents', paymentIntent)
  emitEvent(context, 'payment_intent.created', paymentIntent)
  return paymentIntent
}

function startProcessing(
  context: PaymentContext,
  paymentIntent: Stripe.PaymentIntent,
  charge: Stripe.Charge,
): void {
  const processing: Stripe.PaymentIntent = {
    ...paymentIntent,
    latest_charge: charge.id,
    payment_method: charge.payment_method,
    status: 'processing',
  }
  context.tx.put('charges', charge)
  context.tx.put('paymentIntents', processing)
  emitEvent(context, 'charge.pending', charge)
  emitEvent(context, 'payment_intent.processing', processing)
}
