/** Resend's documented refusals, by name: its status and what it says. */
const REFUSALS = {
  invalid_idempotency_key: [400, 'The key must be between 1-256 chars.'],
  missing_api_key: [401, 'Missing API key in the authorization header.'],
  restricted_api_key: [401, 'This API key is restricted to only send emails.'],
  invalid_api_key: [403, 'API key is invalid.'],
  not_found: [404, 'The requested endpoint does not exist.'],
  method_not_allowed: [405, 'Method is not allowed for the requested path.'],
  invalid_idempotent_request: [409, 'Same idempotency key used with a different request payload.'],
  concurrent_idempotent_requests: [
    409,
    'Same idempotency key used while original request is still in progress.',
  ],
  missing_required_field: [422, 'The request body is missing one or more required fields.'],
  daily_quota_exceeded: [429, 'You have reached your daily email sending quota.'],
  rate_limit_exceeded: [
    429,
    'Too many requests. Please limit the number of requests per second. Or contact support to increase rate limit.',
  ],
  application_error: [500, 'An unexpected error occurred.'],
} as const

export type RefusalName = keyof typeof REFUSALS | 'validation_error'

/** Thrown where Resend refuses. */
export class MailRefusal extends Error {
  readonly status: number
  readonly refusal: RefusalName

  private constructor(refusal: RefusalName, status: number, message: string) {
    super(message)
    this.refusal = refusal
    this.status = status
  }

  static named(name: keyof typeof REFUSALS): MailRefusal {
    const [status, message] = REFUSALS[name]
    return new MailRefusal(name, status, message)
  }

  /** 422 for a field; 403 for a sender whose domain isn't verified. */
  static invalid(message: string, status: 403 | 422 = 422): MailRefusal {
    return new MailRefusal('validation_error', status, message)
  }
}
