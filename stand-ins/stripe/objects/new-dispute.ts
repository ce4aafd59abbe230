import type Stripe from 'stripe'
import { newId, nowSeconds } from '../ids.ts'

const RESPONSE_SECONDS = 7 * 24 * 60 * 60
const FEE = 1500

export function newDispute(
  charge: Stripe.Charge,
  given: { amount: number; status: 'needs_response' | 'warning_needs_response' },
): Stripe.Dispute {
  const inquiry = given.status === 'warning_needs_response'
  return {
    id: newId('du'),
    object: 'dispute',
    amount: given.amount,
    balance_transactions: [],
    charge: charge.id,
    created: nowSeconds(),
    currency: charge.currency,
    enhanced_eligibility_types: [],
    // No evidence is ever given here: the form is empty.
    evidence: { enhanced_evidence: {} } as Stripe.Dispute.Evidence,
    evidence_details: {
      due_by: nowSeconds() + RESPONSE_SECONDS,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: inquiry,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    payment_method_details: {
      type: 'card',
      card: {
        brand: 'visa',
        case_type: inquiry ? 'inquiry' : 'chargeback',
        network: 'visa',
        network_reason_code: '10',
      },
    },
    reason: 'fraudulent',
    status: given.status,
  }
}

/** The money that a dispute moves: withdrawn with a fee, or given back. */
export function disputeTransaction(
  dispute: Stripe.Dispute,
  direction: 'withdrawal' | 'reversal',
): Stripe.BalanceTransaction {
  const now = nowSeconds()
  const withdrawn = direction === 'withdrawal'
  const amount = withdrawn ? -dispute.amount : dispute.amount
  const fee = withdrawn ? FEE : 0
  return {
    id: newId('txn'),
    object: 'balance_transaction',
    amount,
    available_on: now,
    balance_type: 'payments',
    created: now,
    currency: dispute.currency,
    description: `Chargeback ${direction} for ${String(dispute.charge)}`,
    exchange_rate: null,
    fee,
    fee_details: withdrawn
      ? [
          {
            amount: FEE,
            application: null,
            currency: dispute.currency,
            description: 'Dispute fee',
            type: 'stripe_fee',
          },
        ]
      : [],
    net: amount - fee,
    reporting_category: withdrawn ? 'dispute' : 'dispute_reversal',
    source: dispute.id,
    status: 'available',
    type: 'adjustment',
  }
}
