import { createHmac } from 'node:crypto'

/**
 * The headers of a webhook request, with a signature for each secret: two while one replaces the
 * other. The whole secret, prefix included, is the key of the HMAC.
 */
export function signEvent(
  body: string,
  secrets: readonly string[],
  timestamp: number,
): Record<string, string> {
  const signatures = secrets.map(
    (secret) => `v1=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`,
  )
  return {
    'Content-Type': 'application/json; charset=utf-8',
    'Stripe-Signature': [`t=${timestamp}`, ...signatures].join(','),
    'User-Agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
  }
}
