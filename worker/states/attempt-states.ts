/**
 * An attempt is one submission of a job to one engine.
 * - submitting: the request is on its way, or the consumer that sent it died.
 * - unknown: the answer was lost. The provider may have it, so it is never sent again.
 * - accepted: the provider has it.
 * - overdue: it took too long and the next engine is tried. Its music is still taken if it comes first.
 * - deferred: the provider said "not now". Over; another attempt may ask the same engine.
 * - failed: the provider refused or failed it, lost it, or its audio was broken. Over.
 * - succeeded: its music is the track. Over.
 * - abandoned: the job ended without it. Over, but a failed job still takes its music.
 */
export const ATTEMPT_STATUSES = [
  'submitting',
  'unknown',
  'accepted',
  'overdue',
  'deferred',
  'failed',
  'succeeded',
  'abandoned',
] as const

export type AttemptStatus = (typeof ATTEMPT_STATUSES)[number]

/** The job waits for it: no other engine is tried meanwhile. */
export const AWAITED: readonly AttemptStatus[] = ['submitting', 'unknown', 'accepted']

/** The provider may still be working on it. */
export const OPEN: readonly AttemptStatus[] = [...AWAITED, 'overdue']
