import type Stripe from 'stripe'
import { z } from 'zod'

/** What an event is about, as ids: where to look at Stripe, not what to believe. */
export type PaymentHints = {
  type: string
  sessionId: string | null
  paymentIntentId: string | null
}

/** The events that may change a purchase. All others are none of our business. */
const ABOUT_SESSIONS = /^checkout\.session\./
const ABOUT_PAYMENTS = /^(charge\.refunded$|charge\.refund\.|refund\.|charge\.dispute\.)/

const EventObject = z.object({
  id: z.string().max(200),
  payment_intent: z.union([z.string().max(200), z.object({ id: z.string().max(200) })]).nullish(),
})

/** Which payment an event tells of; null when that is none that credits could depend on. */
export function hintsOf(event: Pick<Stripe.Event, 'type' | 'data'>): PaymentHints | null {
  const isSession = ABOUT_SESSIONS.test(event.type)
  if (!isSession && !ABOUT_PAYMENTS.test(event.type)) return null
  const parsed = EventObject.safeParse(event.data.object)
  if (!parsed.success) return null
  const { id, payment_intent: intent } = parsed.data
  const paymentIntentId = typeof intent === 'string' ? intent : (intent?.id ?? null)
  if (!isSession && paymentIntentId === null) return null
  return { type: event.type, sessionId: isSession ? id : null, paymentIntentId }
}
