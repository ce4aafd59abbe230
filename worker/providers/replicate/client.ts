import Replicate from 'replicate'
import type { Config } from '../../env.ts'

const API = 'https://api.replicate.com'
const REQUEST_TIMEOUT_MS = 20_000
/** No 4xx but 429 is a reason for the client to ask again; this one is nobody's own. */
const FENCED_STATUS = 499
const TRUE_STATUS = 'x-true-status'

export type ReplicateConfig = Pick<Config, 'REPLICATE_API_TOKEN' | 'REPLICATE_BASE_URL'>

/**
 * Replicate (https://replicate.com/docs/reference/http) through its own client: every call is one
 * request, and nothing but addresses of files ever goes in or out.
 */
export function openReplicateClient(config: ReplicateConfig): Replicate {
  return new Replicate({
    auth: config.REPLICATE_API_TOKEN,
    baseUrl: `${config.REPLICATE_BASE_URL ?? API}/v1`,
    fetch: fetchOnce,
    useFileOutput: false,
  })
}

/** A file's address; while developing `{REPLICATE_BASE_URL}/{host}/{path}` instead. */
export function replicateUrl(
  { REPLICATE_BASE_URL }: Pick<Config, 'REPLICATE_BASE_URL'>,
  url: string,
): string {
  return REPLICATE_BASE_URL ? url.replace('https://', `${REPLICATE_BASE_URL}/`) : url
}

/**
 * The client repeats what fails six times and at once, creates included when no answer came: one
 * lost connection could make six paid renders. What it would repeat is therefore handed to it as a
 * 499, which it takes as final, with the real status in a header.
 */
async function fetchOnce(input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
  const timeout = AbortSignal.timeout(REQUEST_TIMEOUT_MS)
  const signal = init.signal ? AbortSignal.any([init.signal, timeout]) : timeout
  const response = await fetch(input, { ...init, signal, redirect: 'manual' }).catch(() => null)
  if (response === null) return new Response(null, { status: FENCED_STATUS })
  if (response.status !== 429 && response.status < 500) return response
  const retryAfter = response.headers.get('retry-after')
  await response.body?.cancel()
  return new Response(null, {
    status: FENCED_STATUS,
    headers: {
      [TRUE_STATUS]: String(response.status),
      ...(retryAfter === null ? {} : { 'retry-after': retryAfter }),
    },
  })
}

/** The true status of a failed call; null when no answer came, or none that makes sense. */
export function readFailedCall(error: unknown): {
  status: number | null
  retryAfter: string | null
} {
  const response = error instanceof Error && 'response' in error ? error.response : null
  if (!(response instanceof Response)) return { status: null, retryAfter: null }
  const { status, headers } = response
  const known = status === FENCED_STATUS ? headers.get(TRUE_STATUS) : status
  return {
    status: known === null ? null : Number(known),
    retryAfter: headers.get('retry-after'),
  }
}
