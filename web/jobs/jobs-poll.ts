import type { JobAnswer } from '../../worker/domain/jobs/job-answer.ts'
import { isFinished } from '../../worker/states/job-states.ts'

/** What one request for several jobs brought. `retryAfterSeconds` is null when the server named no wait. */
export type JobsReply =
  | { kind: 'jobs'; jobs: JobAnswer[]; retryAfterSeconds: number | null }
  /** No connection, or a server that can't answer now: worth another try. */
  | { kind: 'unreachable'; retryAfterSeconds: number | null }
  /** The person is signed out: asking again would not help. */
  | { kind: 'refused' }

export type JobsPoll = {
  /** Null until the first answer. A job that isn't the person's, or is gone, is left out. */
  jobs: ReadonlyMap<string, JobAnswer | null>
  /** Why the jobs may be out of date, in a sentence. */
  problem: string | null
  failures: number
  /** How long to wait before asking again; null when there is nothing to ask. */
  waitSeconds: number | null
}

const WAIT_SECONDS = 1
const WAIT_SECONDS_MAX = 3
const BACK_OFF_SECONDS_MAX = 10

const UNREACHABLE =
  'We can’t reach the studio. Your tracks are still being made; this catches up by itself.'
const SIGNED_OUT = 'You’re signed out. Sign in again to see how this goes on.'

export const NO_JOBS: JobsPoll = { jobs: new Map(), problem: null, failures: 0, waitSeconds: null }

/** Begins to follow jobs that aren't known yet, at once, or soon where the page brought an answer. */
export function followToo(
  poll: JobsPoll,
  found: readonly { id: string; job: JobAnswer | null }[],
): JobsPoll {
  const jobs = new Map(poll.jobs)
  let isNew = false
  for (const { id, job } of found) {
    const known = jobs.get(id)
    if (known === undefined) isNew = true
    if (known === undefined || (job !== null && !isBehind(job, known))) jobs.set(id, job)
  }
  const waitSeconds = openOnes(jobs).length === 0 ? null : isNew ? 0 : poll.waitSeconds
  return { ...poll, jobs, waitSeconds, ...(waitSeconds === null ? { problem: null } : {}) }
}

export function forget(poll: JobsPoll, ids: readonly string[]): JobsPoll {
  const jobs = new Map([...poll.jobs].filter(([id]) => !ids.includes(id)))
  return { ...poll, jobs, ...(openOnes(jobs).length === 0 ? { waitSeconds: null } : {}) }
}

export function afterReply(poll: JobsPoll, asked: readonly string[], reply: JobsReply): JobsPoll {
  switch (reply.kind) {
    case 'jobs': {
      const jobs = new Map(poll.jobs)
      for (const id of asked) if (!reply.jobs.some((job) => job.id === id)) jobs.delete(id)
      for (const job of reply.jobs) if (!isBehind(job, poll.jobs.get(job.id))) jobs.set(job.id, job)
      const wait = patient(reply.retryAfterSeconds)
      const waitSeconds = openOnes(jobs).length === 0 ? null : wait
      return { jobs, problem: null, failures: 0, waitSeconds }
    }
    case 'unreachable': {
      const backOff = reply.retryAfterSeconds ?? WAIT_SECONDS * 2 ** poll.failures
      const waitSeconds = Math.min(Math.max(backOff, WAIT_SECONDS), BACK_OFF_SECONDS_MAX)
      return { ...poll, problem: UNREACHABLE, failures: poll.failures + 1, waitSeconds }
    }
    case 'refused':
      return { ...poll, problem: SIGNED_OUT, waitSeconds: null }
  }
}

/** The jobs that aren't over, as far as is known. */
export function openOnes(jobs: JobsPoll['jobs']): string[] {
  return [...jobs].filter(([, job]) => job === null || !isFinished(job.status)).map(([id]) => id)
}

/** Caches may answer out of order: a job that is over stays over, and progress never goes back. */
function isBehind(job: JobAnswer, known: JobAnswer | null | undefined): boolean {
  if (!known || isFinished(job.status)) return false
  return isFinished(known.status) || job.progress < known.progress
}

function patient(retryAfterSeconds: number | null): number {
  return Math.min(Math.max(retryAfterSeconds ?? WAIT_SECONDS, WAIT_SECONDS), WAIT_SECONDS_MAX)
}
