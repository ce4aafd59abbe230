import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { JobAnswer } from '../../worker/domain/jobs/job-answer.ts'
import { isFinished } from './job-poll.ts'
import { watchJob } from './watch-job.ts'

/**
 * A job as it goes on: `initial` at first (and whenever the page learns something newer), then what
 * polling brings; `elapsedSeconds` counts on between the answers. `problem` is a sentence while the
 * job can't be followed. Null for `jobId` follows nothing.
 */
export function useJob(
  jobId: string | null,
  initial: JobAnswer | null,
): { job: JobAnswer | null; problem: string | null } {
  const [first] = useState(initial)
  const watch = useMemo(() => watchJob(jobId, first?.id === jobId ? first : null), [jobId, first])
  const { job, problem } = useSyncExternalStore(watch.subscribe, watch.get, watch.get)
  useEffect(() => {
    if (initial && initial.id === jobId) watch.take(initial)
  }, [watch, jobId, initial])
  const passedSeconds = useSecondsSince(job)
  return useMemo(
    () => ({
      job: job && { ...job, elapsedSeconds: job.elapsedSeconds + passedSeconds },
      problem,
    }),
    [job, problem, passedSeconds],
  )
}

/** Whole seconds since this very answer came, as long as its job goes on. */
function useSecondsSince(job: JobAnswer | null): number {
  const [passed, setPassed] = useState<{ job: JobAnswer | null; seconds: number }>({
    job: null,
    seconds: 0,
  })
  useEffect(() => {
    if (job === null || isFinished(job)) return
    const since = performance.now()
    const count = () => setPassed({ job, seconds: Math.floor((performance.now() - since) / 1000) })
    const timer = setInterval(count, 1000)
    return () => clearInterval(timer)
  }, [job])
  return passed.job === job ? passed.seconds : 0
}
