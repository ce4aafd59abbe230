import { createFalClient, type FalClient } from '@fal-ai/client'
import { z } from 'zod'
import type { Config } from '../../env.ts'
import {
  AudioUrl,
  type MusicProvider,
  type RenderRef,
  type RenderResult,
  type RenderState,
  type SubmitAnswer,
} from '../music-provider.ts'
import { readLogs } from '../read-logs.ts'
import { readSubmitAnswer } from '../read-submit-answer.ts'
import { fetchOnce, readFailedCall } from './fence.ts'
import { isOutcome, readFailure } from './read-failure.ts'

const MEDIA_HOSTS = ['fal.media']

/**
 * A model is what people choose, so FAL may not make the song with another one. Nor may it try again by itself:
 * an attempt is one render at most, and `nextStep` decides how its job goes on. FAL's history gets neither
 * words nor answers, and its copy of the music goes after the day for which we still take late music.
 */
const ON_OUR_TERMS = {
  'x-app-fal-disable-fallback': 'true',
  'x-fal-no-retry': '1',
  'x-fal-store-io': '0',
  'x-fal-object-lifecycle-preference': JSON.stringify({ expiration_duration_seconds: 86_400 }),
}

/** https://docs.fal.ai/model-endpoints/queue */
export function openFal(config: Pick<Config, 'FAL_KEY' | 'FAL_BASE_URL'>): MusicProvider {
  const client = createFalClient({
    credentials: config.FAL_KEY,
    fetch: fetchOnce,
    requestMiddleware: async (request) => ({
      ...request,
      url: falUrl(config, request.url),
    }),
  })
  return {
    submit: (order) =>
      client.queue
        .submit(order.endpoint, {
          input: order.input,
          webhookUrl: order.webhookUrl,
          priority: order.priority,
          headers: ON_OUR_TERMS,
        })
        .then((answer): SubmitAnswer => {
          return { outcome: 'accepted', requestId: Accepted.parse(answer).request_id }
        })
        .catch(readSubmitError),
    look: (render) => look(client, render),
    result: (render) => result(client, render),
    cancel: (render) =>
      client.queue.cancel(render.endpoint, { requestId: render.requestId }).catch(() => undefined),
    files: {
      hosts: MEDIA_HOSTS,
      fetch: (address, init) => fetch(falUrl(config, String(address)), init),
    },
  }
}

export function falUrl(config: Pick<Config, 'FAL_BASE_URL'>, url: string): string {
  return config.FAL_BASE_URL ? url.replace('https://', `${config.FAL_BASE_URL}/`) : url
}

const Accepted = z.object({ request_id: z.string().min(1) })

function readSubmitError(error: unknown): SubmitAnswer {
  const answer = readFailedCall(error)
  return readSubmitAnswer(answer, readFailure(answer))
}

const Status = z.discriminatedUnion('status', [
  z.object({ status: z.literal('IN_QUEUE'), queue_position: z.number().int().min(0).optional() }),
  z.object({
    status: z.literal('IN_PROGRESS'),
    logs: z.array(z.object({ message: z.string() })).nullish(),
  }),
  z.object({ status: z.literal('COMPLETED') }),
])

async function look(client: FalClient, { endpoint, requestId }: RenderRef): Promise<RenderState> {
  try {
    const status = Status.parse(await client.queue.status(endpoint, { requestId, logs: true }))
    if (status.status === 'COMPLETED') return { state: 'done' }
    if (status.status === 'IN_QUEUE')
      return { state: 'queued', queuePosition: status.queue_position ?? null }
    return { state: 'rendering', ...readLogs((status.logs ?? []).map((line) => line.message)) }
  } catch (error) {
    return { state: readFailedCall(error).status === 404 ? 'forgotten' : 'unavailable' }
  }
}

const Song = z.object({ audio: z.object({ url: AudioUrl }) })

/** Null when a model has made nothing, or it isn't the model that we asked. */
export function audioUrlIn(output: unknown): string | null {
  return Song.safeParse(output).data?.audio.url ?? null
}

async function result(
  client: FalClient,
  { endpoint, requestId }: RenderRef,
): Promise<RenderResult> {
  try {
    const answer = await client.queue.result(endpoint, { requestId })
    const audioUrl = audioUrlIn(answer.data)
    return audioUrl === null
      ? { state: 'failed', failure: 'provider_failed' }
      : { state: 'ready', audioUrl }
  } catch (error) {
    return readResultError(error)
  }
}

const InProgress = z.object({ detail: z.string().regex(/in progress/i) })

function readResultError(error: unknown): RenderResult {
  const failed = readFailedCall(error)
  if (!isOutcome(failed)) return { state: 'unavailable' }
  if (failed.status === 400 && InProgress.safeParse(failed.body).success)
    return { state: 'pending' }
  return { state: 'failed', failure: readFailure(failed) }
}
