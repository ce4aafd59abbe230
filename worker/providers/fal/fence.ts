import { ApiError } from '@fal-ai/client'
import { z } from 'zod'

const REQUEST_TIMEOUT_MS = 20_000
/** A status that FAL's client never retries and FAL never sends. */
const FENCED_STATUS = 599

const Fenced = z.object({
  fencedStatus: z.number().nullable(),
  retryAfter: z.string().nullable(),
  body: z.unknown(),
})

/** FAL's client sends a failed submit four times, whatever its `retry` says. It takes a 599 as final. */
export async function fetchOnce(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
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

function fence(answer: z.infer<typeof Fenced>): Response {
  return Response.json(answer, { status: FENCED_STATUS })
}

export function readFailedCall(error: unknown): {
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
