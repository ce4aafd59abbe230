import type { JobAnswer } from '../../worker/domain/jobs/job-answer.ts'
import { browserApi } from '../api/client.ts'
import type { JobsReply } from './jobs-poll.ts'

/** The API answers no more at once. */
export const ASKED_MAX = 20

/** Asks the API once for the jobs of these ids, 20 at most. Never rejects. */
export async function askJobs(ids: readonly string[], signal: AbortSignal): Promise<JobsReply> {
  try {
    const answer = await browserApi.api.jobs.$get(
      { query: { ids: ids.join(',') } },
      { init: { signal } },
    )
    const retryAfterSeconds = secondsIn(answer.headers.get('Retry-After'))
    if (answer.status === 401) return { kind: 'refused' }
    if (!answer.ok) return { kind: 'unreachable', retryAfterSeconds }
    // JSON has no `undefined`: what the client's type calls optional-or-undefined is absent.
    const { items } = (await answer.json()) as { items: JobAnswer[] }
    return { kind: 'jobs', jobs: items, retryAfterSeconds }
  } catch {
    return { kind: 'unreachable', retryAfterSeconds: null }
  }
}

/** The seconds of a `Retry-After`. The API never sends its other form, a date. */
function secondsIn(retryAfter: string | null): number | null {
  return retryAfter !== null && /^\d+$/.test(retryAfter) ? Number(retryAfter) : null
}
