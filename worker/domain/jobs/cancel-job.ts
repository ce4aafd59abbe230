import { endJob } from '../../db/jobs/end.ts'
import type { Job } from '../../db/schema.ts'
import { DomainError } from '../../errors.ts'
import { logError } from '../../observability/log.ts'
import type { Services } from '../../services.ts'
import { publishJob } from './publish-job.ts'

/** Throws `conflict` if the job has ended and `not_found` if it is another person's. */
export async function cancelJob(
  services: Pick<Services, 'db' | 'redis' | 'queues'>,
  { userId, jobId }: { userId: string; jobId: string },
): Promise<Job> {
  const { moved, job } = await endJob(services.db, jobId, { status: 'canceled', userId })
  if (job === null || job.userId !== userId)
    throw new DomainError('not_found', 'There is no such job.')
  if (!moved)
    throw new DomainError('conflict', 'This job has ended already: it can no longer be canceled.')
  await publishJob(services, job)
  await services.queues
    .send({ kind: 'stop', jobId })
    .catch((error) => logError('stop_not_enqueued', error, { jobId }))
  return job
}
