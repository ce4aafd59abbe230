import Stripe from 'stripe'

export type Buyer = { id: string; email: string; customerId: string | null }

export type CheckoutSession = { id: string; url: string }

/** The same try gets the same page. */
export async function createCheckout(
  stripe: Stripe,
  {
    purchase,
    packName,
    buyer,
    publicUrl,
  }: {
    purchase: {
      id: string
      pack: string
      credits: number
      priceCents: number
      currency: string
      tries: number
    }
    packName: string
    buyer: Buyer
    publicUrl: string
  },
): Promise<CheckoutSession> {
  const metadata = { purchase_id: purchase.id, user_id: buyer.id }
  const session = await stripe.checkout.sessions.create(
    {
      mode: 'payment',
      client_reference_id: buyer.id,
      ...(buyer.customerId
        ? { customer: buyer.customerId }
        : { customer_creation: 'always', customer_email: buyer.email }),
      metadata: { ...metadata, pack: purchase.pack },
      // Stripe's refunds and disputes know the payment only.
      payment_intent_data: { metadata },
      line_items: [
        {
          quantity: 1,
          price_data: {
            currency: purchase.currency,
            unit_amount: purchase.priceCents,
            product_data: { name: `SoundFoundry ${packName}: ${purchase.credits} credits` },
          },
        },
      ],
      allow_promotion_codes: true,
      // One currency for prices and money that goes back.
      adaptive_pricing: { enabled: false },
      invoice_creation: { enabled: true },
      success_url: `${publicUrl}/credits/purchases/${purchase.id}`,
      cancel_url: `${publicUrl}/credits?canceled=1`,
    },
    { idempotencyKey: `checkout:${purchase.id}:${purchase.tries}` },
  )
  // An open hosted session has an address.
  return { id: session.id, url: session.url as string }
}

/** Whether Stripe replays this failure for its idempotency key. No page was ever shown for that key. */
export function isReplayedFailure(error: unknown): boolean {
  if (error instanceof Stripe.errors.StripeIdempotencyError) return true
  return error instanceof Stripe.errors.StripeError && (error.statusCode ?? 0) >= 500
}

/** The customer was deleted at Stripe, or is another Stripe account's. */
export function isCustomerGone(error: unknown): boolean {
  return (
    error instanceof Stripe.errors.StripeInvalidRequestError &&
    error.code === 'resource_missing' &&
    error.param === 'customer'
  )
}
