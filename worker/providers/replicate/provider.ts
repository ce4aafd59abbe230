import type Replicate from 'replicate'
import { z } from 'zod'
import {
  AudioUrl,
  type MusicProvider,
  type RenderFailure,
  type RenderRef,
  type RenderResult,
  type RenderState,
  type SubmitAnswer,
} from '../music-provider.ts'
import { readLogs } from '../read-logs.ts'
import { readSubmitAnswer } from '../read-submit-answer.ts'
import {
  openReplicateClient,
  type ReplicateConfig,
  readFailedCall,
  replicateUrl,
} from './client.ts'
import { findPrediction } from './find-prediction.ts'

const MEDIA_HOSTS = ['replicate.delivery']

/** An endpoint is a model that Replicate runs itself: `owner/name`. */
export function openReplicate(config: ReplicateConfig): MusicProvider {
  const client = openReplicateClient(config)
  return {
    submit: ({ endpoint, input, webhookUrl }) =>
      client.predictions
        .create({
          model: endpoint,
          input,
          webhook: webhookUrl,
          webhook_events_filter: ['completed'],
        })
        .then((answer): SubmitAnswer => {
          return { outcome: 'accepted', requestId: Accepted.parse(answer).id }
        })
        .catch(readSubmitError),
    look: (render) => look(client, render),
    result: (render) => result(client, render),
    cancel: ({ requestId }) =>
      client.predictions.cancel(requestId).then(
        () => undefined,
        () => undefined,
      ),
    find: (webhookUrl) => findPrediction(client, webhookUrl),
    files: {
      hosts: MEDIA_HOSTS,
      fetch: (address, init) => fetch(replicateUrl(config, String(address)), init),
    },
  }
}

const Accepted = z.object({ id: z.string().min(1) })

function readSubmitError(error: unknown): SubmitAnswer {
  const answer = readFailedCall(error)
  return readSubmitAnswer(answer, answer.blamesInput ? 'invalid_input' : 'provider_failed')
}

const Prediction = z.object({
  status: z.enum(['starting', 'processing', 'succeeded', 'failed', 'canceled', 'aborted']),
  output: z.unknown().optional(),
  error: z.unknown().optional(),
  logs: z.string().nullish(),
  data_removed: z.boolean().nullish(),
})

async function look(client: Replicate, { requestId }: RenderRef): Promise<RenderState> {
  try {
    const { status, logs, data_removed } = Prediction.parse(await client.predictions.get(requestId))
    if (data_removed) return { state: 'forgotten' }
    if (status === 'starting') return { state: 'queued', queuePosition: null }
    if (status !== 'processing') return { state: 'done' }
    return { state: 'rendering', ...readLogs((logs ?? '').split(/[\r\n]+/)) }
  } catch (error) {
    return { state: readFailedCall(error).status === 404 ? 'forgotten' : 'unavailable' }
  }
}

async function result(client: Replicate, { requestId }: RenderRef): Promise<RenderResult> {
  try {
    return outcomeOf(Prediction.parse(await client.predictions.get(requestId)))
  } catch (error) {
    // Replicate reports a failed prediction with a 200: any other status is about this call alone.
    const isGone = readFailedCall(error).status === 404
    return isGone ? { state: 'failed', failure: 'provider_failed' } : { state: 'unavailable' }
  }
}

function outcomeOf(prediction: z.infer<typeof Prediction>): RenderResult {
  const { status, error } = prediction
  if (status === 'starting' || status === 'processing') return { state: 'pending' }
  if (status === 'failed') return { state: 'failed', failure: readFailure(error) }
  const audioUrl = audioUrlIn(prediction)
  return audioUrl === null
    ? { state: 'failed', failure: 'provider_failed' }
    : { state: 'ready', audioUrl }
}

const Song = z.object({ status: z.literal('succeeded'), output: AudioUrl })

/** Null when the prediction has made nothing, or it isn't of the model that we asked. */
export function audioUrlIn(prediction: unknown): string | null {
  return Song.safeParse(prediction).data?.output ?? null
}

function readFailure(error: unknown): RenderFailure {
  const isOfContent =
    /sensitive|nsfw|\bE005\b|inappropriate|(prohibited|unsafe|disallowed) content|content (policy|filter|moderation)/i
  return isOfContent.test(String(error)) ? 'refused' : 'provider_failed'
}
