import { writeSnapshots } from '../../cache/job-snapshots.ts'
import type { ShownJob } from '../../db/jobs/shown.ts'
import { logOutage } from '../../observability/log.ts'
import type { Services } from '../../services.ts'

/** Writes the snapshots that pollers read. If that fails, their next read comes from Postgres. */
export async function publishJobs(
  { redis }: Pick<Services, 'redis'>,
  jobs: readonly ShownJob[],
): Promise<void> {
  if (jobs.length === 0) return
  await writeSnapshots(redis, jobs).catch((error) =>
    logOutage(redis, 'snapshot_not_written', error, { jobId: jobs.map(({ id }) => id).join(' ') }),
  )
}
