import type { JobAnswer } from '../../worker/domain/jobs/job-answer.ts'
import type { JobFailure } from '../../worker/states/job-failures.ts'

const WHY: Record<JobFailure, string> = {
  refused: 'the music service refused this prompt or these lyrics. Reword them and try again.',
  invalid_input:
    'the music service couldn’t work with this request. Change the prompt and try again.',
  provider_failed: 'the music service had a problem.',
  provider_busy: 'the music service is too busy right now.',
  line_too_long: 'too many tracks were waiting before it. Try again later.',
  timed_out: 'the music service took too long.',
  audio_missing: 'we couldn’t fetch the finished audio.',
  audio_broken: 'the audio that came was broken.',
  audio_too_large: 'the audio that came was too large. Ask for a shorter track.',
}

/** Why a track wasn't made, and whether its credits are back. */
export function sayFailure({ status, error, credits, cancelRefunds }: JobAnswer): string {
  const back = credits === 1 ? 'Your credit is back.' : `Your ${credits} credits are back.`
  if (status === 'canceled')
    return `You canceled this track. ${cancelRefunds ? back : `${saySpent(credits)}`}`
  const why = error && WHY[error.code]
  return `${why ? `This one didn’t work out: ${why}` : 'This one didn’t work out.'} ${back}`
}

const saySpent = (credits: number) =>
  credits === 1
    ? 'If the music still comes, it’s yours; if not, its credit comes back.'
    : `If the music still comes, it’s yours; if not, its ${credits} credits come back.`
