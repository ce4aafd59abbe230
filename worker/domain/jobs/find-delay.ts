import type { Attempt, Job } from '../../db/schema.ts'
import { engineNamed } from '../../providers/catalogue.ts'
import { AWAITED } from '../../states/attempt-states.ts'

/** Leaves the next engine time for a render of its own before the job's deadline. */
const QUEUED_SECONDS_MAX = 480

/** `provider_busy`: it waits in its provider's queue, which is nobody's fault. */
export type Delay = 'timed_out' | 'provider_busy'

/**
 * Whether the next engine should try, too. An engine's time begins when its provider first says that it
 * renders; before that, whenever the provider says that it still waits.
 */
export function findDelay(attempt: Attempt, job: Pick<Job, 'model'>, now: Date): Delay | null {
  const { status, submittedAt, lastQueuedAt, beganAt } = attempt
  if (!AWAITED.includes(status)) return null
  const secondsSince = (time: Date) => (now.getTime() - time.getTime()) / 1000
  const { timeoutSeconds } = engineNamed(job.model, attempt)
  if (secondsSince(beganAt ?? lastQueuedAt ?? submittedAt) > timeoutSeconds) return 'timed_out'
  const onlyWaits = beganAt === null && lastQueuedAt !== null
  return onlyWaits && secondsSince(submittedAt) > QUEUED_SECONDS_MAX ? 'provider_busy' : null
}
