/**
 * - queued: the credits are held and no provider has the job yet.
 * - submitted: a provider has it, in its queue.
 * - rendering: the provider is making the music.
 * - storing: a consumer is copying and measuring the audio.
 * - complete: the track has its files. Final.
 * - failed: `error` says why in a sentence. Final, except for late music.
 * - canceled: its owner stopped it. Final, except for music that was charged.
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

const BEFORE_STORING = ['queued', 'submitted', 'rendering'] as const
const OPEN = [...BEFORE_STORING, 'storing'] as const

/**
 * Each is one guarded UPDATE, built from this table: of two that race, the second finds zero rows.
 * - submit: a provider has accepted an attempt; the first one, or the next one.
 * - wait: the provider reports that the render is in its queue.
 * - render: the provider reports that the render has begun, or how far it is.
 * - store: a consumer has the music and claims the storing.
 * - takeOver: the consumer that was storing has died, and another one stores.
 * - handOn: the audio could not be stored. The job goes back, to this attempt or to the next one.
 * - complete: the hold is settled.
 * - giveLateMusic: music arrived after the job had failed. The hold was released and stays so.
 * - fail, cancel: the hold is released.
 * - cancelCharged: canceled when a provider may have it and the day's free cancels are used up: the hold is settled,
 *   and its credits are given back if no music comes.
 * - giveChargedMusic: the music of such a job has arrived. The hold was settled and stays so.
 */
export const TRANSITIONS = {
  submit: { from: BEFORE_STORING, to: 'submitted', hold: 'keep' },
  wait: { from: ['queued', 'submitted'], to: 'submitted', hold: 'keep' },
  render: { from: BEFORE_STORING, to: 'rendering', hold: 'keep' },
  store: { from: BEFORE_STORING, to: 'storing', hold: 'keep' },
  takeOver: { from: ['storing'], to: 'storing', hold: 'keep' },
  handOn: { from: ['storing'], to: 'submitted', hold: 'keep' },
  complete: { from: ['storing'], to: 'complete', hold: 'settle' },
  giveLateMusic: { from: ['failed'], to: 'complete', hold: 'keep' },
  fail: { from: OPEN, to: 'failed', hold: 'release' },
  cancel: { from: OPEN, to: 'canceled', hold: 'release' },
  cancelCharged: { from: OPEN, to: 'canceled', hold: 'settle' },
  giveChargedMusic: { from: ['canceled'], to: 'complete', hold: 'keep' },
} as const satisfies Record<
  string,
  { from: readonly JobStatus[]; to: JobStatus; hold: 'keep' | 'settle' | 'release' }
>

export type JobTransition = keyof typeof TRANSITIONS

/** The transitions that settle or release the hold. */
export type JobEnding = {
  [T in JobTransition]: (typeof TRANSITIONS)[T]['hold'] extends 'keep' ? never : T
}[JobTransition]

const FINISHED: readonly JobStatus[] = Object.values(TRANSITIONS)
  .filter(({ hold }) => hold !== 'keep')
  .map(({ to }) => to)

export function isFinished(status: JobStatus): boolean {
  return FINISHED.includes(status)
}

export function mayTake(transition: JobTransition, status: JobStatus): boolean {
  const { from }: { from: readonly JobStatus[] } = TRANSITIONS[transition]
  return from.includes(status)
}
