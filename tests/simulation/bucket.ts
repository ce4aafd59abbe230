import type { Chronicle } from './chronicle.ts'
import type { Clock } from './clock.ts'
import { Unreachable } from './invocation.ts'
import type { Scheduler } from './scheduler.ts'

const OUTAGE_SECONDS = 55

type World = { clock: Clock; chronicle: Chronicle; scheduler: Scheduler }
type BodyOfObject = ReadableStream | Uint8Array<ArrayBuffer> | string
type Stored = { bytes: Uint8Array<ArrayBuffer>; etag: string }

/** R2, as far as the Worker uses it: whole objects that are stored, read, listed and deleted, each by one await. */
export class SimulatedBucket {
  readonly #world: World
  readonly #objects = new Map<string, Stored>()
  #puts = 0
  #downUntil = 0

  constructor(world: World) {
    this.#world = world
  }

  goDown(): void {
    this.#downUntil = this.#world.clock.now + OUTAGE_SECONDS * 1000
  }

  heal(): void {
    this.#downUntil = 0
  }

  get keys(): string[] {
    return [...this.#objects.keys()]
  }

  get binding(): R2Bucket {
    const binding = {
      put: (key: string, body: BodyOfObject) => this.#put(key, body),
      get: (key: string) => this.#ask(`get ${key}`, () => this.#get(key)),
      list: ({ prefix }: R2ListOptions) =>
        this.#ask(`list ${prefix}`, () => ({
          objects: this.keys.filter((key) => key.startsWith(prefix ?? '')).map((key) => ({ key })),
          truncated: false,
        })),
      delete: (keys: string | string[]) =>
        this.#ask(`delete ${[keys].flat().join(', ')}`, () => {
          for (const key of [keys].flat()) this.#objects.delete(key)
        }),
    }
    // Nothing else of R2 is used for tracks: their files are smaller than one part of an upload.
    return binding as unknown as R2Bucket
  }

  /** The bytes come first, by the Worker's own awaits; then they are stored at once. */
  async #put(key: string, body: BodyOfObject) {
    const bytes = new Uint8Array(await new Response(body).arrayBuffer())
    return this.#ask(`put ${key}`, () => {
      this.#puts += 1
      const etag = `"${this.#puts}"`
      this.#objects.set(key, { bytes, etag })
      return { key, size: bytes.length, httpEtag: etag }
    })
  }

  #get(key: string) {
    const object = this.#objects.get(key)
    return object ? { key, size: object.bytes.length, body: new Response(object.bytes).body } : null
  }

  #ask<Answer>(name: string, happen: () => Answer): Promise<Answer> {
    const { chronicle, clock, scheduler } = this.#world
    return scheduler.ask({
      port: 'bucket',
      name,
      happen: () => {
        if (clock.now >= this.#downUntil) return happen()
        chronicle.fire('storage down', name)
        throw new Unreachable('R2 is down')
      },
      lost: () => {
        throw new Unreachable('R2 does not answer')
      },
    })
  }
}
