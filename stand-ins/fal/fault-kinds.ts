import { AUDIO_FAULTS } from '../file-host/broken-audio.ts'
import type { ArmedFault, Faults } from '../kit/faults.ts'
import {
  CONTENT_REFUSED,
  DOWNSTREAM_FAILED,
  type Failure,
  INPUT_REFUSED,
  limitReached,
  NO_MEDIA,
  RENDER_CRASHED,
  type RequestError,
  requestFailure,
} from './errors.ts'

/**
 * How the next request to complete fails: its content or input is refused, the model crashes, the service
 * behind it fails, nothing comes out, FAL's machinery fails, or the key's limit is reached.
 */
export const RENDER_FAULTS = [
  'render_422',
  'render_500',
  'render_downstream',
  'render_no_media',
  'render_infrastructure',
  'render_429',
] as const

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
  ...RENDER_FAULTS,
  // The webhook of the next request that completes, or that is submitted, goes wrong.
  'webhook_never',
  'webhook_twice',
  'webhook_bad_signature',
  'webhook_stale',
  'webhook_payload_error',
  'webhook_before_response',
  // The next status or result call fails at a gateway or inside; a forgotten request stays forgotten and
  // sends no webhook.
  'status_503',
  'result_503',
  'result_500',
  'request_forgotten',
  // The next request to complete names its audio on a foreign host, or in another model's words.
  'audio_other_host',
  'output_other_model',
  ...AUDIO_FAULTS,
] as const

export type FaultKind = (typeof FAULT_KINDS)[number]

/**
 * `milliseconds`: how long the slow kinds take; 3 s by default.
 * `reason`: what the 422 kinds object to, the content (by default) or the prompt's length.
 * `errorType`: how `render_infrastructure` fails; by default the runner disconnects.
 */
export type FaultDetail = {
  milliseconds?: number
  reason?: 'content' | 'validation'
  errorType?: RequestError
}

export type FalFault = ArmedFault<FaultKind, FaultDetail>

/** Each key's faults. In memory only: a restart heals everything. */
export type FalFaults = Faults<FaultKind, FaultDetail>

const SLOW_MILLISECONDS = 3000

/** What a 422 kind answers. */
export function refusalOf(fault: FalFault): Failure {
  return fault.reason === 'validation' ? INPUT_REFUSED : CONTENT_REFUSED
}

/** Where FAL's limits start. */
export const LIMIT_DEFAULT = 2

/** What the result call answers about a request that failed so. */
export function failureOf({
  kind,
  ...detail
}: ArmedFault<(typeof RENDER_FAULTS)[number], FaultDetail>): Failure {
  switch (kind) {
    case 'render_422':
      return refusalOf({ kind, ...detail })
    case 'render_500':
      return RENDER_CRASHED
    case 'render_downstream':
      return DOWNSTREAM_FAILED
    case 'render_no_media':
      return NO_MEDIA
    case 'render_infrastructure':
      return requestFailure(detail.errorType ?? 'runner_disconnected')
    case 'render_429':
      return limitReached(LIMIT_DEFAULT)
  }
}

export function delayOf(fault: FalFault): number {
  return fault.milliseconds ?? SLOW_MILLISECONDS
}
