import { createFalClient, type FalClient } from '@fal-ai/client'
import { z } from 'zod'
import type { Config } from '../../env.ts'
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
import { fetchOnce, readFailedCall } from './fence.ts'

const MEDIA_HOSTS = ['fal.media']

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
  return readSubmitAnswer(answer, readFailure(answer.status, answer.body))
}

const Problems = z.object({ detail: z.array(z.object({ type: z.string() })) })

function readFailure(status: number | null, body: unknown): RenderFailure {
  if (status !== 400 && status !== 422) return 'provider_failed'
  const problems = Problems.safeParse(body)
  const types = problems.success ? problems.data.detail.map((problem) => problem.type) : []
  return types.some((type) => type.startsWith('content_policy')) ? 'refused' : 'invalid_input'
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

const Song = z.object({ audio: z.object({ url: z.url() }) })

async function result(
  client: FalClient,
  { endpoint, requestId }: RenderRef,
): Promise<RenderResult> {
  try {
    const answer = await client.queue.result(endpoint, { requestId })
    const song = Song.safeParse(answer.data)
    return song.success
      ? { state: 'ready', audioUrl: song.data.audio.url }
      : { state: 'failed', failure: 'provider_failed' }
  } catch (error) {
    return readResultError(error)
  }
}

const InProgress = z.object({ detail: z.string().regex(/in progress/i) })

function readResultError(error: unknown): RenderResult {
  const { status, body } = readFailedCall(error)
  if (status === null || isCallFailure(status, body)) return { state: 'unavailable' }
  if (status === 400 && InProgress.safeParse(body).success) return { state: 'pending' }
  return { state: 'failed', failure: readFailure(status, body) }
}

/** Whether only this call failed: a model that fails says why in a list of problems. */
function isCallFailure(status: number, body: unknown): boolean {
  return (
    [401, 403, 408, 429].includes(status) || (status >= 500 && !Problems.safeParse(body).success)
  )
}
