import { newId } from './ids.ts'
import type { Prediction, WebhookEvent } from './prediction.ts'
import { showPrediction } from './show-prediction.ts'
import type { Webhook } from './tables.ts'

const DEFAULT_EVENTS: readonly WebhookEvent[] = ['output', 'completed']

/** Whether the prediction's creator asked for webhooks of this event. */
export function wantsEvent({ webhook, webhookEvents }: Prediction, event: WebhookEvent): boolean {
  return webhook !== null && (webhookEvents ?? DEFAULT_EVENTS).includes(event)
}

/** The webhook of an event, with the prediction as it is now or as `shown`; none unless it was asked for. */
export function webhooksFor(
  prediction: Prediction,
  event: WebhookEvent,
  {
    now,
    dueAt = now,
    shown = showPrediction(prediction, now),
  }: { now: number; dueAt?: number; shown?: object },
): Webhook[] {
  if (prediction.webhook === null || !wantsEvent(prediction, event)) return []
  return [
    {
      id: newId(),
      messageId: `msg_${newId()}`,
      predictionId: prediction.id,
      event,
      url: prediction.webhook,
      body: JSON.stringify(shown),
      retried: event === 'completed',
      state: 'due',
      attempts: 0,
      nextAttemptAt: dueAt,
    },
  ]
}

/**
 * The webhook with the output of a prediction that succeeded. Replicate sends it just before the end,
 * so it shows a prediction that is still processing.
 */
export function outputWebhooks(prediction: Prediction, now: number): Webhook[] {
  const { outcome } = prediction
  if (outcome?.status !== 'succeeded' || outcome.output === null) return []
  const running = showPrediction({ ...prediction, outcome: null, completedAt: null }, now)
  const shown = { ...running, status: 'processing', output: outcome.output }
  return webhooksFor(prediction, 'output', { now, shown })
}
