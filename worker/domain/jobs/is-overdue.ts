import type { Attempt, Job } from '../../db/schema.ts'
import { engineNamed } from '../../providers/catalogue.ts'
import { AWAITED } from '../../states/attempt-states.ts'

export function isOverdue(attempt: Attempt, job: Pick<Job, 'model'>, now: Date): boolean {
  const seconds = (now.getTime() - attempt.submittedAt.getTime()) / 1000
  return (
    AWAITED.includes(attempt.status) && seconds > engineNamed(job.model, attempt).timeoutSeconds
  )
}
