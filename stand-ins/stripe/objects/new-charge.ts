import type Stripe from 'stripe'
import { newId, nowSeconds } from '../ids.ts'

export type ChargeOutcome = 'succeeded' | 'pending' | 'failed'

/** One attempt to collect a PaymentIntent's amount. Its receipt is a page below `origin`. */
export function newCharge({
  paymentIntent,
  method,
  status,
  email,
  origin,
}: {
  paymentIntent: Stripe.PaymentIntent
  method: 'card' | 'us_bank_account'
  status: ChargeOutcome
  email: string | null
  origin: string
}): Stripe.Charge {
  const id = newId(method === 'card' ? 'ch' : 'py')
  return {
    id,
    object: 'charge',
    amount: paymentIntent.amount,
    amount_captured: status === 'succeeded' ? paymentIntent.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: { address: null, email, name: null, phone: null, tax_id: null },
    calculated_statement_descriptor: 'SOUNDFOUNDRY',
    captured: status !== 'failed',
    created: nowSeconds(),
    currency: paymentIntent.currency,
    customer: paymentIntent.customer,
    description: paymentIntent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    fraud_details: {},
    livemode: false,
    metadata: paymentIntent.metadata,
    on_behalf_of: null,
    outcome: OUTCOMES[status],
    paid: status === 'succeeded',
    payment_intent: paymentIntent.id,
    payment_method: newId('pm'),
    payment_method_details: PAYMENT_METHODS[method],
    receipt_email: paymentIntent.receipt_email,
    receipt_number: null,
    receipt_url: status === 'succeeded' ? receiptUrl(origin, id) : null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status,
    transfer_data: null,
    transfer_group: null,
  }
}

export const receiptUrl = (origin: string, chargeId: string) => `${origin}/receipts/${chargeId}`

const NO_ADVICE = {
  advice_code: null,
  network_advice_code: null,
  network_decline_code: null,
} as const

const APPROVED: Stripe.Charge.Outcome = {
  ...NO_ADVICE,
  network_status: 'approved_by_network',
  reason: null,
  risk_level: 'normal',
  seller_message: 'Payment complete.',
  type: 'authorized',
}

const OUTCOMES: Record<ChargeOutcome, Stripe.Charge.Outcome> = {
  succeeded: APPROVED,
  pending: APPROVED,
  failed: {
    ...NO_ADVICE,
    network_status: 'declined_by_network',
    reason: 'generic_decline',
    risk_level: 'normal',
    seller_message: 'The bank did not return any further details with this decline.',
    type: 'issuer_declined',
  },
}

const PAYMENT_METHODS: Record<'card' | 'us_bank_account', Stripe.Charge.PaymentMethodDetails> = {
  card: {
    type: 'card',
    card: {
      amount_authorized: null,
      authorization_code: null,
      brand: 'visa',
      checks: null,
      country: 'US',
      electronic_commerce_indicator: null,
      exp_month: 12,
      exp_year: 2034,
      funding: 'credit',
      installments: null,
      last4: '4242',
      mandate: null,
      network: 'visa',
      network_transaction_id: null,
      regulated_status: 'unregulated',
      three_d_secure: null,
      transaction_link_id: null,
      wallet: null,
    },
  },
  us_bank_account: {
    type: 'us_bank_account',
    us_bank_account: {
      account_holder_type: 'individual',
      account_type: 'checking',
      bank_name: 'STRIPE TEST BANK',
      fingerprint: null,
      last4: '6789',
      payment_reference: null,
      routing_number: '110000000',
    },
  },
}
