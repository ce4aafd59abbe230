import type { JobAnswer } from '../../worker/domain/jobs/job-answer.ts'
import { isFinished } from '../../worker/states/job-states.ts'

/** What one request for a job brought. `retryAfterSeconds` is null when the server named no wait. */
export type JobReply =
  /** `version` is the number in `ETag: W/"<version>"`. */
  | { kind: 'job'; job: JobAnswer; version: number; retryAfterSeconds: number | null }
  | { kind: 'unchanged'; retryAfterSeconds: number | null }
  /** No connection, or a server that can't answer now: worth another try. */
  | { kind: 'unreachable'; retryAfterSeconds: number | null }
  /** Asking again would not help. */
  | { kind: 'refused'; problem: string }

export type JobPoll = {
  job: JobAnswer | null
  /** Of the newest answer; 0 before the first. */
  version: number
  /** Why `job` may be out of date, in a sentence. */
  problem: string | null
  failures: number
  /** How long to wait before asking again; null when there is nothing more to ask. */
  waitSeconds: number | null
}

const WAIT_SECONDS = 1
const WAIT_SECONDS_MAX = 3
const BACK_OFF_SECONDS_MAX = 10

/** A poll that asks at once, soon when the page has an answer, and never when it knows how the job ended. */
export function startPoll(job: JobAnswer | null): JobPoll {
  const waitSeconds = job === null ? 0 : isFinished(job.status) ? null : WAIT_SECONDS
  return { job, version: 0, problem: null, failures: 0, waitSeconds }
}

export function afterReply(poll: JobPoll, reply: JobReply): JobPoll {
  switch (reply.kind) {
    case 'job': {
      const { job, version } = isOlder(poll, reply) ? poll : reply
      const waitSeconds = job && isFinished(job.status) ? null : patient(reply.retryAfterSeconds)
      return { job, version, problem: null, failures: 0, waitSeconds }
    }
    case 'unchanged':
      return { ...poll, problem: null, failures: 0, waitSeconds: patient(reply.retryAfterSeconds) }
    case 'unreachable': {
      const backOff = reply.retryAfterSeconds ?? WAIT_SECONDS * 2 ** poll.failures
      const waitSeconds = Math.min(Math.max(backOff, WAIT_SECONDS), BACK_OFF_SECONDS_MAX)
      return { ...poll, problem: UNREACHABLE, failures: poll.failures + 1, waitSeconds }
    }
    case 'refused':
      return { ...poll, problem: reply.problem, waitSeconds: null }
  }
}

/** Takes an answer that the page itself loaded, such as that to a form. It carries no version. */
export function afterPageAnswer(poll: JobPoll, job: JobAnswer): JobPoll {
  if (poll.job && (isFinished(poll.job.status) || isBehind(job, poll.job))) return poll
  return { ...poll, job, ...(isFinished(job.status) ? { problem: null, waitSeconds: null } : {}) }
}

const UNREACHABLE =
  'The studio can’t be reached right now. The work goes on, and this page catches up by itself.'

/** Caches may answer out of order. The page's own first answer has no version, only its progress. */
function isOlder(poll: JobPoll, reply: { job: JobAnswer; version: number }): boolean {
  if (poll.job === null) return false
  if (poll.version === 0) return isBehind(reply.job, poll.job)
  return (
    reply.version < poll.version || (isFinished(poll.job.status) && !isFinished(reply.job.status))
  )
}

function isBehind(job: JobAnswer, known: JobAnswer): boolean {
  return !isFinished(job.status) && (isFinished(known.status) || job.progress < known.progress)
}

function patient(retryAfterSeconds: number | null): number {
  return Math.min(Math.max(retryAfterSeconds ?? WAIT_SECONDS, WAIT_SECONDS), WAIT_SECONDS_MAX)
}
