import type { JobStatus, JobTransition } from './job-states.ts'

/** The API's `stageCode`, and the sentence beside it. */
export const JOB_STAGES = {
  waiting_to_send: 'Waiting to be sent to the provider',
  waiting_in_line: 'Waiting in line at the studio',
  waiting_at_provider: 'Waiting for a place at the provider',
  rendering: 'Making the music',
  finding_provider: 'Looking for another provider',
  storing: 'Storing and measuring the audio',
  waiting_for_audio: 'Waiting for the provider’s audio',
  done: 'Done',
  failed: 'Failed',
  canceled: 'Canceled',
} as const

export type JobStage = keyof typeof JOB_STAGES

export const STAGE_AFTER: Readonly<Record<JobTransition, JobStage>> = {
  submit: 'waiting_at_provider',
  wait: 'waiting_at_provider',
  render: 'rendering',
  store: 'storing',
  takeOver: 'storing',
  handOn: 'waiting_for_audio',
  complete: 'done',
  giveLateMusic: 'done',
  fail: 'failed',
  cancel: 'canceled',
  cancelCharged: 'canceled',
  giveChargedMusic: 'done',
}

const USUAL_STAGE: Readonly<Record<JobStatus, JobStage>> = {
  queued: 'waiting_to_send',
  submitted: 'waiting_at_provider',
  rendering: 'rendering',
  storing: 'storing',
  complete: 'done',
  failed: 'failed',
  canceled: 'canceled',
}

// `Object.keys` gives a table's own names and no others.
const CODES = Object.keys(JOB_STAGES) as JobStage[]

/** Older rows hold the sentence, or a line of a provider's log, which people must never see. */
export function readStage(stored: string, status: JobStatus): JobStage {
  const code = CODES.find((each) => each === stored || JOB_STAGES[each] === stored)
  return code ?? USUAL_STAGE[status]
}
