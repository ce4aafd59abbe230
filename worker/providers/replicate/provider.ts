import type Replicate from 'replicate'
import { z } from 'zod'
import type {
  MusicProvider,
  RenderFailure,
  RenderRef,
  RenderResult,
  RenderState,
  SubmitAnswer,
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
  const isOfInput = answer.status === 400 || answer.status === 422
  return readSubmitAnswer(answer, isOfInput ? 'invalid_input' : 'provider_failed')
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

function outcomeOf({ status, output, error }: z.infer<typeof Prediction>): RenderResult {
  if (status === 'starting' || status === 'processing') return { state: 'pending' }
  if (status === 'failed') return { state: 'failed', failure: readFailure(error) }
  const song = z.url().safeParse(output)
  return status === 'succeeded' && song.success
    ? { state: 'ready', audioUrl: song.data }
    : { state: 'failed', failure: 'provider_failed' }
}

function readFailure(error: unknown): RenderFailure {
  const isOfContent =
    /sensitive|nsfw|\bE005\b|inappropriate|(prohibited|unsafe|disallowed) content|content (policy|filter|moderation)/i
  return isOfContent.test(String(error)) ? 'refused' : 'provider_failed'
}
