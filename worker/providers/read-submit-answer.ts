import type { RenderFailure, SubmitAnswer } from './music-provider.ts'

/** Replicate lifts its limits within half a minute, and says so only in words. */
const RETRY_AFTER_SECONDS_DEFAULT = 15
const RETRY_AFTER_SECONDS_MAX = 60

/** `status` is null when no answer made sense; `failure` is what a simple no means. */
export function readSubmitAnswer(
  { status, retryAfter }: { status: number | null; retryAfter: string | null },
  failure: RenderFailure,
): SubmitAnswer {
  // 502, 504 and 52x come from a gateway: the provider behind it may have accepted.
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
