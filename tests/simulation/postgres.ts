import { neonConfig } from '@neondatabase/serverless'
import type { Chronicle } from './chronicle.ts'
import type { Clock } from './clock.ts'
import type { Database } from './database.ts'
import { invocations, Unreachable } from './invocation.ts'
import type { Rows } from './rows.ts'
import type { Scheduler } from './scheduler.ts'

const OUTAGE_SECONDS = 55

/**
 * The Worker's way to Postgres: each request of Neon's driver is one await and one transaction, which
 * happens as a whole or not at all. After each that may have written, the rows are checked.
 */
export class Postgres {
  readonly #database: Database
  readonly #clock: Clock
  readonly #chronicle: Chronicle
  readonly #rows: Rows
  #downUntil = 0

  constructor(world: { database: Database; clock: Clock; chronicle: Chronicle; rows: Rows }) {
    this.#database = world.database
    this.#clock = world.clock
    this.#chronicle = world.chronicle
    this.#rows = world.rows
  }

  /**
   * Takes the place of the network for all drivers of this thread. A query outside of any invocation is the
   * simulation's own.
   */
  connect(scheduler: Scheduler): void {
    neonConfig.fetchFunction = (_url: string, request: { headers: HeadersInit; body: string }) => {
      if (!invocations.getStore()) return this.#database.answer(request)
      const { name, isWatched } = readNature(request.body)
      return scheduler.ask({
        port: 'postgres',
        name,
        happen: async () => {
          if (this.#clock.now < this.#downUntil) {
            this.#chronicle.fire('postgres down', name)
            throw new Unreachable('Postgres is down')
          }
          const [answer] = await this.#database.together(() =>
            Promise.all([this.#database.answer(request), isWatched ? this.#rows.look() : null]),
          )
          return answer
        },
        lost: () => {
          throw new Unreachable('Postgres does not answer')
        },
      })
    }
  }

  goDown(): void {
    this.#downUntil = this.#clock.now + OUTAGE_SECONDS * 1000
  }

  heal(): void {
    this.#downUntil = 0
  }
}

const WRITES = /(?:insert into|update|delete from) "?(\w+)"?/g
const READS = /from "?(\w+)"?/
/** Tables whose rows are checked only at the end. */
const UNWATCHED = ['attempts', 'request_keys']

type Nature = { name: string; isWatched: boolean }

const natures = new Map<string, Nature>()

/** What a request does, read from the words of its SQL: `write jobs, tracks`. */
function readNature(body: string): Nature {
  const { query, queries } = JSON.parse(body) as { query?: string; queries?: { query: string }[] }
  const sql = query ?? (queries ?? []).map((each) => each.query).join(';')
  const known = natures.get(sql)
  if (known) return known
  const written = new Set(
    [...sql.replaceAll(/do update|for no key update/g, '').matchAll(WRITES)].map(
      ([, table]) => table ?? '',
    ),
  )
  if (sql.includes('move_credits')) written.add('credits')
  const verb = written.size > 0 ? 'write' : 'read'
  const name = `${verb} ${[...written].join(', ') || READS.exec(sql)?.[1]}`
  const nature = { name, isWatched: [...written].some((table) => !UNWATCHED.includes(table)) }
  natures.set(sql, nature)
  return nature
}
