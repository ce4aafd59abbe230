import type { Delivery } from '../kit/deliveries.ts'
import type { OwnSettings } from '../kit/settings.ts'
import type { Prediction, WebhookEvent } from './prediction.ts'

/**
 * One webhook on its way. `messageId` is its `webhook-id`, which copies of a webhook share. Only the
 * webhook of the end is `retried`.
 */
export type Webhook = Delivery & {
  messageId: string
  predictionId: string
  event: WebhookEvent
  url: string
  body: string
  retried: boolean
}

/** What an account's webhooks are signed with, the newest secret first. */
export type SigningSecrets = { id: 'secrets'; secrets: string[] }

/** Everything that is kept of one account, by table. */
export type Tables = {
  predictions: Prediction
  deliveries: Webhook
  settings: OwnSettings
  secrets: SigningSecrets
}
