import type { JobAnswer } from '../../worker/domain/jobs/job-answer.ts'

export const STAGES = [
  { status: 'queued', label: 'Queued' },
  { status: 'submitted', label: 'Sent' },
  { status: 'rendering', label: 'Rendering' },
  { status: 'storing', label: 'Finishing' },
  { status: 'complete', label: 'Done' },
] as const

export type StageState = 'done' | 'now' | 'ahead' | 'stopped'

/** Every model's songs go to this provider first, so a job with another one was handed on. */
const FIRST_PROVIDER = 'fal'

type Handing = Pick<JobAnswer, 'stageCode' | 'provider' | 'attempts'>

export function isLooking({ stageCode }: Pick<JobAnswer, 'stageCode'>): boolean {
  return stageCode === 'finding_provider'
}

/** Whether a provider other than the first has the job, or is being looked for. */
export function isHandedOn(job: Handing): boolean {
  return isLooking(job) || (job.attempts > 1 && job.provider !== FIRST_PROVIDER)
}

/**
 * A job that failed or was canceled stopped where its progress is. One that was handed on stays
 * there too: its new provider is only beginning, but nothing is lost, so nothing goes back.
 */
export function stageStates(job: Pick<JobAnswer, 'status' | 'progress'> & Handing): StageState[] {
  const reached = STAGES.findIndex(({ status }) => status === job.status)
  const isOver = reached === -1
  const at = isOver || isHandedOn(job) ? Math.max(reached, stageAt(job.progress)) : reached
  return STAGES.map((_, index) => {
    if (index < at || job.status === 'complete') return 'done'
    if (index > at) return 'ahead'
    return isOver ? 'stopped' : 'now'
  })
}

/** Screen readers read this out when it changes. */
export function announceStage(job: JobAnswer): string {
  const { status, credits, error } = job
  switch (status) {
    case 'complete':
      return 'Your track is ready.'
    case 'failed':
      return error?.message || 'This track could not be made. Nothing was charged.'
    case 'canceled':
      return `You canceled this track. ${creditsBack(credits)}`
    case 'storing':
      return 'The music is made. It is being stored and measured.'
    default:
      return isHandedOn(job) ? announceElsewhere(job) : USUALLY[status]
  }
}

const USUALLY = {
  queued: 'Your track is waiting to be sent.',
  submitted: 'Your track is with the provider and waits for its turn.',
  rendering: 'The music is being made.',
}

function announceElsewhere(job: JobAnswer): string {
  const isUnusable = stageAt(job.progress) === 3
  const why = isUnusable ? 'The first recording could not be used. ' : ''
  if (isLooking(job))
    return `${why || 'The first provider could not make it. '}Another provider is being asked.`
  return job.status === 'rendering'
    ? `${why}Another provider is making the music now.`
    : `${why}Another provider has taken over. Your track waits for its turn there.`
}

export function typically({ typicalSeconds, elapsedSeconds }: JobAnswer): string | null {
  if (typicalSeconds === undefined) return null
  const usual = `typically about ${typicalSeconds} s`
  return elapsedSeconds > typicalSeconds * 1.5 ? `${usual}, so this one is slow` : usual
}

function creditsBack(credits: number): string {
  return credits === 1 ? 'Its credit is back.' : `Its ${credits} credits are back.`
}

/** 0–5 queued, 5–15 submitted, 15–85 rendering, 90 storing. */
function stageAt(progress: number): number {
  if (progress < 5) return 0
  if (progress < 15) return 1
  return progress < 90 ? 2 : 3
}
