import { Counters } from '../kit/counters.ts'
import type { Operation } from './operation.ts'
import { ALL_OPERATIONS } from './operations/all-operations.ts'

const NAMES = ALL_OPERATIONS.map(nameOf)
const NONE = Object.fromEntries(NAMES.map((name) => [name, 0]))

/** API requests by "METHOD /v1/path/:id" since the key's last reset, refused ones included. */
export type RequestCounters = {
  add(key: string, asked: Operation): void
  read(key: string): Record<string, number>
  reset(key: string): void
}

export function createRequestCounters(): RequestCounters {
  const counters = new Counters(NAMES)
  return {
    add: (key, asked) => counters.add(key, { ...NONE, [nameOf(asked)]: 1 }),
    read: (key) => counters.read(key),
    reset: (key) => counters.reset(key),
  }
}

function nameOf({ method, path }: Operation): string {
  return `${method} ${path}`
}
