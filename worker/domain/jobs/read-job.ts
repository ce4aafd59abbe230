import type { ShownJob } from '../../db/jobs/shown.ts'
import { DomainError } from '../../errors.ts'
import type { Services } from '../../services.ts'
import { readJobs } from './read-jobs.ts'

/** Throws `not_found`. */
export async function readJob(
  services: Pick<Services, 'db' | 'redis'>,
  { userId, jobId }: { userId: string; jobId: string },
): Promise<ShownJob> {
  const [job] = await readJobs(services, { userId, jobIds: [jobId] })
  if (job === undefined) throw new DomainError('not_found', 'There is no such job.')
  return job
}
