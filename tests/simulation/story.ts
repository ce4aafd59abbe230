import type { NewTrack } from '../../worker/domain/tracks/new-track.ts'
import type { ProviderName } from '../../worker/providers/model.ts'
import type { JobStatus } from '../../worker/states/job-states.ts'
import type { RenderPlan } from './render-plan.ts'

/** What a person wants. Each wish is that of another person. */
export type Wish = {
  atSeconds: number
  song: NewTrack
  /** How often they ask for it, a second after each other. */
  songs: number
  /** When they cancel: a time after the answer, or as soon as the job is in this state. */
  cancel: { afterSeconds: number } | { when: JobStatus } | null
  /** Whether they close their account then, instead of canceling the job. */
  isLeaving: boolean
  /** A pay page, when it is paid after it was opened, and how long its money is under way. */
  buys: { atSeconds: number; payAfterSeconds: number; bankSeconds: number } | null
  /** How many devices they do all this on at once. */
  devices: 1 | 2
  /** Whether they have bought a pack before. */
  hasPaid: boolean
  /** Whether they try again when their track fails or is canceled. */
  isRetried: boolean
}

/** Somebody who signs up. */
export type Newcomer = {
  atSeconds: number
  /** On how many devices at the same moment. */
  devices: 1 | 2
  /** Whether they sign in on another device later, and end its session from the first. */
  endsOthers: boolean
}

export const QUIET = {
  songs: 1,
  cancel: null,
  isLeaving: false,
  isRetried: false,
  buys: null,
  devices: 1,
  hasPaid: false,
} as const

/** What people do in a schedule, and what providers make of each order. */
export type Story = {
  wishes: Wish[]
  newcomers: Newcomer[]
  /** `number` counts a provider's orders. */
  plan(order: { provider: ProviderName; endpoint: string; number: number }): RenderPlan
  /** How many orders each provider renders at once. */
  concurrency: number
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
