import type { EnvelopeItem } from './envelope.ts'

/** An envelope as it came (`body`), and what was read from it. */
export type ReceivedEnvelope = {
  receivedAt: string
  project: string
  body: string
  items: EnvelopeItem[]
}

const KEPT_MAX = 200

/** The envelopes of each public key, oldest first, the last 200 at most. */
export class SentryStore {
  readonly #byKey = new Map<string, ReceivedEnvelope[]>()

  add(key: string, envelope: ReceivedEnvelope): void {
    this.#byKey.set(key, [...this.list(key), envelope].slice(-KEPT_MAX))
  }

  list(key: string): ReceivedEnvelope[] {
    return this.#byKey.get(key) ?? []
  }

  listAll(): ReceivedEnvelope[] {
    return [...this.#byKey.values()].flat()
  }

  clear(key: string): void {
    this.#byKey.delete(key)
  }
}
