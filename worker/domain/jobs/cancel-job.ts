import { forgetSnapshots } from '../../cache/job-snapshots.ts'
import { endJob } from '../../db/jobs/end.ts'
import { readOpenJobs } from '../../db/jobs/read.ts'
import type { ShownJob } from '../../db/jobs/shown.ts'
import { DomainError } from '../../errors.ts'
import { logError, logOutage } from '../../observability/log.ts'
import type { Services } from '../../services.ts'
import { publishJob } from './publish-job.ts'
import { wakeNext } from './wake-next.ts'

/**
 * Its credits come back, or stay spent where `cancelRefunds` was false. Throws `conflict` if the job has ended and
 * `not_found` if it is another person's.
 */
export async function cancelJob(
  services: Pick<Services, 'config' | 'db' | 'redis' | 'queues'>,
  { userId, jobId }: { userId: string; jobId: string },
): Promise<ShownJob> {
  const freeCancels = services.config.FREE_CANCELS_PER_DAY
  const ending = { status: 'canceled', userId, freeCancels } as const
  const { moved, job, next } = await endJob(services.db, jobId, ending)
  if (job === null || job.userId !== userId)
    throw new DomainError('not_found', 'There is no such job.')
  if (!moved)
    throw new DomainError('conflict', 'This job has ended already: it can no longer be canceled.')
  await publishJob(services, job)
  if (job.atProvider) await forgetOthers(services, userId)
  await wakeNext(services, next)
  await services.queues
    .send({ kind: 'stop', jobId })
    .catch((error) => logError('stop_not_enqueued', error, { jobId }))
  return job
}

/** What canceling the person's other jobs would do may have changed. */
async function forgetOthers({ db, redis }: Pick<Services, 'db' | 'redis'>, userId: string) {
  const forget = async () => {
    const jobs = await readOpenJobs(db, userId)
    if (jobs.length > 0) await forgetSnapshots(redis, jobs)
  }
  await forget().catch((error) => logOutage(redis, 'snapshots_not_forgotten', error, { userId }))
}
