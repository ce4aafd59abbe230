import Stripe from 'stripe'

export type Buyer = { id: string; email: string; customerId: string | null }

export type CheckoutSession = { id: string; url: string }

/**
 * Opens Stripe's hosted pay page for a purchase. Asked again for the same try it answers with the
 * same page. The purchase's id travels on the session and, because refunds and disputes know only
 * the payment, on the payment too.
 */
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
      // Prices, refunds and disputes stay in one currency.
      adaptive_pricing: { enabled: false },
      invoice_creation: { enabled: true },
      success_url: `${publicUrl}/credits/purchases/${purchase.id}`,
      cancel_url: `${publicUrl}/credits?canceled=1`,
    },
    { idempotencyKey: `checkout:${purchase.id}:${purchase.tries}` },
  )
  // A hosted session that is open has its page's address.
  return { id: session.id, url: session.url as string }
}

/**
 * Whether Stripe has stored this failure under the idempotency key, so that asking again with the
 * same key could only fail again. Nobody was shown a page for it.
 */
export function isReplayedFailure(error: unknown): boolean {
  if (error instanceof Stripe.errors.StripeIdempotencyError) return true
  return error instanceof Stripe.errors.StripeError && (error.statusCode ?? 0) >= 500
}

/** Whether Stripe no longer knows the customer: deleted there, or of another of its accounts. */
export function isCustomerGone(error: unknown): boolean {
  return (
    error instanceof Stripe.errors.StripeInvalidRequestError &&
    error.code === 'resource_missing' &&
    error.param === 'customer'
  )
}
