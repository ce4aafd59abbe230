import { AUDIO_FAULTS } from '../file-host/broken-audio.ts'
import type { ArmedFault, Faults } from '../kit/faults.ts'

/** The next create is refused and starts nothing. */
export const REFUSALS = [
  'create_402',
  'create_422_version',
  'create_429',
  'create_500',
  'create_503',
] as const

/** The next prediction to end fails, or never started. */
export const OUTCOME_FAULTS = [
  'render_refused',
  'render_failed',
  'render_busy',
  'render_aborted',
] as const

/** The next prediction to succeed has no file, names one on a foreign host, or in another model's words. */
export const OUTPUT_FAULTS = ['output_missing', 'output_other_host', 'output_other_model'] as const

/** The webhook of the next prediction to end: never sent, sent twice, or sent late. */
export const WEBHOOK_FAULTS = ['webhook_never', 'webhook_twice', 'webhook_late'] as const

/** Everything that can be made to go wrong on demand. */
export const FAULT_KINDS = [
  // The next API request of any kind is cut before it does anything, or it is answered late.
  'down',
  'slow',
  ...REFUSALS,
  // The next create is accepted, but the answer is lost: the connection is cut, or a gateway gives up.
  'answer_lost',
  'create_504',
  // The next create is accepted, and its webhooks are sent before it is answered.
  'webhook_before_answer',
  // The next get fails; a forgotten prediction stays forgotten and sends no webhook.
  'get_503',
  'prediction_forgotten',
  ...OUTCOME_FAULTS,
  ...OUTPUT_FAULTS,
  ...WEBHOOK_FAULTS,
  ...AUDIO_FAULTS,
] as const

export type FaultKind = (typeof FAULT_KINDS)[number]

/**
 * `milliseconds`: how long `slow`, `webhook_late` and `audio_slow` take, 3 s by default; and how long
 * after the webhook `webhook_before_answer` answers, at once by default.
 * `retryAfterSeconds`: what `create_429` asks for; 10 by default.
 */
export type FaultDetail = { milliseconds?: number; retryAfterSeconds?: number }

/** Each token's faults. In memory only: a restart heals everything. */
export type ReplicateFaults = Faults<FaultKind, FaultDetail>

const SLOW_MILLISECONDS = 3000

export function delayOf({ milliseconds }: ArmedFault<FaultKind, FaultDetail>): number {
  return milliseconds ?? SLOW_MILLISECONDS
}
