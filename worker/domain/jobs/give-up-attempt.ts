import { closeAttempt, forgiveCost } from '../../db/attempts.ts'
import type { Attempt } from '../../db/schema.ts'
import type { Services } from '../../services.ts'
import type { JobFailure } from '../../states/job-failures.ts'
import { FINAL_FAILURES } from '../../states/job-failures.ts'
import { publishJob } from './publish-job.ts'
import { recordFailure, recordSuccess } from './record-engine-health.ts'

/**
 * Writes down that an attempt brought nothing (`failed`), or that it has taken too long (`overdue`),
 * counts it against its engine, and wakes whoever decides how its job goes on. Doing so again changes
 * nothing.
 */
export async function giveUpAttempt(
  services: Pick<Services, 'db' | 'redis' | 'queues'>,
  attempt: Attempt,
  how: { status: 'failed' | 'overdue'; failure: JobFailure; isOwed: boolean },
): Promise<void> {
  const { changed, job } = await closeAttempt(services.db, attempt.id, how)
  if (!changed) {
    if (!how.isOwed) await forgiveCost(services.db, attempt.id)
    return
  }
  await publishJob(services, job)
  // A refusal speaks of what was asked, not of who was asked: that engine works.
  if (FINAL_FAILURES.includes(how.failure)) await recordSuccess(services, attempt)
  else await recordFailure(services, attempt)
  await services.queues.send({ kind: 'submit', jobId: attempt.jobId })
}
