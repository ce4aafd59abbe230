import type Stripe from 'stripe'
import { emitEvent } from './emit-event.ts'
import { requireOpen } from './find-session.ts'
import type { PaymentContext } from './payment-context.ts'

/** Closes an open session: it can no longer be paid. */
export function expireSession(
  context: PaymentContext,
  session: Stripe.Checkout.Session,
): Stripe.Checkout.Session {
  requireOpen(session, 'expired')
  const expired: Stripe.Checkout.Session = { ...session, status: 'expired', url: null }
  context.tx.put('sessions', expired)
  emitEvent(context, 'checkout.session.expired', expired)
  return expired
}
