import type Stripe from 'stripe'
import { noSuch, StripeFailure } from '../errors.ts'
import { newId } from '../ids.ts'
import { emitEvent } from './emit-event.ts'
import type { PaymentContext } from './payment-context.ts'

/** The bank returns a refund days later: the money is ours again, and the charge counts it as not refunded. */
export function failRefund(context: PaymentContext, refundId: string): Stripe.Refund {
  const { tx } = context
  const refund = tx.find('refunds', refundId)
  if (!refund) throw noSuch('refund', refundId)
  const charge = tx.find('charges', String(refund.charge))
  if (refund.status !== 'succeeded' || !charge)
    throw new StripeFailure(400, `This refund has a status of ${refund.status}.`)
  const failed: Stripe.Refund = {
    ...refund,
    failure_balance_transaction: newId('txn'),
    failure_reason: 'expired_or_canceled_card',
    status: 'failed',
  }
  tx.put('refunds', failed)
  tx.put('charges', {
    ...charge,
    amount_refunded: charge.amount_refunded - refund.amount,
    refunded: false,
  })
  for (const type of ['refund.updated', 'refund.failed', 'charge.refund.updated'] as const)
    emitEvent(context, type, failed, { status: refund.status })
  return failed
}
