import { type Deliveries, isRedirect, openDeliveries } from '../kit/deliveries.ts'
import type { Services } from './services.ts'
import { signWebhook } from './sign-webhook.ts'
import { STRANGERS_SECRET, signingSecretsOf } from './signing-secrets.ts'
import type { Webhook } from './tables.ts'

export type WebhookDeliveries = Deliveries<Webhook, Pick<Webhook, 'id' | 'predictionId' | 'event'>>

/** With pauses of 1, 2, 4 … seconds the last one goes out 63 seconds after the end. */
const RETRIES_MAX = 6

/** Sends the webhooks of predictions. Only the webhook of the end is tried again, for a minute. */
export function openWebhookDeliveries({
  store,
  settings,
}: Pick<Services, 'store' | 'settings'>): WebhookDeliveries {
  return openDeliveries(store, {
    isHeld: (token) => settings.of(token).hold,
    sign(token, webhook, { secondsAgo, wrongSecret }) {
      const secrets = wrongSecret ? [STRANGERS_SECRET] : signingSecretsOf(store, token)
      const timestamp = Math.floor(Date.now() / 1000) - secondsAgo
      const { url, body } = webhook
      return { url, headers: signWebhook(webhook, secrets, timestamp), body }
    },
    givesUp: (_token, { retried, attempts }, status) =>
      isRedirect(status) || !retried || attempts > RETRIES_MAX,
    show(_token, { id, predictionId, event, nextAttemptAt }) {
      return nextAttemptAt <= Date.now() ? { id, predictionId, event } : undefined
    },
  })
}
