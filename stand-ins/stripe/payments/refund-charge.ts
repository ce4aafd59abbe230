import type Stripe from 'stripe'
import { invalidParameter, noSuch, StripeFailure } from '../errors.ts'
import { formatMoney } from '../money.ts'
import { newRefund } from '../objects/new-refund.ts'
import { emitEvent } from './emit-event.ts'
import type { PaymentContext } from './payment-context.ts'

type Wanted = {
  amount?: number | undefined
  metadata?: Record<string, string> | undefined
  reason?: 'duplicate' | 'fraudulent' | 'requested_by_customer' | undefined
}

/** Gives money back: `amount` in the currency's smallest unit, or all that is left of the charge. */
export function refundCharge(
  context: PaymentContext,
  chargeId: string,
  wanted: Wanted,
): Stripe.Refund {
  const { tx } = context
  const charge = tx.find('charges', chargeId)
  if (!charge) throw noSuch('charge', chargeId, 'charge')
  requireRefundable(context, charge)
  const left = charge.amount_captured - charge.amount_refunded
  const amount = wanted.amount ?? left
  if (amount > left) throw invalidParameter('amount', tooMuch(charge, amount, left))

  const refund = newRefund(charge, { ...wanted, amount })
  const refunded: Stripe.Charge = {
    ...charge,
    amount_refunded: charge.amount_refunded + amount,
    refunded: amount === left,
  }
  tx.put('refunds', refund)
  tx.put('charges', refunded)
  emitEvent(context, 'refund.created', refund)
  emitEvent(context, 'charge.refunded', refunded, {
    amount_refunded: charge.amount_refunded,
    ...(refunded.refunded ? { refunded: false } : {}),
  })
  tellThatTheBankKnows(context, refund)
  return refund
}

function requireRefundable({ tx }: PaymentContext, charge: Stripe.Charge): void {
  if (charge.status !== 'succeeded')
    throw new StripeFailure(
      400,
      `This PaymentIntent (${String(charge.payment_intent)}) does not have a successful charge to refund.`,
    )
  const taken = tx
    .list('disputes')
    .some((dispute) => dispute.charge === charge.id && !REFUNDABLE.includes(dispute.status))
  if (taken)
    throw new StripeFailure(
      400,
      `Charge ${charge.id} has been charged back; cannot issue a refund.`,
      { code: 'charge_disputed' },
    )
  if (charge.refunded)
    throw new StripeFailure(400, `Charge ${charge.id} has already been refunded.`, {
      code: 'charge_already_refunded',
    })
}

/** In these states of a dispute the money is with us. */
const REFUNDABLE: readonly string[] = ['won', 'warning_needs_response', 'warning_closed']

function tooMuch({ currency }: Stripe.Charge, amount: number, left: number): string {
  return `Refund amount (${formatMoney(amount, currency)}) is greater than unrefunded amount on charge (${formatMoney(left, currency)})`
}

/** Two more events of the same refund, which Stripe sends once the bank has given its reference. */
function tellThatTheBankKnows(context: PaymentContext, refund: Stripe.Refund): void {
  const referenced: Stripe.Refund = {
    ...refund,
    destination_details: {
      type: 'card',
      card: { reference: '7905400000000000000', reference_status: 'available', type: 'refund' },
    },
  }
  context.tx.put('refunds', referenced)
  emitEvent(context, 'refund.updated', referenced, { destination_details: null })
  emitEvent(context, 'charge.refund.updated', referenced, { destination_details: null })
}
