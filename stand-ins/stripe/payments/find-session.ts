import type Stripe from 'stripe'
import { StripeFailure } from '../errors.ts'
import type { Reader } from '../store.ts'
import type { SessionDetails } from '../tables.ts'

export function detailsOf(reader: Reader, session: Stripe.Checkout.Session): SessionDetails {
  const details = reader.find('sessionDetails', session.id)
  if (!details) throw new Error(`${session.id} was stored without its details`)
  return details
}

/** The session of a payment; here every PaymentIntent was made by one. */
export function sessionOf(reader: Reader, paymentIntentId: string): Stripe.Checkout.Session {
  const session = reader
    .list('sessions')
    .find(({ payment_intent }) => payment_intent === paymentIntentId)
  if (!session) throw new Error(`${paymentIntentId} belongs to no session`)
  return session
}

/** Throws Stripe's refusal unless the session is open. */
export function requireOpen(session: Stripe.Checkout.Session, done: string): void {
  if (session.status === 'open') return
  throw new StripeFailure(
    400,
    `Only Checkout Sessions with a status in ["open"] can be ${done}. This Checkout Session has a status of \`${session.status}\`.`,
  )
}
