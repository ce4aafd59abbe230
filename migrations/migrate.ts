import { Client, DatabaseError } from 'pg'
import { type MigrationFile, readMigrationFiles } from './migration-files.ts'

/** Any number that nothing else locks: `sf` and `mi` in ASCII. */
const ADVISORY_LOCK = 0x73666d69

const CREATE_LEDGER = `CREATE TABLE IF NOT EXISTS schema_migrations (
  name text CONSTRAINT schema_migrations_pkey PRIMARY KEY,
  sha256 text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT now()
)`

/**
 * Applies the folder's migrations that haven't landed yet, in order, each in a transaction of its
 * own together with its row in `schema_migrations`. Several at once are harmless: one works, the
 * others find nothing to do. Returns the names it applied. Refuses, naming the file and applying
 * nothing, when a landed migration was changed or is gone, or when numbers repeat or skip. A
 * migration that fails leaves nothing of itself behind; those before it stay.
 */
export async function migrate(options: {
  databaseUrl: string
  folder: string
}): Promise<{ applied: string[] }> {
  const files = await readMigrationFiles(options.folder)
  const client = new Client({ connectionString: options.databaseUrl })
  await client.connect()
  try {
    await inLockedTransaction(client, async () => {
      await client.query(CREATE_LEDGER)
      await refuseRewrittenHistory(client, files)
    })
    const applied: string[] = []
    for (const file of files) {
      if (await inLockedTransaction(client, () => applyOnce(client, file))) applied.push(file.name)
    }
    return { applied }
  } finally {
    await client.end()
  }
}

/** The lock ends with the transaction, so it also works through a pooler that shares connections. */
async function inLockedTransaction<Result>(
  client: Client,
  work: () => Promise<Result>,
): Promise<Result> {
  await client.query('BEGIN')
  try {
    await client.query('SELECT pg_advisory_xact_lock($1)', [ADVISORY_LOCK])
    const result = await work()
    await client.query('COMMIT')
    return result
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    throw error
  }
}

async function refuseRewrittenHistory(client: Client, files: MigrationFile[]): Promise<void> {
  const landed = await client.query<{ name: string; sha256: string }>(
    'SELECT name, sha256 FROM schema_migrations ORDER BY name',
  )
  for (const { name, sha256 } of landed.rows) {
    const file = files.find((candidate) => candidate.name === name)
    if (!file) throw new Error(`${name} has landed in this database, but its file is gone.`)
    if (file.sha256 !== sha256) {
      throw new Error(`${name} was changed after it landed: add a new migration instead.`)
    }
  }
}

/** Whether we applied it: another process may have been faster. */
async function applyOnce(client: Client, file: MigrationFile): Promise<boolean> {
  const inserted = await client.query(
    'INSERT INTO schema_migrations (name, sha256) VALUES ($1, $2) ON CONFLICT DO NOTHING',
    [file.name, file.sha256],
  )
  if (inserted.rowCount === 0) return false
  try {
    await client.query(file.sql)
  } catch (error) {
    throw new Error(`${file.name}${lineOf(error, file.sql)}: ${messageOf(error)}`, { cause: error })
  }
  return true
}

function lineOf(error: unknown, sql: string): string {
  if (!(error instanceof DatabaseError) || !error.position) return ''
  return `:${sql.slice(0, Number(error.position)).split('\n').length}`
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
