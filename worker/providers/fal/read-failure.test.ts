import { describe, expect, it } from 'vitest'
import type { FailedCall } from './fence.ts'
import { isOutcome, readFailure } from './read-failure.ts'

/** A failed call as FAL answers it. */
function failed(status: number, body: unknown, more: Partial<FailedCall> = {}): FailedCall {
  return { status, body, retryAfter: null, isRetryable: false, errorType: null, ...more }
}

const problem = (type: string) => ({ detail: [{ loc: ['body'], msg: 'In words', type }] })
const flat = (error_type: string) => ({ detail: 'In words', error_type })
const LIMIT = {
  detail: 'Reached concurrent requests limit of 2',
  type: 'concurrent_requests_limit',
}

describe('a failure of FAL’s', () => {
  it.each(['content_policy_violation', 'content_policy'])(
    'is a refusal, whatever may be tried again: %s',
    (type) => {
      for (const isRetryable of [false, true])
        expect(readFailure(failed(422, problem(type), { isRetryable }))).toBe('refused')
    },
  )

  it.each([
    'missing',
    'extra_forbidden',
    'value_error',
    'value_error.any_str.max_length',
    'type_error.integer',
    'literal_error',
    'enum',
    'one_of',
    'multiple_of',
    'json_invalid',
    'string_too_long',
    'string_too_short',
    'string_type',
    'string_pattern_mismatch',
    'int_parsing',
    'float_type',
    'bool_type',
    'dict_type',
    'greater_than_equal',
    'less_than',
    'sequence_too_long',
    'audio_duration_too_short',
    'file_too_large',
    'unsupported_audio_format',
    'feature_not_supported',
  ])('is the input’s unless it may be tried again: %s', (type) => {
    for (const status of [400, 422]) {
      expect(readFailure(failed(status, problem(type)))).toBe('invalid_input')
      const again = failed(status, problem(type), { isRetryable: true })
      expect(readFailure(again)).toBe('provider_failed')
    }
  })

  it.each([
    'downstream_service_error',
    'downstream_service_unavailable',
    'internal_server_error',
    'generation_timeout',
    'no_media_generated',
    'file_download_error',
    'a_type_of_tomorrow',
  ])('is its own, whatever the status: %s', (type) => {
    for (const status of [400, 422, 500, 504])
      expect(readFailure(failed(status, problem(type)))).toBe('provider_failed')
  })

  it.each([
    ['a flat type', failed(400, flat('bad_request'))],
    ['a sentence alone', failed(422, { detail: 'Something is wrong with the prompt' })],
    ['an empty list', failed(422, { detail: [] })],
    ['a page', failed(400, null)],
    ['nothing', failed(503, null)],
  ])('is its own when all it tells is %s', (_, call) => {
    expect(readFailure(call)).toBe('provider_failed')
  })

  it('is the song’s when one of several problems is', () => {
    const detail = ['internal_server_error', 'string_too_long', 'content_policy_violation'].map(
      (type) => ({ type }),
    )
    expect(readFailure(failed(422, { detail }))).toBe('refused')
    expect(readFailure(failed(422, { detail: detail.slice(0, 2) }))).toBe('invalid_input')
  })

  it('is nobody’s when our key has reached its limit', () => {
    expect(readFailure(failed(429, LIMIT))).toBe('provider_busy')
  })
})

describe('a result that fails', () => {
  it.each([
    ['a typed problem', failed(500, problem('internal_server_error'))],
    ['a flat type', failed(503, flat('runner_disconnected'))],
    ['a flat type of 504', failed(504, flat('request_timeout'))],
    ['a type in a header', failed(502, null, { errorType: 'runner_incomplete_response' })],
    ['our limit', failed(429, LIMIT)],
    ['not found', failed(404, { detail: 'Request not found' })],
    ['a refusal in a sentence', failed(422, { detail: 'No' })],
  ])('is the render’s outcome: %s', (_, call) => {
    expect(isOutcome(call)).toBe(true)
  })

  it.each([
    ['no answer', failed(0, null, { status: null })],
    ['a gateway', failed(502, null)],
    ['FAL without a type', failed(500, { detail: 'Internal server error' })],
    ['a limit of calls', failed(429, { detail: 'Too many requests' })],
    ['a wrong key', failed(401, { detail: 'No user found for Key ID and Secret' })],
  ])('is only that call’s failure: %s', (_, call) => {
    expect(isOutcome(call)).toBe(false)
  })
})
