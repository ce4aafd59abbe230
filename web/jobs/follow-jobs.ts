import type { JobAnswer } from '../../worker/domain/jobs/job-answer.ts'
import { type Observable, observable } from '../ui/observable.ts'
import { ASKED_MAX, askJobs } from './ask-jobs.ts'
import { afterReply, followToo, forget, type JobsPoll, NO_JOBS, openOnes } from './jobs-poll.ts'

export interface JobsFollowed {
  readonly poll: Observable<JobsPoll>
  /** Follows these, too, from now on, or takes a newer answer that a page brought. */
  follow(found: readonly { id: string; job: JobAnswer | null }[]): void
  forget(ids: readonly string[]): void
  /** Asks until `signal` aborts. */
  run(signal: AbortSignal): void
}

/**
 * One poll for all jobs that any page follows. It rests while the tab is hidden and catches up when it is
 * seen again, waits as long as the server asks, longer while the server can't be reached.
 */
export function followJobs(): JobsFollowed {
  const poll = observable<JobsPoll>(NO_JOBS)
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: AbortSignal | null = null
  let isAsking = false

  function schedule(): void {
    clearTimeout(timer)
    const { waitSeconds } = poll.get()
    if (waitSeconds === null || isAsking || !running || running.aborted || document.hidden) return
    timer = setTimeout(ask, waitSeconds * 1000)
  }

  async function ask(): Promise<void> {
    const asked = openOnes(poll.get().jobs).slice(0, ASKED_MAX)
    if (!running || asked.length === 0) return
    isAsking = true
    const reply = await askJobs(asked, running)
    isAsking = false
    if (running.aborted) return
    poll.set(afterReply(poll.get(), asked, reply))
    schedule()
  }

  function catchUp(): void {
    if (document.hidden) clearTimeout(timer)
    else if (poll.get().waitSeconds !== null && !isAsking) {
      poll.set({ ...poll.get(), waitSeconds: 0 })
      schedule()
    }
  }

  return {
    poll,
    follow(found) {
      poll.set(followToo(poll.get(), found))
      schedule()
    },
    forget(ids) {
      poll.set(forget(poll.get(), ids))
      schedule()
    },
    run(signal) {
      running = signal
      signal.addEventListener('abort', () => clearTimeout(timer))
      document.addEventListener('visibilitychange', catchUp, { signal })
      window.addEventListener('online', catchUp, { signal })
      schedule()
    },
  }
}
