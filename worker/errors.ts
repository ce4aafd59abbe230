export type ErrorCode =
  | 'invalid'
  | 'unauthenticated'
  | 'insufficient_credits'
  | 'forbidden'
  | 'not_found'
  | 'method_not_allowed'
  | 'conflict'
  | 'length_required'
  | 'too_large'
  | 'unsupported_media'
  | 'refused'
  | 'rate_limited'
  | 'internal'
  | 'unavailable'

/** A phrase that the content policy refuses, as it was typed, and what may stand in its place. */
export type Refusal = { field: string; phrase: string; rewording: string | null }

/** An expected refusal: `message` and `fields` are sentences for the person who asked. */
export class DomainError extends Error {
  readonly code: ErrorCode
  readonly fields: Record<string, string> | undefined
  readonly refusal: Refusal | undefined
  readonly retryAfterSeconds: number | undefined
  /** Where it isn't the code's own. */
  readonly status: 422 | undefined

  constructor(
    code: ErrorCode,
    message: string,
    more: {
      fields?: Record<string, string>
      refusal?: Refusal
      retryAfterSeconds?: number
      status?: 422
    } = {},
  ) {
    super(message)
    this.name = 'DomainError'
    this.code = code
    this.fields = more.fields
    this.refusal = more.refusal
    this.retryAfterSeconds = more.retryAfterSeconds
    this.status = more.status
  }
}
