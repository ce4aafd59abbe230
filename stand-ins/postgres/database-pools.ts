import { Pool } from 'pg'
import type { Credentials } from './neon-request.ts'

const CONNECTIONS_PER_DATABASE_MAX = 10
const IDLE_MILLISECONDS = 5_000

/** A small pool of connections for each database and sign-in; PostgreSQL itself checks the password. */
export class DatabasePools {
  readonly #serverUrl: string
  readonly #pools = new Map<string, { database: string; pool: Pool }>()

  constructor(serverUrl: string) {
    this.#serverUrl = serverUrl
  }

  open({ user, password, database }: Credentials): Pool {
    const key = JSON.stringify([database, user, password])
    const known = this.#pools.get(key)
    if (known) return known.pool
    const url = new URL(this.#serverUrl)
    url.username = encodeURIComponent(user)
    url.password = encodeURIComponent(password)
    url.pathname = encodeURIComponent(database)
    const pool = new Pool({
      connectionString: url.href,
      max: CONNECTIONS_PER_DATABASE_MAX,
      idleTimeoutMillis: IDLE_MILLISECONDS,
    })
    // An idle connection may be cut when its database is dropped or the server stops: the next is new.
    pool.on('error', () => undefined)
    this.#pools.set(key, { database, pool })
    return pool
  }

  /** Closes the database's connections once their statements are done. Later requests open new ones. */
  async close(database: string): Promise<void> {
    const entries = [...this.#pools].filter(([, entry]) => entry.database === database)
    for (const [key] of entries) this.#pools.delete(key)
    await Promise.all(entries.map(([, { pool }]) => pool.end()))
  }

  async closeAll(): Promise<void> {
    const entries = [...this.#pools.values()]
    this.#pools.clear()
    await Promise.all(entries.map(({ pool }) => pool.end()))
  }
}
