import Replicate from 'replicate'
import type { Config } from '../../env.ts'

const API = 'https://api.replicate.com'
const REQUEST_TIMEOUT_MS = 20_000
/** A status that the client never retries and Replicate never sends. */
const FENCED_STATUS = 499
const TRUE_STATUS = 'x-true-status'

export type ReplicateConfig = Pick<Config, 'REPLICATE_API_TOKEN' | 'REPLICATE_BASE_URL'>

/** Files pass as addresses only: https://replicate.com/docs/reference/http */
export function openReplicateClient(config: ReplicateConfig): Replicate {
  return new Replicate({
    auth: config.REPLICATE_API_TOKEN,
    baseUrl: `${config.REPLICATE_BASE_URL ?? API}/v1`,
    fetch: fetchOnce,
    useFileOutput: false,
  })
}

export function replicateUrl(
  { REPLICATE_BASE_URL }: Pick<Config, 'REPLICATE_BASE_URL'>,
  url: string,
): string {
  return REPLICATE_BASE_URL ? url.replace('https://', `${REPLICATE_BASE_URL}/`) : url
}

/** Replicate's client would send an unanswered create six times, each paid. It takes a 499 as final. */
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
