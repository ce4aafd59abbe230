import { forgiveCost } from '../../db/attempts.ts'
import { failAttempt, markOverdue } from '../../db/jobs/close-attempt.ts'
import type { Attempt } from '../../db/schema.ts'
import type { Services } from '../../services.ts'
import { FINAL_FAILURES, type JobFailure } from '../../states/job-failures.ts'
import type { Delay } from './find-delay.ts'
import { loseMusic } from './lose-music.ts'
import { publishJob } from './publish-job.ts'
import { recordFailure, recordSuccess } from './record-engine-health.ts'
import { wakeNext } from './wake-next.ts'

/** Closes a failed or overdue attempt and wakes its job. Repeating it changes nothing. */
export async function giveUpAttempt(
  services: Pick<Services, 'db' | 'redis' | 'queues'>,
  attempt: Attempt,
  how: { failure: JobFailure; isOwed: boolean } | { overdue: Delay },
): Promise<void> {
  const isOverdue = 'overdue' in how
  const { moved, job, next } = isOverdue
    ? await markOverdue(services.db, attempt, how.overdue)
    : await failAttempt(services.db, attempt, how)
  if (!moved) {
    if (!isOverdue && !how.isOwed) await forgiveCost(services.db, attempt.id)
    if (!isOverdue) await loseMusic(services, attempt, how.failure)
    return
  }
  await publishJob(services, job)
  const failure = isOverdue ? how.overdue : how.failure
  // An engine that refuses a song works, and for its queue nobody is to blame.
  if (FINAL_FAILURES.includes(failure)) await recordSuccess(services, attempt)
  else if (failure !== 'provider_busy') await recordFailure(services, attempt)
  await wakeNext(services, next)
  await services.queues.send({ kind: 'submit', jobId: attempt.jobId })
}
