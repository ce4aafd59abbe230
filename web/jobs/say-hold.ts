import type { JobAnswer } from '../../worker/domain/jobs/job-answer.ts'
import { countCredits } from '../ui/count-credits.ts'

/** What becomes of the credits of a job that is under way. */
export function sayHold({ credits, cancelRefunds }: JobAnswer): string {
  const [them, they] = credits === 1 ? ['it', 'it stays'] : ['them', 'they stay']
  const held = `${countCredits(credits)} on hold. You get ${them} back if`
  return cancelRefunds
    ? `${held} you cancel or it fails.`
    : `${held} it fails. ${CANCELS_SPENT} if you cancel, ${they} spent unless the music never comes. If it comes, it’s yours.`
}

export const CANCELS_SPENT = 'You’ve used today’s free cancels:'
