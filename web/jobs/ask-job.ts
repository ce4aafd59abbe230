import type { JobAnswer } from '../../worker/domain/jobs/job-answer.ts'
import { browserApi } from '../api/client.ts'
import type { JobReply } from './job-poll.ts'

/** Asks the API for a job once. `version` is the newest one known, 0 for none. Never rejects. */
export async function askJob(
  jobId: string,
  version: number,
  signal: AbortSignal,
): Promise<JobReply> {
  const headers: Record<string, string> = version === 0 ? {} : { 'If-None-Match': `W/"${version}"` }
  try {
    const answer = await browserApi.api.jobs[':id'].$get(
      { param: { id: jobId } },
      { headers, init: { signal } },
    )
    return await readReply(answer)
  } catch {
    return { kind: 'unreachable', retryAfterSeconds: null }
  }
}

type JobResponse = Awaited<ReturnType<(typeof browserApi.api.jobs)[':id']['$get']>>

async function readReply(answer: JobResponse): Promise<JobReply> {
  const retryAfterSeconds = secondsIn(answer.headers.get('Retry-After'))
  if (answer.status === 304) return { kind: 'unchanged', retryAfterSeconds }
  if (answer.ok) {
    const version = versionIn(answer.headers.get('ETag'))
    // JSON has no `undefined`: what the client's type calls optional-or-undefined is absent.
    const job = (await answer.json()) as JobAnswer
    return { kind: 'job', job, version, retryAfterSeconds }
  }
  const problem = REFUSALS[answer.status]
  return problem ? { kind: 'refused', problem } : { kind: 'unreachable', retryAfterSeconds }
}

const REFUSALS: Readonly<Record<number, string>> = {
  401: 'You are signed out. Sign in again to see how this goes on.',
  403: 'You may not see this job.',
  404: 'This job doesn’t exist any more.',
}

export function versionIn(etag: string | null): number {
  return Number(/^W\/"(\d+)"$/.exec(etag ?? '')?.[1] ?? 0)
}

/** The seconds of a `Retry-After`. The API never sends its other form, a date. */
export function secondsIn(retryAfter: string | null): number | null {
  return retryAfter !== null && /^\d+$/.test(retryAfter) ? Number(retryAfter) : null
}
