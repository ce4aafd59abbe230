import { Counters } from '../kit/counters.ts'
import type { Operation } from './operation.ts'
import { ALL_OPERATIONS } from './operations/all-operations.ts'

/** API requests by "METHOD /v1/path/:id" since the key's last reset, refused ones included. */
export const createRequestCounters = () => new Counters(ALL_OPERATIONS.map(counterOf))

export type RequestCounters = ReturnType<typeof createRequestCounters>

export function counterOf({ method, path }: Operation): string {
  return `${method} ${path}`
}
