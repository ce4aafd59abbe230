import type { Socket } from 'node:net'
import { Client } from 'pg'
import { migrate } from '../../migrations/migrate.ts'
import { answerDirectly } from '../ledger/direct-neon.ts'
import type { Clock } from './clock.ts'

/**
 * `public` comes before PostgreSQL's own functions, so that every `now()` is ours. Tables are as good
 * as empty: a plan that was made once is as good as another, and an index is never worse than reading
 * it all. Sorting, unlike hashing, doesn't depend on what ids happen to be.
 */
const SETTINGS = {
  search_path: 'public,pg_catalog',
  'simulation.now': '2030-01-01T00:00:00Z',
  plan_cache_mode: 'force_generic_plan',
  enable_seqscan: 'off',
  enable_hashagg: 'off',
  jit: 'off',
}

const OUR_NOW = `create function public.now() returns timestamptz language sql stable
  return current_setting('simulation.now')::timestamptz`

const CLEAR = `
  with attempts as (delete from attempts), inbox as (delete from inbox),
    dead as (delete from dead_messages), keys as (delete from request_keys),
    jobs as (delete from jobs), files as (delete from files),
    costs as (delete from unpaid_costs), welcomed as (delete from welcome_counts),
    pages as (update purchases set status = 'expired' where status in ('pending', 'processing'))
  delete from tracks`
const TRUNCATE =
  'truncate users, tracks, jobs, attempts, inbox, dead_messages, request_keys, unpaid_costs cascade'
const CLEARS_PER_TRUNCATE = 200

/** How late the database's clock may be, as clocks are: setting it takes time. */
const LAG_MILLISECONDS_MAX = 50

type Query = { name: string; text: string; values: unknown[] }

/** Brings an empty database to the Worker's schema, with a clock of its own. */
export async function prepareDatabase(url: string): Promise<void> {
  const databaseUrl = withSettings(url)
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query(OUR_NOW).finally(() => client.end())
  await migrate({ databaseUrl, folder: new URL('../../migrations', import.meta.url).pathname })
}

/** A real PostgreSQL in which the time is what the simulation's clock says, by one connection. */
export class Database {
  readonly #client: Client
  readonly #clock: Clock
  #time = Number.NaN
  #clears = 0

  private constructor(client: Client, clock: Clock) {
    this.#client = client
    this.#clock = clock
  }

  static async open(url: string, clock: Clock): Promise<Database> {
    const client = new Client({ connectionString: withSettings(url), pipeline: true })
    // The server cuts this connection when it stops: that is expected.
    client.on('error', () => undefined)
    await client.connect()
    return new Database(client, clock)
  }

  /** Answers the Worker's driver as Neon would. */
  answer(request: Parameters<typeof answerDirectly>[1]) {
    this.#tellTime()
    return answerDirectly(this.#client, request)
  }

  async query<Row extends object>(query: Query): Promise<Row[]> {
    this.#tellTime()
    return (await this.#client.query<Row>(query)).rows
  }

  /** Sends the queries of `work` in one write: writing is most of what a query costs here. */
  together<Answer>(work: () => Answer): Answer {
    const { stream } = (this.#client as Client & { connection: { stream: Socket } }).connection
    stream.cork()
    try {
      return work()
    } finally {
      stream.uncork()
    }
  }

  /** Deletes all tracks and what belongs to them, and closes pay pages. People stay, and what they have paid. */
  async clear(): Promise<void> {
    await this.#client.query(CLEAR)
    this.#clears += 1
    if (this.#clears % CLEARS_PER_TRUNCATE === 0) await this.#client.query(TRUNCATE)
  }

  async close(): Promise<void> {
    await this.#client.end()
  }

  /** Travels with the statement that follows, and its answer isn't waited for. */
  #tellTime(): void {
    if (this.#clock.now >= this.#time && this.#clock.now - this.#time <= LAG_MILLISECONDS_MAX)
      return
    this.#time = this.#clock.now
    void this.#client.query({
      name: 'tell the time',
      text: `select set_config('simulation.now', $1, false)`,
      values: [new Date(this.#time).toISOString()],
    })
  }
}

function withSettings(url: string): string {
  const options = Object.entries(SETTINGS).map(([name, value]) => `-c ${name}=${value}`)
  const address = new URL(url)
  address.searchParams.set('options', options.join(' '))
  return address.href
}
