import type { RenderFailure } from '../../worker/providers/music-provider.ts'

export type AudioKind =
  | 'good'
  | 'unannounced'
  | 'empty'
  | 'broken'
  | 'truncated'
  | 'cut once'
  | 'missing'
  | 'silent'
  | 'short'

/** What a provider makes of one order. Infinite seconds are never. */
export type RenderPlan = {
  /** What its answer is. `lost`: it has the order; `lost on the way`: it hasn't. */
  submit: 'accepted' | 'busy' | 'down' | 'refused' | 'lost' | 'lost on the way'
  queuedSeconds: number
  renderSeconds: number
  ending: 'music' | RenderFailure
  /** From then on it has never heard of it. */
  forgottenAfterSeconds: number
  /** How long after its end it still tells what has become of it. */
  resultKeptSeconds: number
  audio: AudioKind
  /** For how long after the end of the render the host of its audio does not answer. */
  hostDownSeconds: number
  /** When its webhooks come, counted from the end of the render. */
  webhookSeconds: number[]
}

/** What providers do when nothing is wrong. */
export const FINE_RENDER: RenderPlan = {
  submit: 'accepted',
  queuedSeconds: 2,
  renderSeconds: 10,
  ending: 'music',
  forgottenAfterSeconds: Number.POSITIVE_INFINITY,
  resultKeptSeconds: Number.POSITIVE_INFINITY,
  audio: 'good',
  hostDownSeconds: 0,
  webhookSeconds: [0.5],
}
