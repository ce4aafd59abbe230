import { Counters } from '../kit/counters.ts'

const COUNTERS = ['submits', 'statuses', 'results', 'cancels', 'files', 'jwks'] as const

type CounterName = (typeof COUNTERS)[number]

/** HTTP requests seen since the key's last reset, refused ones included. */
export type RequestCounters = {
  add(key: string, counter: Exclude<CounterName, 'jwks'>): void
  /** The key set is public: each fetch of it counts for every key. */
  addJwks(): void
  read(key: string): Record<CounterName, number>
  reset(key: string): void
}

export function createRequestCounters(): RequestCounters {
  const counters = new Counters(COUNTERS)
  let jwks = 0
  return {
    add: (key, counter) => counters.add(key, counter),
    addJwks() {
      jwks += 1
    },
    read(key) {
      const counted = counters.read(key)
      return { ...counted, jwks: jwks + counted.jwks }
    },
    reset(key) {
      counters.reset(key)
      counters.add(key, 'jwks', -jwks)
    },
  }
}
