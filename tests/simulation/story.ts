import type { NewTrack } from '../../worker/domain/tracks/new-track.ts'
import type { ProviderName } from '../../worker/providers/model.ts'
import type { JobStatus } from '../../worker/states/job-states.ts'
import type { RenderPlan } from './render-plan.ts'

/** What a person wants. Each wish is that of another person. */
export type Wish = {
  atSeconds: number
  song: NewTrack
  /** When they cancel: a time after the answer, or as soon as the job is in this state. */
  cancel: { afterSeconds: number } | { when: JobStatus } | null
  /** Whether they close their account then, instead of canceling the job. */
  isLeaving: boolean
  /** Whether they try again when their track fails or is canceled. */
  isRetried: boolean
}

/** What people do in a schedule, and what providers make of each order. */
export type Story = {
  wishes: Wish[]
  /** `number` counts a provider's orders. */
  plan(order: { provider: ProviderName; endpoint: string; number: number }): RenderPlan
  /** How often a message may be tried again; null as `wrangler.toml` says. */
  retriesMax: number | null
  /** When an operator has dead messages sent again; never by null. */
  replayAfterSeconds: number | null
}

export const SONG: NewTrack = {
  prompt: 'lo-fi piano for a rainy night',
  instrumental: true,
  model: 'auto',
  variations: 1,
}
