import type Stripe from 'stripe'
import type { Payment, PurchaseStatus } from '../states/purchase-states.ts'

/** What Stripe says of a Checkout Session now, with what we keep of it. */
export type SeenPayment = Payment & {
  sessionId: string
  customerId: string | null
  paymentIntentId: string | null
  receiptUrl: string | null
  /** Whom and what it was for, as we had said when we made it; null when it isn't ours. */
  purchaseId: string | null
  userId: string | null
}

const DISPUTES_MAX = 100

/** How long to wait for an answer, in milliseconds, and how often to ask again without one. */
export type Patience = { timeout?: number; maxNetworkRetries?: number }

/** Asks Stripe for a payment: one request, and one more when it is disputed. */
export async function readPayment(
  stripe: Stripe,
  sessionId: string,
  patience: Patience = {},
): Promise<SeenPayment> {
  const session = await stripe.checkout.sessions.retrieve(
    sessionId,
    { expand: ['payment_intent.latest_charge'] },
    patience,
  )
  const intent = expanded(session.payment_intent)
  const charge = expanded(intent?.latest_charge)
  return {
    status: statusOf(session, intent),
    paidCents: session.amount_total ?? 0,
    refundedCents: charge?.amount_refunded ?? 0,
    disputedCents: intent && charge?.disputed ? await readDisputed(stripe, intent.id, patience) : 0,
    sessionId: session.id,
    customerId: idOf(session.customer),
    paymentIntentId: intent?.id ?? null,
    receiptUrl: charge?.receipt_url ?? null,
    purchaseId: session.metadata?.purchase_id ?? null,
    userId: session.client_reference_id,
  }
}

/** The id of the Checkout Session that a payment belongs to; null when it isn't from one. */
export async function findSessionId(
  stripe: Stripe,
  paymentIntentId: string,
): Promise<string | null> {
  const { data } = await stripe.checkout.sessions.list({
    payment_intent: paymentIntentId,
    limit: 1,
  })
  return data[0]?.id ?? null
}

/** A complete session may be unpaid for days: only `payment_status` tells of money. */
function statusOf(
  session: Stripe.Checkout.Session,
  intent: Stripe.PaymentIntent | null,
): PurchaseStatus {
  if (session.status === 'expired') return 'expired'
  if (session.status !== 'complete') return 'pending'
  if (session.payment_status !== 'unpaid') return 'paid'
  const failed = intent?.status === 'requires_payment_method' || intent?.status === 'canceled'
  return failed ? 'failed' : 'processing'
}

/** What disputes hold back. Inquiries haven't taken anything. */
async function readDisputed(
  stripe: Stripe,
  paymentIntentId: string,
  patience: Patience,
): Promise<number> {
  const { data } = await stripe.disputes.list(
    { payment_intent: paymentIntentId, limit: DISPUTES_MAX },
    patience,
  )
  return data.filter(holdsBack).reduce((sum, { amount }) => sum + amount, 0)
}

/** Whether a dispute is under way or lost, and so has the money. */
export function holdsBack({ status }: Pick<Stripe.Dispute, 'status'>): boolean {
  return HOLDING.has(status)
}

const HOLDING = new Set<string>(['needs_response', 'under_review', 'lost'])

function expanded<T extends { id: string }>(value: string | T | null | undefined): T | null {
  return typeof value === 'object' ? value : null
}

function idOf(value: string | { id: string } | null): string | null {
  return typeof value === 'string' ? value : (value?.id ?? null)
}
