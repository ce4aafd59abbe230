import { neonConfig } from '@neondatabase/serverless'
import type { Chronicle } from './chronicle.ts'
import type { Clock } from './clock.ts'
import type { Database } from './database.ts'
import { invocations, Unreachable } from './invocation.ts'
import type { Rows } from './rows.ts'
import type { Scheduler } from './scheduler.ts'

const OUTAGE_SECONDS = 55

/**
 * The Worker's way to Postgres: each request of Neon's driver is one await, and one transaction that
 * happens as a whole or not at all. After every one that may have written, the rows are looked at.
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

  /** Takes the place of the network for all drivers of this thread. What nobody's invocation asks, the simulation does. */
  connect(scheduler: Scheduler): void {
    neonConfig.fetchFunction = (_url: string, request: { headers: HeadersInit; body: string }) => {
      if (!invocations.getStore()) return this.#database.answer(request)
      const name = nameOf(request.body)
      return scheduler.ask({
        port: 'postgres',
        name,
        happen: async () => {
          if (this.#clock.now < this.#downUntil) {
            this.#chronicle.fire('postgres down', name)
            throw new Unreachable('Postgres is down')
          }
          const [answer] = await this.#database.together(() =>
            Promise.all([
              this.#database.answer(request),
              name.startsWith('read') ? null : this.#rows.look(),
            ]),
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

/** `write jobs, tracks`, as far as can be told by the words of its SQL. */
function nameOf(body: string): string {
  const sql = body
    .replaceAll('\\"', '"')
    .replaceAll(/on conflict[^)]*\) do update|for no key update/g, '')
  const written = new Set([...sql.matchAll(WRITES)].map(([, table]) => table))
  if (/move_credits/.test(sql)) written.add('credits')
  return written.size > 0
    ? `write ${[...written].join(', ')}`
    : `read ${READS.exec(sql)?.[1] ?? 'nothing'}`
}
