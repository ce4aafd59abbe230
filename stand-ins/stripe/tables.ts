import type Stripe from 'stripe'
import type { Delivery } from '../kit/deliveries.ts'
import type { StripeEvent } from './payments/emit-event.ts'

/** What Stripe keeps of a Checkout Session but doesn't show in it. */
export type SessionDetails = {
  id: string
  lineItems: Stripe.LineItem[]
  paymentIntentData: {
    description?: string | undefined
    metadata?: Record<string, string> | undefined
    receipt_email?: string | undefined
  }
  customerCreation: 'always' | 'if_required'
}

/** The first answer to an idempotency key, which is the id; `request` is the request's fingerprint. */
export type Reply = {
  id: string
  request: string
  requestId: string
  status: number
  body: string
}

/** Where an account's webhooks go. Held ones stay in the outbox. */
export type WebhookEndpoint = { id: 'endpoint'; url?: string; secrets?: string[]; hold?: boolean }

/** Everything that is kept of one account, by table. Objects are as Stripe shows them, unexpanded. */
export type Tables = {
  customers: Stripe.Customer
  products: Stripe.Product
  prices: Stripe.Price
  coupons: Stripe.Coupon
  promotionCodes: Stripe.PromotionCode
  sessions: Stripe.Checkout.Session
  sessionDetails: SessionDetails
  paymentIntents: Stripe.PaymentIntent
  charges: Stripe.Charge
  refunds: Stripe.Refund
  disputes: Stripe.Dispute
  portals: Stripe.BillingPortal.Session
  events: StripeEvent
  /** Each has the id of its event. */
  deliveries: Delivery
  replies: Reply
  endpoints: WebhookEndpoint
}

export type TableName = keyof Tables
