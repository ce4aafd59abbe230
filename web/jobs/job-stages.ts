import type { JobAnswer } from '../../worker/domain/job-answer.ts'

/** The stages that every job goes through, in order. */
export const STAGES = [
  { status: 'queued', label: 'Queued' },
  { status: 'submitted', label: 'Sent' },
  { status: 'rendering', label: 'Rendering' },
  { status: 'storing', label: 'Storing' },
  { status: 'complete', label: 'Done' },
] as const

export type StageState = 'done' | 'now' | 'ahead' | 'stopped'

/** How each of `STAGES` stands. A job that failed or was canceled stopped where its progress rests. */
export function stageStates(job: Pick<JobAnswer, 'status' | 'progress'>): StageState[] {
  const reached = STAGES.findIndex(({ status }) => status === job.status)
  const at = reached === -1 ? stageAt(job.progress) : reached
  return STAGES.map((_, index) => {
    if (index < at || job.status === 'complete') return 'done'
    if (index > at) return 'ahead'
    return reached === -1 ? 'stopped' : 'now'
  })
}

/** The stage in a sentence: read out when it changes. */
export function announceStage({ status, credits, error }: JobAnswer): string {
  switch (status) {
    case 'queued':
      return 'Your track is waiting to be sent.'
    case 'submitted':
      return 'Your track is with the provider and waits for its turn.'
    case 'rendering':
      return 'The music is being made.'
    case 'storing':
      return 'The music is made. It is being stored and measured.'
    case 'complete':
      return 'Your track is ready.'
    case 'failed':
      return error?.message || 'This track could not be made. Nothing was charged.'
    case 'canceled':
      return `You canceled this track. ${creditsBack(credits)}`
  }
}

/** When it should be done, from how long others took; null when nobody can know. */
export function typically({ typicalSeconds, elapsedSeconds }: JobAnswer): string | null {
  if (typicalSeconds === undefined) return null
  const usual = `typically about ${typicalSeconds} s`
  return elapsedSeconds > typicalSeconds * 1.5 ? `${usual}, so this one is slow` : usual
}

function creditsBack(credits: number): string {
  return credits === 1 ? 'Its credit is back.' : `Its ${credits} credits are back.`
}

/** Progress tells the stage: 0–5 queued, 5–15 submitted, 15–85 rendering, 90 storing. */
function stageAt(progress: number): number {
  if (progress < 5) return 0
  if (progress < 15) return 1
  return progress < 90 ? 2 : 3
}
