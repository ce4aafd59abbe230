import { textOf } from './xml.ts'

const PASSING_STATUSES = [429, 500, 502, 503, 504]
const PASSING_CODES = ['InternalError', 'RequestTimeout', 'ServiceUnavailable', 'SlowDown']

/** S3 refused a request, or answered something that is no answer. Names no key. */
export class S3Error extends Error {
  readonly status: number
  readonly code: string | null
  /** The same request may work in a moment. */
  readonly isPassing: boolean

  /** `text` is the answer's body: XML with a code, or whatever a proxy on the way says. */
  constructor(method: string, status: number, text: string) {
    const code = /^\w{1,100}$/.exec(textOf(text, 'Code') ?? '')?.[0] ?? null
    super(`S3 answered ${status} ${code ?? 'without a code'} to ${method}`)
    this.status = status
    this.code = code
    this.isPassing =
      PASSING_STATUSES.includes(status) || (code !== null && PASSING_CODES.includes(code))
  }
}
