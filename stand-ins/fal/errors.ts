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
  status: 400 | 401 | 403 | 404 | 422 | 429 | 499 | 500 | 502 | 503 | 504
  body: { detail: string; error_type?: string } | { detail: FieldError[] } | LimitReached
  errorType?: string
  /** What `X-Fal-Retryable` says; by default whether it is a 429 or 5xx. */
  retryable?: boolean
}

type LimitReached = { detail: string; type: 'concurrent_requests_limit'; data: { limit: number } }

/** A model's own refusal: a list that names fields. */
export function modelFailure(status: Failure['status'], detail: FieldError[]): Failure {
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

export function answerFailure(failure: Failure, headers: Record<string, string> = {}): Response {
  const { retryable = failure.status === 429 || failure.status >= 500 } = failure
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

/** MiniMax, say, is a service of somebody else's that FAL calls. */
export const DOWNSTREAM_FAILED: Failure = {
  ...modelFailure(400, [
    { loc: ['body'], msg: 'Downstream service error', type: 'downstream_service_error' },
  ]),
  retryable: true,
}

export const NO_MEDIA = modelFailure(422, [
  { loc: ['body'], msg: 'The model did not produce any media output', type: 'no_media_generated' },
])

/** The platform's own failures of a request: https://fal.ai/docs/documentation/model-apis/request-errors */
export const REQUEST_ERRORS = {
  request_timeout: [504, 'Request timed out'],
  startup_timeout: [504, 'Runner did not start in time'],
  runner_scheduling_failure: [503, 'No runner could be allocated'],
  runner_connection_timeout: [503, 'Connection to the runner timed out'],
  runner_disconnected: [503, 'Runner disconnected'],
  runner_connection_refused: [503, 'Runner refused the connection'],
  runner_connection_error: [503, 'Connection to the runner failed'],
  runner_incomplete_response: [502, 'Runner sent an incomplete response'],
  runner_server_error: [500, 'Runner encountered an internal server error'],
  bad_request: [400, 'Invalid timeout header'],
  internal_error: [500, 'An unexpected internal error occurred'],
} as const satisfies Record<string, readonly [Failure['status'], string]>

export type RequestError = keyof typeof REQUEST_ERRORS

export function requestFailure(errorType: RequestError): Failure {
  const [status, detail] = REQUEST_ERRORS[errorType]
  return platformFailure(status, detail, errorType)
}

/** The key has as many requests in progress as it may. */
export function limitReached(limit: number): Failure {
  const detail = `Reached concurrent requests limit of ${limit}`
  return { status: 429, body: { detail, type: 'concurrent_requests_limit', data: { limit } } }
}

export const CANCELLED = platformFailure(
  499,
  'Request was cancelled by the client',
  'client_cancelled',
)
