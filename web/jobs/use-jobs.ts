import { useEffect, useMemo, useState } from 'react'
import type { JobAnswer } from '../../worker/domain/jobs/job-answer.ts'
import { isFinished } from '../../worker/states/job-states.ts'
import { observable } from '../ui/observable.ts'
import { useObservable } from '../ui/use-observable.ts'
import { type JobsPoll, NO_JOBS } from './jobs-poll.ts'
import { useFollowed } from './making.tsx'

const NOTHING = observable<JobsPoll>(NO_JOBS)

/** What is known of the followed jobs, and why it may be out of date. */
export function useJobs(): JobsPoll {
  return useObservable(useFollowed()?.poll ?? NOTHING)
}

/** Follows one job, from `initial` on; null follows nothing. */
export function useJob(initial: JobAnswer | null): {
  job: JobAnswer | null
  problem: string | null
} {
  const followed = useFollowed()
  const { jobs, problem } = useJobs()
  useEffect(() => {
    if (initial) followed?.follow([{ id: initial.id, job: initial }])
  }, [followed, initial])
  const known = initial && jobs.get(initial.id)
  return { job: known ?? initial, problem: initial && !isFinished(initial.status) ? problem : null }
}

/** The job's seconds so far, counted on between the answers while the tab is seen. */
export function useElapsed(job: JobAnswer): number {
  const since = useMemo(() => ({ job, at: performance.now() }), [job])
  const [now, setNow] = useState(since.at)
  const isOpen = !isFinished(job.status)
  useEffect(() => {
    if (!isOpen) return
    const timer = setInterval(() => document.hidden || setNow(performance.now()), 1000)
    return () => clearInterval(timer)
  }, [isOpen])
  return job.elapsedSeconds + (isOpen ? Math.max(0, Math.floor((now - since.at) / 1000)) : 0)
}
