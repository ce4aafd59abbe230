import { AUDIO_FAULTS } from '../file-host/broken-audio.ts'
import type { ArmedFault, Faults } from '../kit/faults.ts'
import { CONTENT_REFUSED, type Failure, INPUT_REFUSED } from './errors.ts'

/** Everything that can be made to go wrong on demand. */
export const FAULT_KINDS = [
  // The next submit is refused; or it is accepted and the answer is cut, a gateway's, or late.
  'submit_503',
  'submit_429',
  'submit_500',
  'submit_422',
  'submit_403_locked',
  'submit_lost',
  'submit_504',
  'submit_slow',
  // The next request to complete fails.
  'render_422',
  'render_500',
  // The webhook of the next request that completes, or that is submitted, goes wrong.
  'webhook_never',
  'webhook_twice',
  'webhook_bad_signature',
  'webhook_stale',
  'webhook_payload_error',
  'webhook_before_response',
  // The next status or result call fails; a forgotten request stays forgotten and sends no webhook.
  'status_503',
  'result_503',
  'result_500',
  'request_forgotten',
  // The next request to complete names its audio on a foreign host.
  'audio_other_host',
  ...AUDIO_FAULTS,
] as const

export type FaultKind = (typeof FAULT_KINDS)[number]

/**
 * `milliseconds`: how long the slow kinds take; 3 s by default.
 * `reason`: what the 422 kinds object to, the content (by default) or the prompt's length.
 */
export type FaultDetail = { milliseconds?: number; reason?: 'content' | 'validation' }

export type FalFault = ArmedFault<FaultKind, FaultDetail>

/** Each key's faults. In memory only: a restart heals everything. */
export type FalFaults = Faults<FaultKind, FaultDetail>

const SLOW_MILLISECONDS = 3000

/** What a 422 kind answers. */
export function refusalOf(fault: FalFault): Failure {
  return fault.reason === 'validation' ? INPUT_REFUSED : CONTENT_REFUSED
}

export function delayOf(fault: FalFault): number {
  return fault.milliseconds ?? SLOW_MILLISECONDS
}
