import type { RenderFailure, SubmitAnswer } from './music-provider.ts'

/** Replicate's limits, which it tells only in a sentence, are lifted after up to half a minute. */
const RETRY_AFTER_SECONDS_DEFAULT = 15
const RETRY_AFTER_SECONDS_MAX = 60

/**
 * What a submit comes to that wasn't accepted, by the status of its answer: null when none came that
 * makes sense. `failure` is what a plain no means.
 */
export function readSubmitAnswer(
  { status, retryAfter }: { status: number | null; retryAfter: string | null },
  failure: RenderFailure,
): SubmitAnswer {
  // A gateway's own failure (502, 504, 52x) says nothing of what is behind it; the providers' own
  // are 500 and 503.
  if (status === null || (status > 500 && status !== 503)) return { outcome: 'unknown' }
  if (status === 429) return { outcome: 'busy', retryAfterSeconds: readRetryAfter(retryAfter) }
  return { outcome: 'failed', failure }
}

function readRetryAfter(header: string | null): number {
  const seconds = Number(header)
  return Number.isFinite(seconds) && seconds > 0
    ? Math.min(Math.ceil(seconds), RETRY_AFTER_SECONDS_MAX)
    : RETRY_AFTER_SECONDS_DEFAULT
}
