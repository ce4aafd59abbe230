import type Stripe from 'stripe'
import { z } from 'zod'

/** The ids in an event: where to ask Stripe, not what to believe. */
export type PaymentHints = {
  type: string
  sessionId: string | null
  paymentIntentId: string | null
}

export const PAYMENT_EVENTS = [
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'checkout.session.expired',
  'charge.refunded',
  'charge.refund.updated',
  'refund.created',
  'refund.updated',
  'refund.failed',
  'charge.dispute.created',
  'charge.dispute.updated',
  'charge.dispute.funds_withdrawn',
  'charge.dispute.funds_reinstated',
  'charge.dispute.closed',
] as const

const EventObject = z.object({
  id: z.string().max(200),
  payment_intent: z.union([z.string().max(200), z.object({ id: z.string().max(200) })]).nullish(),
})

/** Null when no purchase can depend on the event. */
export function hintsOf({ type, data }: Pick<Stripe.Event, 'type' | 'data'>): PaymentHints | null {
  if (!PAYMENT_EVENTS.some((each) => each === type)) return null
  const parsed = EventObject.safeParse(data.object)
  if (!parsed.success) return null
  const { id, payment_intent: intent } = parsed.data
  const paymentIntentId = typeof intent === 'string' ? intent : (intent?.id ?? null)
  if (type.startsWith('checkout.session.')) return { type, sessionId: id, paymentIntentId }
  return paymentIntentId === null ? null : { type, sessionId: null, paymentIntentId }
}
