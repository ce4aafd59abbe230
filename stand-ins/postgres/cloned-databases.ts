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
      await this.#execute(`DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`)
    })
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#last.then(work)
    this.#last = turn.catch(() => undefined)
    return turn
  }

  async #execute(sql: string): Promise<void> {
    const client = new Client({ connectionString: this.#serverUrl })
    await client.connect()
    try {
      await client.query(sql)
    } finally {
      await client.end()
    }
  }
}
