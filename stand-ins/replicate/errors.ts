/** A field that Replicate's validation refuses, in its words. `field` is "" for the body itself. */
export type InvalidField = { type: string; field: string; description: string }

/** A refusal in Replicate's words. Thrown while a request is read; the app's error handler answers it. */
export class ReplicateFailure extends Error {
  readonly status: number
  readonly body: Record<string, unknown>
  readonly headers: Record<string, string>

  constructor(
    status: number,
    { title, detail, ...more }: { title?: string; detail: string; [field: string]: unknown },
    headers: Record<string, string> = {},
  ) {
    super(detail)
    this.status = status
    this.body = { ...(title === undefined ? {} : { title }), detail, status, ...more }
    this.headers = headers
  }
}

export const unauthenticated = (detail: string) =>
  new ReplicateFailure(401, { title: 'Unauthenticated', detail })

export const insufficientCredit = () =>
  new ReplicateFailure(402, {
    title: 'Insufficient credit',
    detail:
      'You have insufficient credit to run this model. Go to https://replicate.com/account/billing#billing to purchase credit. Once you purchase credit, please wait a few minutes before trying again.',
  })

export const notFound = (detail = 'The requested resource could not be found.') =>
  new ReplicateFailure(404, { detail })

export const inputInvalid = (fields: InvalidField[]) =>
  new ReplicateFailure(422, {
    title: 'Input validation failed',
    detail: fields.map((field) => `- ${sentenceOf(field)}\n`).join(''),
    invalid_fields: fields,
  })

export const versionInvalid = () =>
  new ReplicateFailure(422, {
    title: 'Invalid version or not permitted',
    detail:
      "The specified version does not exist (or perhaps you don't have permission to use it?)",
  })

export const throttled = (retryAfterSeconds: number) =>
  new ReplicateFailure(
    429,
    {
      detail: `Request was throttled. Your rate limit resets in ~${retryAfterSeconds}s.`,
      retry_after: retryAfterSeconds,
    },
    { 'Retry-After': String(retryAfterSeconds) },
  )

export const internalError = () =>
  new ReplicateFailure(500, { title: 'Internal server error', detail: 'Something went wrong.' })

export const unavailable = () =>
  new ReplicateFailure(503, { title: 'Service unavailable', detail: 'Please try again later.' })

/** The `error` of a prediction that the content check stopped. */
export const CONTENT_REFUSED =
  'The input or output was flagged as sensitive. Please try again with different inputs. (E005)'

/** The `error` of a prediction that found no room. */
export const HIGH_DEMAND =
  'Service is currently unavailable due to high demand. Please try again later. (E003)'

/** The `error` of a prediction that Replicate lost. */
export const INTERRUPTED = 'Prediction interrupted; please retry (code: PA)'

function sentenceOf({ field, description }: InvalidField): string {
  return field === '' ? description : `${field}: ${description}`
}
