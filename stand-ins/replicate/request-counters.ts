import { Counters } from '../kit/counters.ts'

const COUNTERS = ['creates', 'gets', 'lists', 'cancels', 'models', 'secrets', 'files'] as const
const NONE = { creates: 0, gets: 0, lists: 0, cancels: 0, models: 0, secrets: 0, files: 0 }

export type CounterName = (typeof COUNTERS)[number]

/** HTTP requests seen since the token's last reset, refused ones included. */
export type RequestCounters = {
  add(token: string, counter: CounterName): void
  read(token: string): Record<CounterName, number>
  reset(token: string): void
}

export function createRequestCounters(): RequestCounters {
  const counters = new Counters(COUNTERS)
  return {
    add: (token, counter) => counters.add(token, { ...NONE, [counter]: 1 }),
    read: (token) => counters.read(token),
    reset: (token) => counters.reset(token),
  }
}
