import { ApiError } from '@fal-ai/client'
import { z } from 'zod'

const REQUEST_TIMEOUT_MS = 20_000
/** A status that FAL's client never retries and FAL never sends. */
const FENCED_STATUS = 599

const FailedCall = z.object({
  /** Null when no answer came. */
  status: z.number().nullable(),
  /** Null unless it is JSON. */
  body: z.unknown(),
  retryAfter: z.string().nullable(),
  isRetryable: z.boolean(),
  errorType: z.string().nullable(),
})

export type FailedCall = z.infer<typeof FailedCall>

const NO_ANSWER: FailedCall = {
  status: null,
  body: null,
  retryAfter: null,
  isRetryable: false,
  errorType: null,
}

/**
 * FAL's client sends a failed submit four times, whatever its `retry` says, and its errors have no headers. It
 * takes a 599 as final, and hands on what is in it.
 */
export async function fetchOnce(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const signal = AbortSignal.timeout(REQUEST_TIMEOUT_MS)
  const response = await fetch(input, { ...init, signal }).catch(() => null)
  if (response?.ok) return response
  const failed = response === null ? NO_ANSWER : await readFailed(response)
  return Response.json(failed, { status: FENCED_STATUS })
}

async function readFailed(response: Response): Promise<FailedCall> {
  const { status, headers } = response
  return {
    status,
    body: await response.json().catch(() => null),
    retryAfter: headers.get('retry-after'),
    isRetryable: headers.get('x-fal-retryable') === 'true',
    errorType: headers.get('x-fal-error-type'),
  }
}

export function readFailedCall(error: unknown): FailedCall {
  const { data } = FailedCall.safeParse(error instanceof ApiError ? error.body : null)
  return data ?? NO_ANSWER
}
