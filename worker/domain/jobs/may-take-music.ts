import type { Job } from '../../db/schema.ts'

/** A job that failed takes its music late, and a canceled one if it was charged. */
export function mayTakeMusic({ status, charged }: Pick<Job, 'status' | 'charged'>): boolean {
  return status !== 'complete' && (status !== 'canceled' || charged)
}
