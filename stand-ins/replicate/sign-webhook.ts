import { createHmac } from 'node:crypto'

/**
 * The headers of a webhook by the Standard Webhooks scheme, with a signature for each secret: two
 * while one replaces the other. What follows `whsec_` is the HMAC's key, in base64.
 */
export function signWebhook(
  { messageId, body }: { messageId: string; body: string },
  secrets: readonly string[],
  timestampSeconds: number,
): Record<string, string> {
  const content = `${messageId}.${timestampSeconds}.${body}`
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
    return `v1,${createHmac('sha256', key).update(content).digest('base64')}`
  })
  return {
    'content-type': 'application/json',
    'webhook-id': messageId,
    'webhook-timestamp': String(timestampSeconds),
    'webhook-signature': signatures.join(' '),
  }
}
