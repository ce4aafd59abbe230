import type Stripe from 'stripe'

/** Where the customer goes on to; the seller's address may name the session. */
export function successUrlOf({ id, success_url: url }: Stripe.Checkout.Session): string {
  return (url ?? '').replaceAll('{CHECKOUT_SESSION_ID}', id)
}
