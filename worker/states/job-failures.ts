/** Why a job ended without a track, in a sentence for its owner. None costs anything. */
export const JOB_FAILURES = {
  refused: 'The provider refused this prompt or these lyrics. Reword them and try again.',
  invalid_input: 'The provider could not work with this request. Change the prompt and try again.',
  provider_failed: 'The provider failed to make this track. Try again in a moment.',
  provider_busy: 'The provider is too busy right now. Try again in a few minutes.',
  line_too_long: 'Too many tracks were waiting before this one. Try again later.',
  timed_out: 'The provider took too long and was given up. Try again in a moment.',
  audio_missing: 'The provider finished but its audio could not be fetched. Try again.',
  audio_broken: 'The provider finished but the audio it sent was broken. Try again.',
  audio_too_large:
    'The provider finished but the audio it sent was too large. Ask for a shorter track.',
} as const

export type JobFailure = keyof typeof JOB_FAILURES

/** The attempt's music had arrived and was unusable. */
export const AUDIO_FAILURES: readonly JobFailure[] = [
  'audio_missing',
  'audio_broken',
  'audio_too_large',
]

/** The request itself is at fault: no other engine is tried. */
export const FINAL_FAILURES: readonly JobFailure[] = ['refused', 'invalid_input']
