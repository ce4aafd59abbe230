/** A refusal in Stripe's words. Thrown while a request is read or executed; the app's error handler answers it. */
export class StripeFailure extends Error {
  readonly status: number
  readonly type: string
  readonly code: string | undefined
  readonly param: string | undefined

  constructor(
    status: number,
    message: string,
    { type = 'invalid_request_error', code, param }: FailureDetail = {},
  ) {
    super(message)
    this.status = status
    this.type = type
    this.code = code
    this.param = param
  }

  /** The body of the answer. To the client, any body without `error` is a success. */
  get body() {
    const { code, message, param, type } = this
    return {
      error: {
        ...(code === undefined ? {} : { code, doc_url: docUrl(code) }),
        message,
        ...(param === undefined ? {} : { param }),
        type,
      },
    }
  }
}

type FailureDetail = { type?: string; code?: string; param?: string }

export const unknownParameter = (param: string) =>
  new StripeFailure(400, `Received unknown parameter: ${param}`, {
    code: 'parameter_unknown',
    param,
  })

export const missingParameter = (param: string) =>
  new StripeFailure(400, `Missing required param: ${param}.`, { code: 'parameter_missing', param })

export const invalidParameter = (param: string, message: string, code?: string) =>
  new StripeFailure(400, message, { param, ...(code === undefined ? {} : { code }) })

/** `kind` as Stripe names it in the sentence: "customer", "checkout.session". */
export const noSuch = (kind: string, id: string, param = 'id') =>
  new StripeFailure(404, `No such ${kind}: '${id}'`, { code: 'resource_missing', param })

export const unrecognizedUrl = (method: string, path: string) =>
  new StripeFailure(
    404,
    `Unrecognized request URL (${method}: ${path}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
  )

export const internalError = () =>
  new StripeFailure(500, 'An unknown error occurred', { type: 'api_error' })

export const keyInUse = (idempotencyKey: string) =>
  new StripeFailure(
    409,
    `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${idempotencyKey}. Please try again later.`,
    { code: 'idempotency_key_in_use' },
  )

export const keyUsedDifferently = (idempotencyKey: string) =>
  new StripeFailure(
    400,
    `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${idempotencyKey}' if you meant to execute a different request.`,
    { type: 'idempotency_error' },
  )

function docUrl(code: string): string {
  return `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`
}
