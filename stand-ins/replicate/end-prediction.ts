import { CONTENT_REFUSED, HIGH_DEMAND, INTERRUPTED } from './errors.ts'
import { delayOf, OUTCOME_FAULTS, OUTPUT_FAULTS, WEBHOOK_FAULTS } from './fault-kinds.ts'
import { newId } from './ids.ts'
import { findModel } from './models.ts'
import { type Outcome, type Prediction, startsAt } from './prediction.ts'
import { outputWebhooks, webhooksFor } from './prediction-webhooks.ts'
import { publicUrlOf } from './public-url.ts'
import type { Services } from './services.ts'
import type { Webhook } from './tables.ts'

type EndServices = Pick<Services, 'store' | 'audio' | 'faults'>

/** Ends a running prediction, as the account's faults have it, and makes its webhooks due. */
export function endPrediction(
  services: EndServices,
  token: string,
  prediction: Prediction,
  how: Uint8Array | Error | 'canceled' | 'deadline',
): void {
  const now = Date.now()
  const ended = { ...prediction, ...outcomeOf(services, token, prediction, how), completedAt: now }
  const webhooks = [...outputWebhooks(ended, now), ...endWebhooks(services, token, ended, now)]
  services.store.write(token, (tx) => {
    tx.put('predictions', ended)
    for (const webhook of webhooks) tx.put('deliveries', webhook)
  })
}

function outcomeOf(
  { audio, faults }: EndServices,
  token: string,
  prediction: Prediction,
  how: Uint8Array | Error | 'canceled' | 'deadline',
): { outcome: Outcome; fileId: string | null } {
  const without = (outcome: Outcome) => ({ outcome, fileId: null })
  if (how === 'canceled') return without({ status: 'canceled' })
  if (how === 'deadline') {
    const hadStarted = Date.now() >= startsAt(prediction)
    return without({ status: hadStarted ? 'canceled' : 'aborted' })
  }
  const fault = faults.take(token, OUTCOME_FAULTS)
  if (fault?.kind === 'render_aborted') return without({ status: 'aborted' })
  if (fault?.kind === 'render_refused') return without({ status: 'failed', error: CONTENT_REFUSED })
  if (fault?.kind === 'render_failed') return without({ status: 'failed', error: INTERRUPTED })
  if (fault?.kind === 'render_busy') return without({ status: 'failed', error: HIGH_DEMAND })
  const refusal = findModel(prediction.model)?.refuse?.(prediction.input)
  if (refusal) return without({ status: 'failed', error: refusal })
  if (how instanceof Error) {
    console.error(`replicate: the composer failed for prediction ${prediction.id}`, how)
    return without({ status: 'failed', error: INTERRUPTED })
  }
  const spoilt = faults.take(token, OUTPUT_FAULTS)?.kind
  if (spoilt === 'output_missing') return without({ status: 'succeeded', output: null })
  const name = 'output.mp3'
  const file = audio.keep({
    id: newId(),
    key: token,
    name,
    contentType: 'audio/mpeg',
    content: how,
  })
  const url = spoilt === 'output_other_host' ? 'https://evil.example/output.mp3' : publicUrlOf(file)
  const output = spoilt === 'output_other_model' ? { audio: url } : url
  return { outcome: { status: 'succeeded', output }, fileId: file.id }
}

function endWebhooks(
  { faults }: EndServices,
  token: string,
  ended: Prediction,
  now: number,
): Webhook[] {
  const fault = faults.take(token, WEBHOOK_FAULTS)
  if (fault?.kind === 'webhook_never') return []
  const dueAt = fault?.kind === 'webhook_late' ? now + delayOf(fault) : now
  const webhooks = webhooksFor(ended, 'completed', { now, dueAt })
  if (fault?.kind !== 'webhook_twice') return webhooks
  return webhooks.flatMap((webhook) => [webhook, { ...webhook, id: newId() }])
}
