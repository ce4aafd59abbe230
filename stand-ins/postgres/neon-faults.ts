import { Faults } from '../kit/faults.ts'

/**
 * latency: the request waits `milliseconds` first; goes together with any other kind.
 * error_before: HTTP 500, nothing was run.
 * error_after_commit: the work is run and committed, then HTTP 500.
 * drop: the connection is cut without an answer, nothing was run.
 * serialization: 40001, nothing was run.
 * too_large: 507, nothing was run.
 */
export const NEON_FAULT_KINDS = [
  'latency',
  'error_before',
  'error_after_commit',
  'drop',
  'serialization',
  'too_large',
] as const

export type NeonFaultKind = (typeof NEON_FAULT_KINDS)[number]

/** The faults of each database. */
export class NeonFaults extends Faults<NeonFaultKind, { milliseconds?: number | undefined }> {}
