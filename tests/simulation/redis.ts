import { MemoryStore } from '../../stand-ins/redis/memory-store.ts'
import { restAnswer } from '../../stand-ins/redis/rest-answer.ts'
import { parseRestRequest } from '../../stand-ins/redis/rest-request.ts'
import type { Chronicle } from './chronicle.ts'
import type { Clock } from './clock.ts'
import type { Scheduler } from './scheduler.ts'

export const REDIS_URL = 'http://redis.test'
const OUTAGE_SECONDS = 55
const KEYSPACE = 'local'
/** Tokens differ from run to run. */
const TOKEN = /session:\w{32}$/

/** The newest state of a job that a page could have seen. */
type Seen = { version: number; progress: number }

/** The Worker's way to Redis: each request of Upstash's client is one await. */
export class Redis {
  readonly #clock: Clock
  readonly #chronicle: Chronicle
  #store = new MemoryStore()
  #seen = new Map<string, Seen>()
  #downUntil = 0

  constructor(world: { clock: Clock; chronicle: Chronicle }) {
    this.#clock = world.clock
    this.#chronicle = world.chronicle
  }

  /** Takes the place of the network for all that fetches in this thread: there is nothing else to reach. */
  connect(scheduler: Scheduler): void {
    globalThis.fetch = async (input, init) => {
      const url = new URL(String(input))
      if (url.origin !== REDIS_URL) throw new Error(`There is nothing at ${url.origin}`)
      const request = parseRestRequest(url, String(init?.body ?? ''))
      const commands = request.kind === 'single' ? [request.command] : request.commands
      return scheduler.ask({
        port: 'redis',
        name: commands.map(nameOf).join(', '),
        happen: () => this.#run(commands, request.kind === 'single'),
        lost: () => Response.json({ error: 'ERR internal error' }, { status: 500 }),
      })
    }
  }

  goDown(): void {
    this.#downUntil = this.#clock.now + OUTAGE_SECONDS * 1000
  }

  heal(): void {
    this.#downUntil = 0
  }

  flush(): void {
    this.#chronicle.fire('redis flushed', `${this.#seen.size} snapshots`)
    this.#store = new MemoryStore()
    this.#seen = new Map()
  }

  async #run(commands: string[][], isSingle: boolean): Promise<Response> {
    if (this.#clock.now < this.#downUntil) {
      this.#chronicle.fire('redis down', commands.map(([name]) => name).join(', '))
      return Response.json({ error: 'ERR internal error' }, { status: 500 })
    }
    const answers = []
    for (const command of commands)
      answers.push(restAnswer(await this.#store.run(KEYSPACE, command), true))
    await this.#watch(commands)
    return Response.json(isSingle ? answers[0] : answers)
  }

  /** As long as Redis loses nothing, a job that is polled never goes back. */
  async #watch(commands: string[][]): Promise<void> {
    for (const [name, key] of commands) {
      if (name?.toLowerCase() !== 'zadd' || !key) continue
      const newest = await this.#store.run(KEYSPACE, ['zrange', key, '-1', '-1'])
      const [json] = Array.isArray(newest) ? newest : []
      if (typeof json !== 'string' || json === 'forgotten') continue
      const { version, progress }: Seen = JSON.parse(json)
      const before = this.#seen.get(key)
      if (before && (version < before.version || progress < before.progress))
        this.#chronicle.violate(
          'a snapshot goes back',
          `${key} from ${JSON.stringify(before)} to ${JSON.stringify({ version, progress })}`,
        )
      this.#seen.set(key, { version, progress })
    }
  }
}

const nameOf = ([name, key]: string[]) =>
  `${name?.toLowerCase()} ${key?.replace(TOKEN, 'session:…').toLowerCase()}`
