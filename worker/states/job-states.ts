/**
 * The life of a job. Every change of state is one guarded UPDATE that names the states it may leave
 * from; zero rows means that somebody else was first, and the loser stops quietly.
 *
 * - queued: the credits are held and no provider has the job yet.
 * - submitted: a provider has it, in its queue. A job whose provider failed is submitted again.
 * - rendering: the provider is making the music.
 * - storing: the audio is being copied and measured. Back to submitted when it is broken.
 * - complete: the track has its files and the hold is settled. Final.
 * - failed: the hold is released and `error` says why in a sentence. Final, but for music that comes
 *   late all the same: then the track is given, the job is complete and the hold stays released.
 * - canceled: its owner stopped it and the hold is released. Final.
 */
export const JOB_STATUSES = [
  'queued',
  'submitted',
  'rendering',
  'storing',
  'complete',
  'failed',
  'canceled',
] as const

export type JobStatus = (typeof JOB_STATUSES)[number]

/** For each state: the states it may be entered from, and what entering does to the job's hold. */
export const TRANSITIONS = {
  queued: { from: [], hold: 'keep' },
  submitted: { from: ['queued', 'submitted', 'rendering'], hold: 'keep' },
  rendering: { from: ['queued', 'submitted'], hold: 'keep' },
  storing: { from: ['queued', 'submitted', 'rendering'], hold: 'keep' },
  complete: { from: ['storing'], hold: 'settle' },
  failed: { from: ['queued', 'submitted', 'rendering', 'storing'], hold: 'release' },
  canceled: { from: ['queued', 'submitted', 'rendering', 'storing'], hold: 'release' },
} as const satisfies Record<
  JobStatus,
  { from: readonly JobStatus[]; hold: 'keep' | 'settle' | 'release' }
>

export function isFinished(status: JobStatus): boolean {
  return TRANSITIONS[status].hold !== 'keep'
}
