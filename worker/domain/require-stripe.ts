import type Stripe from 'stripe'
import type { Services } from '../services.ts'
import { DomainError } from './errors.ts'

/** Stripe's client; throws `forbidden` where the studio has none because it is free. */
export function requireStripe({ stripe }: Pick<Services, 'stripe'>): Stripe {
  if (stripe === null) throw nothingToBuy()
  return stripe
}

export function nothingToBuy(): DomainError {
  return new DomainError('forbidden', 'This studio is free: there is nothing to buy.')
}
