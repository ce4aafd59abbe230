import type Stripe from 'stripe'
import { newId, nowSeconds } from '../ids.ts'

type Session = Stripe.Checkout.Session

type Given = {
  allow_promotion_codes?: boolean | undefined
  automatic_tax?: { enabled: boolean } | undefined
  billing_address_collection?: 'auto' | 'required' | undefined
  cancel_url?: string | undefined
  client_reference_id?: string | undefined
  customer?: string | undefined
  customer_creation?: 'always' | 'if_required' | undefined
  customer_email?: string | undefined
  expires_at?: number | undefined
  invoice_creation?: { enabled: boolean } | undefined
  locale?: string | undefined
  metadata?: Record<string, string> | undefined
  submit_type?: 'auto' | 'pay' | undefined
  success_url: string
}

const LIFETIME_SECONDS = 24 * 60 * 60

/** An open Checkout Session of mode `payment` with its hosted page below `origin`. */
export function newSession(given: Given, lineItems: Stripe.LineItem[], origin: string): Session {
  const id = newId('cs_test')
  const now = nowSeconds()
  const amount = lineItems.reduce((sum, item) => sum + item.amount_total, 0)
  return {
    ...UNUSED,
    id,
    object: 'checkout.session',
    allow_promotion_codes: given.allow_promotion_codes ?? null,
    amount_subtotal: amount,
    amount_total: amount,
    automatic_tax: automaticTax(given.automatic_tax?.enabled ?? false),
    billing_address_collection: given.billing_address_collection ?? null,
    cancel_url: given.cancel_url ?? null,
    client_reference_id: given.client_reference_id ?? null,
    created: now,
    currency: lineItems[0]?.currency ?? null,
    customer: given.customer ?? null,
    customer_creation:
      given.customer === undefined ? (given.customer_creation ?? 'if_required') : null,
    customer_details: null,
    customer_email: given.customer_email ?? null,
    discounts: [],
    expires_at: given.expires_at ?? now + LIFETIME_SECONDS,
    invoice: null,
    invoice_creation: invoiceCreation(given.invoice_creation?.enabled ?? false),
    livemode: false,
    locale: given.locale ?? null,
    metadata: given.metadata ?? {},
    mode: 'payment',
    payment_intent: null,
    payment_method_types: ['card', 'us_bank_account'],
    payment_status: 'unpaid',
    status: 'open',
    submit_type: given.submit_type ?? null,
    success_url: given.success_url,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
    url: `${origin}/c/pay/${id}`,
  }
}

/** What sessions of other modes and options have. */
const UNUSED = {
  adaptive_pricing: { enabled: false },
  after_expiration: null,
  allowed_payment_method_types: null,
  client_secret: null,
  collected_information: null,
  consent: null,
  consent_collection: null,
  currency_conversion: null,
  custom_fields: [],
  custom_text: {
    after_submit: null,
    shipping_address: null,
    submit: null,
    terms_of_service_acceptance: null,
  },
  customer_account: null,
  integration_identifier: null,
  managed_payments: null,
  origin_context: null,
  payment_link: null,
  payment_method_collection: 'if_required',
  payment_method_configuration_details: null,
  payment_method_options: {},
  permissions: null,
  phone_number_collection: { enabled: false },
  recovered_from: null,
  saved_payment_method_options: null,
  setup_intent: null,
  shipping_address_collection: null,
  shipping_cost: null,
  shipping_options: [],
  subscription: null,
  wallet_options: null,
} satisfies Partial<Session>

function automaticTax(enabled: boolean): Session['automatic_tax'] {
  const status = enabled ? 'complete' : null
  return { enabled, liability: enabled ? { type: 'self' } : null, provider: null, status }
}

function invoiceCreation(enabled: boolean): Session['invoice_creation'] {
  return {
    enabled,
    invoice_data: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: null,
      metadata: {},
      rendering_options: null,
    },
  }
}
