import { type Prediction, startedAt, statusAt } from './prediction.ts'
import { logsUntil } from './progress-logs.ts'

const API = 'https://api.replicate.com/v1/predictions'

/**
 * A prediction as the API and its webhooks show it, without times that are still to come. Addresses
 * are Replicate's own: rewrite one before following it.
 */
export function showPrediction(prediction: Prediction, now: number) {
  const { webhook, webhookEvents, deadlineAt } = prediction
  return {
    ...showShortly(prediction, now),
    logs: prediction.dataRemoved ? '' : logsUntil(prediction, now),
    ...(deadlineAt === null ? {} : { deadline: new Date(deadlineAt).toISOString() }),
    ...(webhook === null ? {} : { webhook }),
    ...(webhookEvents === null ? {} : { webhook_events_filter: webhookEvents }),
  }
}

/**
 * A prediction as a list shows it. Replicate's published schema has no `webhook`, so lists, the
 * shorter form, leave it out.
 */
export function showShortly(prediction: Prediction, now: number) {
  const { id, model, input, outcome, completedAt, createdAt, dataRemoved } = prediction
  const started = startedAt(prediction, now)
  return {
    id,
    model,
    version: 'hidden',
    input,
    output: outcome?.status === 'succeeded' ? outcome.output : null,
    error: outcome?.status === 'failed' ? outcome.error : null,
    status: statusAt(prediction, now),
    source: 'api',
    data_removed: dataRemoved,
    created_at: new Date(createdAt).toISOString(),
    ...(started === null ? {} : { started_at: new Date(started).toISOString() }),
    ...(completedAt === null ? {} : { completed_at: new Date(completedAt).toISOString() }),
    ...(completedAt === null ? {} : { metrics: metricsOf(createdAt, started, completedAt) }),
    urls: {
      cancel: `${API}/${id}/cancel`,
      get: `${API}/${id}`,
      web: `https://replicate.com/p/${id}`,
    },
  }
}

function metricsOf(createdAt: number, started: number | null, completedAt: number) {
  const total_time = (completedAt - createdAt) / 1000
  return started === null
    ? { total_time }
    : { predict_time: (completedAt - started) / 1000, total_time }
}
