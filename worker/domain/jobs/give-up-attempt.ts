import { forgiveCost } from '../../db/attempts.ts'
import { failAttempt, markOverdue } from '../../db/jobs/close-attempt.ts'
import type { Attempt } from '../../db/schema.ts'
import type { Services } from '../../services.ts'
import { FINAL_FAILURES, type JobFailure } from '../../states/job-failures.ts'
import { publishJob } from './publish-job.ts'
import { recordFailure, recordSuccess } from './record-engine-health.ts'

/** Closes a failed or overdue attempt and wakes its job. Repeating it changes nothing. */
export async function giveUpAttempt(
  services: Pick<Services, 'db' | 'redis' | 'queues'>,
  attempt: Attempt,
  how: { failure: JobFailure; isOwed: boolean } | 'overdue',
): Promise<void> {
  const isOverdue = how === 'overdue'
  const { moved, job } = isOverdue
    ? await markOverdue(services.db, attempt)
    : await failAttempt(services.db, attempt, how)
  if (!moved) {
    if (!isOverdue && !how.isOwed) await forgiveCost(services.db, attempt.id)
    return
  }
  await publishJob(services, job)
  // An engine that refuses a song works.
  if (!isOverdue && FINAL_FAILURES.includes(how.failure)) await recordSuccess(services, attempt)
  else await recordFailure(services, attempt)
  await services.queues.send({ kind: 'submit', jobId: attempt.jobId })
}
