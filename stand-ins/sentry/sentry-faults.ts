import { Faults } from '../kit/faults.ts'

/**
 * down: the connection is cut without an answer.
 * error: HTTP 500.
 * rate_limited: HTTP 429 with a Retry-After of 60 seconds.
 * slow: accepted, and answered after `milliseconds`.
 */
export const SENTRY_FAULT_KINDS = ['down', 'error', 'rate_limited', 'slow'] as const

export type SentryFaultKind = (typeof SENTRY_FAULT_KINDS)[number]

/** The faults of each public key. */
export class SentryFaults extends Faults<SentryFaultKind, { milliseconds?: number | undefined }> {}
