import type { Attempt, Job } from '../../db/schema.ts'
import type { Outcome } from '../../messages/outcome.ts'
import type { Services } from '../../services.ts'
import { findDelay } from './find-delay.ts'
import { giveUpAttempt } from './give-up-attempt.ts'
import { markProcessed } from './mark-processed.ts'

/** A quarter of the attempt's age, within these. */
const RETRY_SECONDS = { min: 5, max: 60 } as const
/** How long after a job failed we still try to fetch its music. */
const LATE_MUSIC_HOURS = 24

/** For a result or file that isn't available now. Past its timeout, the next engine tries too. */
export async function retryLater(
  services: Pick<Services, 'db' | 'redis' | 'queues' | 'now'>,
  attempt: Attempt,
  job: Job,
): Promise<Outcome> {
  const now = services.now()
  if (isTooLate(job, now)) return markProcessed(services, attempt)
  const overdue = findDelay(attempt, job, now)
  if (overdue) await giveUpAttempt(services, attempt, { overdue })
  const seconds = (now.getTime() - attempt.submittedAt.getTime()) / 1000
  const { min, max } = RETRY_SECONDS
  return { retryAfterSeconds: Math.round(Math.min(Math.max(seconds / 4, min), max)) }
}

function isTooLate({ finishedAt }: Job, now: Date): boolean {
  return finishedAt !== null && now.getTime() - finishedAt.getTime() > LATE_MUSIC_HOURS * 3_600_000
}
