import { readSnapshots } from '../../cache/job-snapshots.ts'
import { readOwnJobs } from '../../db/jobs/read.ts'
import type { ShownJob } from '../../db/jobs/shown.ts'
import type { Services } from '../../services.ts'
import { publishJobs } from './publish-jobs.ts'

/**
 * In the order asked for, without those that aren't theirs. One Redis request; Postgres only, and once,
 * for those of which Redis has no snapshot.
 */
export async function readJobs(
  services: Pick<Services, 'db' | 'redis'>,
  { userId, jobIds }: { userId: string; jobIds: string[] },
): Promise<ShownJob[]> {
  const asked = [...new Set(jobIds)]
  const snapshots = await readSnapshots(services.redis, asked).catch(() => [])
  const known = new Map(snapshots.map((job) => [job.id, job]))
  const missing = asked.filter((id) => !known.has(id))
  for (const job of await readAndPublish(services, userId, missing)) known.set(job.id, job)
  return asked.flatMap((id) => known.get(id) ?? []).filter((job) => job.userId === userId)
}

async function readAndPublish(
  services: Pick<Services, 'db' | 'redis'>,
  userId: string,
  jobIds: string[],
): Promise<ShownJob[]> {
  if (jobIds.length === 0) return []
  const jobs = await readOwnJobs(services.db, userId, jobIds)
  await publishJobs(services, jobs)
  return jobs
}
