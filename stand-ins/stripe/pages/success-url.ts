import type Stripe from 'stripe'

/** Where the customer goes next; the seller's address may contain the session's id. */
export function successUrlOf({ id, success_url: url }: Stripe.Checkout.Session): string {
  return (url ?? '').replaceAll('{CHECKOUT_SESSION_ID}', id)
}
