import { readSnapshot } from '../../cache/job-snapshots.ts'
import { readOwnJob } from '../../db/jobs/read.ts'
import type { Job } from '../../db/schema.ts'
import { DomainError } from '../../errors.ts'
import type { Services } from '../../services.ts'
import { publishJob } from './publish-job.ts'

/** One Redis request; Postgres only if Redis has no snapshot. Throws `not_found`. */
export async function readJob(
  services: Pick<Services, 'db' | 'redis'>,
  { userId, jobId }: { userId: string; jobId: string },
): Promise<Job> {
  const snapshot = await readSnapshot(services.redis, jobId).catch(() => null)
  const job = snapshot ?? (await readAndPublish(services, userId, jobId))
  if (job?.userId !== userId) throw new DomainError('not_found', 'There is no such job.')
  return job
}

async function readAndPublish(
  services: Pick<Services, 'db' | 'redis'>,
  userId: string,
  jobId: string,
): Promise<Job | null> {
  const job = await readOwnJob(services.db, userId, jobId)
  await publishJob(services, job)
  return job
}
