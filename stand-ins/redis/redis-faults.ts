import { Faults } from '../kit/faults.ts'

/**
 * latency: the request waits `milliseconds` first; goes together with any other kind.
 * drop: the connection is cut without an answer, nothing was run.
 * unauthorized: 401, nothing was run.
 * error: HTTP 500, nothing was run.
 */
export const REDIS_FAULT_KINDS = ['latency', 'drop', 'unauthorized', 'error'] as const

export type RedisFaultKind = (typeof REDIS_FAULT_KINDS)[number]

/** The faults of each token. */
export class RedisFaults extends Faults<RedisFaultKind, { milliseconds?: number | undefined }> {}
