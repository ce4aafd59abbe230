import type { Prediction, WebhookEvent } from './prediction.ts'

/**
 * One webhook on its way. `messageId` is its `webhook-id`, which copies of the same webhook share.
 * Only what tells of the end is `retried`. Times are Unix milliseconds.
 */
export type Delivery = {
  id: string
  messageId: string
  predictionId: string
  event: WebhookEvent
  url: string
  body: string
  retried: boolean
  state: 'due' | 'delivered' | 'failed'
  attempts: number
  nextAttemptAt: number
}

/** How an account's predictions behave; `hold` keeps its webhooks back for whoever asks for them. */
export type Settings = { id: 'settings'; renderSeconds?: number; hold?: boolean }

/** What an account's webhooks are signed with, the newest secret first. */
export type SigningSecrets = { id: 'secrets'; secrets: string[] }

/** Everything that is kept of one account, by table. */
export type Tables = {
  predictions: Prediction
  deliveries: Delivery
  settings: Settings
  secrets: SigningSecrets
}
