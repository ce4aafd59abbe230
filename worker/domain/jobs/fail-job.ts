import { endJob } from '../../db/jobs.ts'
import { enqueue } from '../../messages/enqueue.ts'
import type { Services } from '../../services.ts'
import { publishJob } from './publish-job.ts'

/** Why a job ended without a track. Each has the sentence its owner reads; none costs anything. */
const JOB_FAILURES = {
  refused: 'The provider refused this prompt or these lyrics. Reword them and try again.',
  invalid_input: 'The provider could not work with this request. Change the prompt and try again.',
  provider_failed: 'The provider failed to make this track. Try again in a moment.',
  provider_busy: 'The provider is too busy right now. Try again in a few minutes.',
  timed_out: 'The provider took too long and was given up. Try again in a moment.',
  audio_missing: 'The provider finished but its audio could not be fetched. Try again.',
  audio_broken: 'The provider finished but the audio it sent was broken. Try again.',
  audio_too_large:
    'The provider finished but the audio it sent was too large. Ask for a shorter track.',
} as const

export type JobFailure = keyof typeof JOB_FAILURES

/**
 * Ends a job that can't become a track, gives its credits back, and has its renders stopped.
 * Repeating it changes nothing.
 */
export async function failJob(
  services: Pick<Services, 'config' | 'db' | 'redis'>,
  { jobId, failure }: { jobId: string; failure: JobFailure },
): Promise<void> {
  const { moved, job } = await endJob(services.db, jobId, {
    status: 'failed',
    errorCode: failure,
    errorMessage: `${JOB_FAILURES[failure]} Nothing was charged.`,
  })
  await publishJob(services, job)
  if (moved) await enqueue(services.config, { kind: 'stop', jobId })
}
