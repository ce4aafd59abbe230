import { returnCharge } from '../../db/jobs/return-charge.ts'
import type { Attempt } from '../../db/schema.ts'
import type { Services } from '../../services.ts'
import type { JobFailure } from '../../states/job-failures.ts'
import { publishJob } from './publish-job.ts'

/** An attempt will never bring music: if its job was charged when it was canceled, and no other may, the charge goes back. */
export async function loseMusic(
  services: Pick<Services, 'db' | 'redis'>,
  { id: attemptId, jobId }: Pick<Attempt, 'id' | 'jobId'>,
  failure: JobFailure,
): Promise<void> {
  const { moved, job } = await returnCharge(services.db, jobId, { attemptId, failure })
  if (moved) await publishJob(services, job)
}
