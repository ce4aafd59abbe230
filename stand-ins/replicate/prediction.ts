export type WebhookEvent = 'start' | 'output' | 'logs' | 'completed'

/** How a prediction has ended. `output` is a file's address, null without a file, or what another model gives. */
export type Outcome =
  | { status: 'succeeded'; output: string | { audio: string } | null }
  | { status: 'failed'; error: string }
  /** Its owner canceled it, or its deadline passed while it was running. */
  | { status: 'canceled' }
  /** Its deadline passed before it could start. */
  | { status: 'aborted' }

/** One accepted prediction, exactly as it is kept on disk. Times are Unix milliseconds. */
export type Prediction = {
  id: string
  /** `owner/name`. */
  model: string
  input: Record<string, unknown>
  webhook: string | null
  /** The events that the webhook is for; null when the creator left it to Replicate. */
  webhookEvents: WebhookEvent[] | null
  createdAt: number
  renderMilliseconds: number
  deadlineAt: number | null
  /** Both null until it has ended. */
  completedAt: number | null
  outcome: Outcome | null
  /** The audio at the file host. */
  fileId: string | null
  /** Replicate has deleted the input and the output. */
  dataRemoved: boolean
  /** As if it had never existed: every get is a 404, and its end sends no webhook. */
  forgotten: boolean
}

export type Status = 'starting' | 'processing' | Outcome['status']

const STARTING_SHARE = 0.25

/** When the model starts to work: a prediction is `starting` for the first quarter of its time. */
export function startsAt({ createdAt, renderMilliseconds }: Prediction): number {
  return createdAt + renderMilliseconds * STARTING_SHARE
}

export function statusAt(prediction: Prediction, now: number): Status {
  if (prediction.outcome) return prediction.outcome.status
  return now < startsAt(prediction) ? 'starting' : 'processing'
}

/** When the model started to work; null when it hasn't or never did. */
export function startedAt(prediction: Prediction, now: number): number | null {
  const { completedAt, outcome } = prediction
  const start = startsAt(prediction)
  if (outcome?.status === 'succeeded' || outcome?.status === 'failed')
    return Math.min(start, completedAt ?? start)
  if (outcome?.status === 'aborted') return null
  return (completedAt ?? now) < start ? null : start
}
