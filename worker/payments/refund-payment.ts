import Stripe from 'stripe'

/** Gives back all that is left of a payment, once, however often it is asked. */
export async function refundPayment(
  stripe: Stripe,
  { purchaseId, paymentIntentId }: { purchaseId: string; paymentIntentId: string },
): Promise<void> {
  await stripe.refunds
    .create(
      { payment_intent: paymentIntentId, metadata: { purchase_id: purchaseId } },
      { idempotencyKey: `closed:${purchaseId}` },
    )
    .catch((error) => {
      if (!isRefused(error, 'charge_already_refunded')) throw error
    })
}

/** Ends an open pay page. One that has ended already, or was paid, stays as it is. */
export async function expirePayPage(stripe: Stripe, sessionId: string): Promise<void> {
  await stripe.checkout.sessions.expire(sessionId).catch((error) => {
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error
  })
}

function isRefused(error: unknown, code: string): boolean {
  return error instanceof Stripe.errors.StripeInvalidRequestError && error.code === code
}
