import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { JobAnswer } from '../../worker/domain/jobs/job-answer.ts'
import { isFinished } from '../../worker/states/job-states.ts'
import { watchJob } from './watch-job.ts'

/**
 * Follows a job: starts with `initial`, then takes what polling brings and what the page itself
 * loads. `elapsedSeconds` counts on between the answers. `problem` is a sentence while polling
 * fails. With a null `jobId` it follows nothing.
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

/** Whole seconds since this answer arrived; stands still once its job is finished. */
function useSecondsSince(job: JobAnswer | null): number {
  const [passed, setPassed] = useState<{ job: JobAnswer | null; seconds: number }>({
    job: null,
    seconds: 0,
  })
  useEffect(() => {
    if (job === null || isFinished(job.status)) return
    const since = performance.now()
    const count = () => setPassed({ job, seconds: Math.floor((performance.now() - since) / 1000) })
    const timer = setInterval(count, 1000)
    return () => clearInterval(timer)
  }, [job])
  return passed.job === job ? passed.seconds : 0
}
