import { isUnreachable } from '../../db/client.ts'
import { OVERDUE_PAGE, readOverdueJobs } from '../../db/jobs/overdue.ts'
import { logError } from '../../observability/log.ts'
import type { Services } from '../../services.ts'
import type { JobFailure } from '../../states/job-failures.ts'
import { failJobs } from './fail-jobs.ts'

/** Of one call; the next minute's takes the others. */
const PAGES_MAX = 100

type Failer = Pick<Services, 'db' | 'redis' | 'queues'>

/** Fails every job whose time is up. */
export async function failOverdueJobs(services: Failer): Promise<void> {
  let after = ''
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const overdue = await readOverdueJobs(services.db, after)
    for (const [failure, jobs] of Map.groupBy(overdue, ({ failure }) => failure))
      await failPage(services, { failure, jobIds: jobs.map(({ id }) => id) })
    const last = overdue.at(-1)
    if (last === undefined || overdue.length < OVERDUE_PAGE) return
    after = last.id
  }
}

/** One job that can't be failed doesn't keep the others open. */
async function failPage(
  services: Failer,
  { jobIds, failure }: { jobIds: string[]; failure: JobFailure },
): Promise<void> {
  try {
    await failJobs(services, { jobIds, failure })
  } catch (error) {
    if (isUnreachable(error)) throw error
    for (const jobId of jobIds)
      await failJobs(services, { jobIds: [jobId], failure }).catch((reason) =>
        logError('job_not_failed', reason, { jobId }),
      )
  }
}
