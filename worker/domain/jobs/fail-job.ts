import { endJob } from '../../db/jobs/end.ts'
import type { Services } from '../../services.ts'
import { JOB_FAILURES, type JobFailure } from '../../states/job-failures.ts'
import { publishJob } from './publish-job.ts'

/** Returns the job's credits and stops its renders. Repeating it changes nothing. */
export async function failJob(
  services: Pick<Services, 'db' | 'redis' | 'queues'>,
  { jobId, failure }: { jobId: string; failure: JobFailure },
): Promise<void> {
  const { moved, job } = await endJob(services.db, jobId, {
    status: 'failed',
    errorCode: failure,
    errorMessage: `${JOB_FAILURES[failure]} Nothing was charged.`,
  })
  await publishJob(services, job)
  if (moved) await services.queues.send({ kind: 'stop', jobId })
}
