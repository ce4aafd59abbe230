import type Stripe from 'stripe'
import { newId, nowSeconds } from '../ids.ts'

export function newRefund(
  charge: Stripe.Charge,
  given: {
    amount: number
    metadata?: Record<string, string> | undefined
    reason?: 'duplicate' | 'fraudulent' | 'requested_by_customer' | undefined
  },
): Stripe.Refund {
  return {
    id: newId('re'),
    object: 'refund',
    amount: given.amount,
    balance_transaction: newId('txn'),
    charge: charge.id,
    created: nowSeconds(),
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    metadata: given.metadata ?? {},
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: given.reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'succeeded',
    transfer_reversal: null,
  }
}
