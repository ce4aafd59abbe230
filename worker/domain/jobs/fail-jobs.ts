import { failJobs as failInDb } from '../../db/jobs/end.ts'
import { logError } from '../../observability/log.ts'
import type { Services } from '../../services.ts'
import { JOB_FAILURES, type JobFailure } from '../../states/job-failures.ts'
import { publishJobs } from './publish-jobs.ts'
import { wakeNext } from './wake-next.ts'

/** Returns the jobs' credits and stops their renders: of all or, when it throws, of none. Repeating it changes nothing. */
export async function failJobs(
  services: Pick<Services, 'db' | 'redis' | 'queues'>,
  { jobIds, failure }: { jobIds: readonly string[]; failure: JobFailure },
): Promise<void> {
  const { moved, jobs, next } = await failInDb(services.db, jobIds, {
    errorCode: failure,
    errorMessage: `${JOB_FAILURES[failure]} Nothing was charged.`,
  })
  await publishJobs(services, jobs)
  await wakeNext(services, next)
  await services.queues
    .sendBatch(moved.map((jobId) => ({ kind: 'stop', jobId })))
    .catch((error) => logError('stop_not_enqueued', error, { jobIds: moved.join(' ') }))
}
