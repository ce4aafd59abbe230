import { writeSnapshot } from '../../cache/job-snapshots.ts'
import type { Job } from '../../db/schema.ts'
import { logError } from '../../observability/log.ts'
import type { Services } from '../../services.ts'

/** Writes the snapshot that pollers read. If that fails, their next read comes from Postgres. */
export async function publishJob(
  { redis }: Pick<Services, 'redis'>,
  job: Job | null,
): Promise<void> {
  if (job === null) return
  await writeSnapshot(redis, job).catch((error) =>
    logError('snapshot_not_written', error, { jobId: job.id }),
  )
}
