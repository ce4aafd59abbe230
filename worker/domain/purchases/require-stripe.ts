import type Stripe from 'stripe'
import { DomainError } from '../../errors.ts'
import type { Services } from '../../services.ts'

/** Throws `forbidden` where the studio is free. */
export function requireStripe({ stripe }: Pick<Services, 'stripe'>): Stripe {
  if (stripe === null) throw nothingToBuy()
  return stripe
}

export function nothingToBuy(): DomainError {
  return new DomainError('forbidden', 'This studio is free: there is nothing to buy.')
}

export function paymentsUnavailable(): DomainError {
  const message =
    "Payments can't be reached right now. Nothing was charged: please try again in a moment."
  return new DomainError('unavailable', message)
}
