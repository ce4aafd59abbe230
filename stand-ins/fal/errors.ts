/** One entry of the `detail` list with which a model refuses an input. */
export type FieldError = {
  loc: (string | number)[]
  msg: string
  type: string
  ctx?: Record<string, unknown>
  input?: unknown
}

/** A failure in FAL's words, as a response needs it and as a failed render keeps it. */
export type Failure = {
  status: 401 | 403 | 404 | 422 | 429 | 499 | 500 | 503
  body: { detail: string; error_type?: string } | { detail: FieldError[] }
  errorType?: string
}

/** A model's own refusal: a list that names fields. */
export function modelFailure(status: 422 | 500, detail: FieldError[]): Failure {
  return { status, body: { detail } }
}

/** The platform's failure: a sentence and, for some, a machine-readable type. */
export function platformFailure(
  status: Failure['status'],
  detail: string,
  errorType?: string,
): Failure {
  if (errorType === undefined) return { status, body: { detail } }
  return { status, body: { detail, error_type: errorType }, errorType }
}

/** The failure as a response; 5xx and 429 are what FAL calls retryable. */
export function answerFailure(failure: Failure, headers: Record<string, string> = {}): Response {
  const retryable = failure.status === 429 || failure.status >= 500
  return Response.json(failure.body, {
    status: failure.status,
    headers: {
      'X-Fal-Retryable': String(retryable),
      ...(failure.errorType === undefined ? {} : { 'X-Fal-Error-Type': failure.errorType }),
      ...headers,
    },
  })
}

/** What the content check of a model answers. */
export const CONTENT_REFUSED = modelFailure(422, [
  {
    loc: ['body', 'prompt'],
    msg: 'The content could not be processed because it was flagged by a content checker.',
    type: 'content_policy_violation',
  },
])

/** The schema error of an input that its sender should have caught. */
export const INPUT_REFUSED = modelFailure(422, [
  {
    loc: ['body', 'prompt'],
    msg: 'String should have at most 300 characters',
    type: 'string_too_long',
    ctx: { max_length: 300 },
  },
])

export const RENDER_CRASHED = modelFailure(500, [
  { loc: ['body'], msg: 'Internal server error', type: 'internal_server_error' },
])

export const CANCELLED = platformFailure(
  499,
  'Request was cancelled by the client',
  'client_cancelled',
)
