import { ApiError, createFalClient, type FalClient } from '@fal-ai/client'
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

const REQUEST_TIMEOUT_MS = 20_000
/** Where FAL keeps what its models make: https://docs.fal.ai/model-endpoints/queue */
const MEDIA_HOSTS = ['fal.media']

/** FAL's queue (https://docs.fal.ai/model-endpoints/queue) through its own client. */
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

/** A FAL address; while developing, `FAL_BASE_URL` stands for all of FAL's hosts: `{base}/{host}/{path}`. */
export function falUrl(config: Pick<Config, 'FAL_BASE_URL'>, url: string): string {
  return config.FAL_BASE_URL ? url.replace('https://', `${config.FAL_BASE_URL}/`) : url
}

const Accepted = z.object({ request_id: z.string().min(1) })

/**
 * The client repeats what fails, submits included, and its `retry` option doesn't reach them: one
 * 503 could make four paid renders. An answer it would repeat is therefore handed to it as a 599,
 * which it takes as final, with the real status inside.
 */
async function fetchOnce(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const signal = AbortSignal.timeout(REQUEST_TIMEOUT_MS)
  const response = await fetch(input, { ...init, signal }).catch(() => null)
  if (response === null) return fence({ fencedStatus: null, retryAfter: null, body: null })
  if (response.status !== 429 && response.status < 500) return response
  return fence({
    fencedStatus: response.status,
    retryAfter: response.headers.get('retry-after'),
    body: await response.json().catch(() => null),
  })
}

const Fenced = z.object({
  fencedStatus: z.number().nullable(),
  retryAfter: z.string().nullable(),
  body: z.unknown(),
})

function fence(answer: z.infer<typeof Fenced>): Response {
  return Response.json(answer, { status: 599 })
}

/** The true status of a failed call; null when no answer came, or none that makes sense. */
function readError(error: unknown): {
  status: number | null
  body: unknown
  retryAfter: string | null
} {
  if (!(error instanceof ApiError)) return { status: null, body: null, retryAfter: null }
  const { data: fenced } = Fenced.safeParse(error.body)
  return fenced
    ? { status: fenced.fencedStatus, body: fenced.body, retryAfter: fenced.retryAfter }
    : { status: error.status, body: error.body, retryAfter: null }
}

function readSubmitError(error: unknown): SubmitAnswer {
  const answer = readError(error)
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
    return { state: readError(error).status === 404 ? 'forgotten' : 'unavailable' }
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

function readResultError(error: unknown): RenderResult {
  const { status, body } = readError(error)
  if (status === null || isOfThisCall(status, body)) return { state: 'unavailable' }
  if (status === 400 && isStillWorking(body)) return { state: 'pending' }
  return { state: 'failed', failure: readFailure(status, body) }
}

/**
 * Whether only asking failed, for a reason that says nothing of the render: our key, a limit, or a
 * 5xx without the list of problems in which a model says why it failed
 * (https://fal.ai/docs/documentation/model-apis/request-errors).
 */
function isOfThisCall(status: number, body: unknown): boolean {
  return (
    [401, 403, 408, 429].includes(status) || (status >= 500 && !Problems.safeParse(body).success)
  )
}

function isStillWorking(body: unknown): boolean {
  const { detail } = (body ?? {}) as { detail?: unknown }
  return typeof detail === 'string' && /in progress/i.test(detail)
}
