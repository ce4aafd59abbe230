import type Stripe from 'stripe'
import { StripeFailure } from '../errors.ts'
import { disputeTransaction } from '../objects/new-dispute.ts'
import { emitEvent } from './emit-event.ts'
import { undecidedDispute } from './open-dispute.ts'
import type { PaymentContext } from './payment-context.ts'

/** The bank has decided. What was withdrawn is given back when we won; an inquiry just ends. */
export function closeDispute(
  context: PaymentContext,
  paymentIntentId: string,
  status: 'won' | 'lost' | 'warning_closed',
): Stripe.Dispute {
  const dispute = undecidedDispute(context, paymentIntentId)
  const before = status === 'warning_closed' ? 'warning_needs_response' : 'needs_response'
  if (dispute?.status !== before)
    throw new StripeFailure(400, `${paymentIntentId} has no dispute that is ${before}.`)
  const closed: Stripe.Dispute = { ...dispute, status }
  if (status === 'won') {
    closed.balance_transactions = [
      ...dispute.balance_transactions,
      disputeTransaction(dispute, 'reversal'),
    ]
    emitEvent(context, 'charge.dispute.funds_reinstated', closed)
  }
  context.tx.put('disputes', closed)
  emitEvent(context, 'charge.dispute.closed', closed, { status: before })
  return closed
}
