import type Stripe from 'stripe'
import type { Payment, PurchaseStatus } from '../states/purchase-states.ts'

export type SeenPayment = Payment & {
  sessionId: string
  customerId: string | null
  paymentIntentId: string | null
  receiptUrl: string | null
  /** From the metadata that we wrote; null when the session isn't ours. */
  purchaseId: string | null
  userId: string | null
}

const DISPUTES_MAX = 100

/** `timeout` in milliseconds. */
export type Patience = { timeout?: number; maxNetworkRetries?: number }

/** One request to Stripe, and one more when the payment is disputed. */
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

/** A complete session may stay unpaid for days: `payment_status` alone says whether there is money. */
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

/** An open or lost dispute takes the money; an inquiry takes none. */
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
