import type { JobAnswer } from '../../worker/domain/jobs/job-answer.ts'
import { askJob } from './ask-job.ts'
import { afterPageAnswer, afterReply, type JobPoll, startPoll } from './job-poll.ts'

export interface JobWatch {
  /** The same object until something changes. */
  get: () => JobPoll
  subscribe: (listener: () => void) => () => void
  /** Takes an answer that the page itself loaded. */
  take: (job: JobAnswer) => void
}

/**
 * Polls a job while it has listeners and the tab is visible. It waits as long as the server asks,
 * longer while the server can't be reached, and stops when the job is finished.
 */
export function watchJob(jobId: string | null, initial: JobAnswer | null): JobWatch {
  let poll = jobId === null ? { ...startPoll(null), waitSeconds: null } : startPoll(initial)
  let timer: ReturnType<typeof setTimeout> | undefined
  let asking: AbortController | null = null
  const listeners = new Set<() => void>()

  function set(next: JobPoll): void {
    poll = next
    for (const listener of [...listeners]) listener()
  }

  function schedule(): void {
    clearTimeout(timer)
    if (poll.waitSeconds === null || listeners.size === 0 || document.hidden) return
    timer = setTimeout(ask, poll.waitSeconds * 1000)
  }

  async function ask(): Promise<void> {
    if (jobId === null) return
    const request = new AbortController()
    asking = request
    const reply = await askJob(jobId, poll.version, request.signal)
    if (request.signal.aborted) return
    set(afterReply(poll, reply))
    schedule()
  }

  function onVisibility(): void {
    asking?.abort()
    clearTimeout(timer)
    if (!document.hidden && poll.waitSeconds !== null) void ask()
  }

  return {
    get: () => poll,
    subscribe(listener) {
      listeners.add(listener)
      if (listeners.size === 1) {
        document.addEventListener('visibilitychange', onVisibility)
        schedule()
      }
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        document.removeEventListener('visibilitychange', onVisibility)
        asking?.abort()
        clearTimeout(timer)
      }
    },
    take(job) {
      const next = afterPageAnswer(poll, job)
      if (next === poll) return
      set(next)
      if (next.waitSeconds === null) clearTimeout(timer)
    },
  }
}
