import { z } from 'zod'
import type { RenderFailure } from '../music-provider.ts'
import type { FailedCall } from './fence.ts'

/** What a model says: https://fal.ai/docs/documentation/model-apis/errors */
const Problems = z.object({ detail: z.array(z.object({ type: z.string() })).min(1) })
/** What FAL's own machinery says: https://fal.ai/docs/documentation/model-apis/request-errors */
const RequestError = z.object({ error_type: z.string() })
const LimitReached = z.object({ type: z.literal('concurrent_requests_limit') })

const OF_CONTENT = /^content_policy/

/**
 * The families of types that blame the input: those of Pydantic, with which FAL checks it against the schema, and
 * those of FAL's that say what it can't work with.
 */
const OF_INPUT = [
  /^(missing|extra_forbidden|enum|one_of|multiple_of|json_invalid|feature_not_supported)$/,
  /^(value|type|literal|assertion)_error/,
  /^(greater|less)_than/,
  /^(string|int|float|bool|dict|list|model|url|sequence|audio_duration|unsupported)_/,
  /_too_(short|long|small|large)$/,
]

/**
 * The song is at fault only when FAL says so, and then no other engine is asked: anything else, and any type that
 * we don't know, is FAL's failure.
 */
export function readFailure({ body, isRetryable }: FailedCall): RenderFailure {
  if (LimitReached.safeParse(body).success) return 'provider_busy'
  const types = typesIn(body)
  if (types.some((type) => OF_CONTENT.test(type))) return 'refused'
  const blamesInput = types.some((type) => OF_INPUT.some((family) => family.test(type)))
  return blamesInput && !isRetryable ? 'invalid_input' : 'provider_failed'
}

/**
 * Whether a failed result is the outcome of its render. It says why in types, of whatever status it is: without
 * one only this call may have failed, at a gateway or for our key.
 */
export function isOutcome({ status, body, errorType }: FailedCall): boolean {
  if (status === null) return false
  const isTyped = [Problems, RequestError, LimitReached].some(
    (form) => form.safeParse(body).success,
  )
  return isTyped || errorType !== null || !([401, 403, 408, 429].includes(status) || status >= 500)
}

function typesIn(body: unknown): string[] {
  const { data } = Problems.safeParse(body)
  return data?.detail.map(({ type }) => type) ?? []
}
