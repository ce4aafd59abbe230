import type Stripe from 'stripe'
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

/** How far the webhook that tells of one event has come; has the event's id. Times in milliseconds. */
export type Delivery = {
  id: string
  state: 'due' | 'delivered' | 'failed'
  attempts: number
  nextAttemptAt: number
}

/** The first answer to an idempotency key, which is the id; `request` tells repeated from different. */
export type Reply = {
  id: string
  request: string
  requestId: string
  status: number
  body: string
}

/** Where one key's webhooks go. Held ones stay in the outbox. */
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
  deliveries: Delivery
  replies: Reply
  endpoints: WebhookEndpoint
}

export type TableName = keyof Tables
