import { Client, escapeIdentifier } from 'pg'
import type { DatabasePools } from './database-pools.ts'

/** Names that never need quotes. */
export const DATABASE_NAME = /^[a-z0-9_]{1,60}$/

/** Creates databases from a template, and drops them. One at a time, since PostgreSQL locks the template. */
export class ClonedDatabases {
  readonly #serverUrl: string
  readonly #pools: DatabasePools
  #last: Promise<unknown> = Promise.resolve()

  constructor(serverUrl: string, pools: DatabasePools) {
    this.#serverUrl = serverUrl
    this.#pools = pools
  }

  create(name: string, template: string): Promise<void> {
    return this.#inTurn(async () => {
      await this.#pools.close(template)
      const [clone, source] = [escapeIdentifier(name), escapeIdentifier(template)]
      await this.#execute(`CREATE DATABASE ${clone} TEMPLATE ${source} STRATEGY FILE_COPY`)
    })
  }

  /** Cuts the connections that are still open. Does nothing if there is no such database. */
  drop(name: string): Promise<void> {
    return this.#inTurn(async () => {
      await this.#pools.close(name)
      // Not WITH (FORCE), which only a superuser may use while autovacuum is in the database. Without it
      // PostgreSQL itself ends autovacuum, and waits five seconds for connections that are on their way out.
      await this.#execute(
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND usename = current_user',
        [name],
      )
      await this.#execute(`DROP DATABASE IF EXISTS ${escapeIdentifier(name)}`)
    })
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#last.then(work)
    this.#last = turn.catch(() => undefined)
    return turn
  }

  async #execute(sql: string, values: unknown[] = []): Promise<void> {
    const client = new Client({ connectionString: this.#serverUrl })
    await client.connect()
    try {
      await client.query(sql, values)
    } finally {
      await client.end()
    }
  }
}
