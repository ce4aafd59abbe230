import type { JobAnswer } from '../../worker/domain/jobs/job-answer.ts'
import { formatClock } from '../ui/format-duration.ts'

/** Every model's songs go to this provider first, so a job with another one was handed on. */
const FIRST_PROVIDER = 'fal'

/** Where a job is, in a few words; screen readers hear them when they change. */
export function sayStage(job: JobAnswer): string {
  switch (job.stageCode) {
    case 'done':
      return 'Ready'
    case 'failed':
      return 'Didn’t work out'
    case 'canceled':
      return 'Canceled'
    case 'storing':
    case 'waiting_for_audio':
      return 'Almost there: saving your track'
    case 'finding_provider':
      return 'Moving it to another service. Same price'
    case 'rendering':
      return isHandedOn(job) ? 'Another service is making the music' : 'Making the music'
    case 'waiting_at_provider':
      return sayPlace(job)
    case 'waiting_in_line':
      return `Waiting for its turn${ahead(job)}`
    case 'waiting_to_send':
      return 'Getting ready'
  }
}

/** The time so far, and how long it usually takes where that is known. */
export function sayTime(job: JobAnswer, elapsedSeconds = job.elapsedSeconds): string {
  const { typicalSeconds } = job
  const sofar = formatClock(elapsedSeconds)
  // How long the others take in line isn't known.
  if (typicalSeconds === undefined || job.stageCode === 'waiting_in_line') return sofar
  return elapsedSeconds > typicalSeconds * 1.5
    ? `${sofar} · usually ${formatClock(typicalSeconds)}; this one is taking longer`
    : `${sofar} of about ${formatClock(typicalSeconds)}`
}

/** Whether a provider other than the first has the job. */
export function isHandedOn({
  provider,
  attempts,
}: Pick<JobAnswer, 'provider' | 'attempts'>): boolean {
  return attempts > 1 && provider !== FIRST_PROVIDER
}

function sayPlace(job: JobAnswer): string {
  const place = ahead(job)
  if (isHandedOn(job)) return `We moved it to another service. Same price${place}`
  return place ? `Waiting${place}` : 'In line with the music service'
}

/** The position counts those ahead. */
function ahead({ queuePosition }: JobAnswer): string {
  return queuePosition === undefined ? '' : `, ${ORDINALS(queuePosition + 1)} in line`
}

const SUFFIXES: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'st', two: 'nd', few: 'rd' }
const RULES = new Intl.PluralRules('en', { type: 'ordinal' })
const ORDINALS = (place: number) => `${place}${SUFFIXES[RULES.select(place)] ?? 'th'}`
