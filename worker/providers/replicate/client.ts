import Replicate from 'replicate'
import { z } from 'zod'
import type { Config } from '../../env.ts'

const API = 'https://api.replicate.com'
const REQUEST_TIMEOUT_MS = 20_000
/** A status that the client never retries and Replicate never sends. */
const FENCED_STATUS = 499
const TRUE_STATUS = 'x-true-status'
const BLAMES_INPUT = 'x-blames-input'

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

const InvalidInput = z.object({ invalid_fields: z.array(z.unknown()).min(1) })

/** Replicate's client would send an unanswered create six times, each paid. It takes a 499 as final. */
async function fetchOnce(input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
  const timeout = AbortSignal.timeout(REQUEST_TIMEOUT_MS)
  const signal = init.signal ? AbortSignal.any([init.signal, timeout]) : timeout
  const response = await fetch(input, { ...init, signal, redirect: 'manual' }).catch(() => null)
  if (response === null) return new Response(null, { status: FENCED_STATUS })
  if (response.ok) return response
  const retryAfter = response.headers.get('retry-after')
  const isInvalid = InvalidInput.safeParse(await response.json().catch(() => null)).success
  return new Response(null, {
    status: FENCED_STATUS,
    headers: {
      [TRUE_STATUS]: String(response.status),
      ...(isInvalid ? { [BLAMES_INPUT]: 'true' } : {}),
      ...(retryAfter === null ? {} : { 'retry-after': retryAfter }),
    },
  })
}

/** Replicate blames the input only by naming its fields: a 422 may be about the model, too. */
export function readFailedCall(error: unknown): {
  status: number | null
  blamesInput: boolean
  retryAfter: string | null
} {
  const response = error instanceof Error && 'response' in error ? error.response : null
  const headers = response instanceof Response ? response.headers : new Headers()
  const status = headers.get(TRUE_STATUS)
  return {
    status: status === null ? null : Number(status),
    blamesInput: headers.has(BLAMES_INPUT),
    retryAfter: headers.get('retry-after'),
  }
}
