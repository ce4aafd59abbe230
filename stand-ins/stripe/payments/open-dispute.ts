import type Stripe from 'stripe'
import { noSuch, StripeFailure } from '../errors.ts'
import { disputeTransaction, newDispute } from '../objects/new-dispute.ts'
import { emitEvent } from './emit-event.ts'
import type { PaymentContext } from './payment-context.ts'

/**
 * The customer's bank takes back the money of a payment: `amount` of it, or all. An open inquiry of
 * the same payment becomes that dispute.
 */
export function openDispute(
  context: PaymentContext,
  paymentIntentId: string,
  amount?: number,
): Stripe.Dispute {
  const inquiry = undecidedDispute(context, paymentIntentId)
  if (inquiry) return escalate(context, inquiry)
  const charge = chargeOf(context, paymentIntentId)
  const dispute = newDispute(charge, { amount: amount ?? charge.amount, status: 'needs_response' })
  const withdrawn = withdraw(dispute)
  context.tx.put('charges', { ...charge, disputed: true })
  context.tx.put('disputes', withdrawn)
  emitEvent(context, 'charge.dispute.created', withdrawn)
  emitEvent(context, 'charge.dispute.funds_withdrawn', withdrawn)
  return withdrawn
}

/** The bank only asks, and no money moves. */
export function openInquiry(
  context: PaymentContext,
  paymentIntentId: string,
  amount?: number,
): Stripe.Dispute {
  if (undecidedDispute(context, paymentIntentId)) throw alreadyOpen()
  const charge = chargeOf(context, paymentIntentId)
  const status = 'warning_needs_response'
  const inquiry = newDispute(charge, { amount: amount ?? charge.amount, status })
  context.tx.put('charges', { ...charge, disputed: true })
  context.tx.put('disputes', inquiry)
  emitEvent(context, 'charge.dispute.created', inquiry)
  return inquiry
}

/** A payment's undecided dispute. */
export function undecidedDispute(
  { tx }: PaymentContext,
  paymentIntentId: string,
): Stripe.Dispute | undefined {
  return tx
    .list('disputes')
    .findLast(
      ({ payment_intent, status }) =>
        payment_intent === paymentIntentId && status.endsWith('needs_response'),
    )
}

function escalate(context: PaymentContext, inquiry: Stripe.Dispute): Stripe.Dispute {
  if (inquiry.status === 'needs_response') throw alreadyOpen()
  const withdrawn = withdraw({ ...inquiry, is_charge_refundable: false, status: 'needs_response' })
  context.tx.put('disputes', withdrawn)
  emitEvent(context, 'charge.dispute.updated', withdrawn, { status: inquiry.status })
  emitEvent(context, 'charge.dispute.funds_withdrawn', withdrawn)
  return withdrawn
}

const alreadyOpen = () => new StripeFailure(400, 'This payment has an open dispute already.')

function withdraw(dispute: Stripe.Dispute): Stripe.Dispute {
  return { ...dispute, balance_transactions: [disputeTransaction(dispute, 'withdrawal')] }
}

function chargeOf({ tx }: PaymentContext, paymentIntentId: string): Stripe.Charge {
  const paymentIntent = tx.find('paymentIntents', paymentIntentId)
  if (!paymentIntent) throw noSuch('payment_intent', paymentIntentId, 'intent')
  const charge = tx.find('charges', String(paymentIntent.latest_charge))
  if (charge?.status !== 'succeeded')
    throw new StripeFailure(400, `${paymentIntentId} has no successful charge to dispute.`)
  return charge
}
