import type { CustomTypesConfig, FieldDef, Pool, PoolClient, QueryArrayConfig } from 'pg'
import { NeonError } from './neon-error.ts'
import type { Statement } from './neon-request.ts'

/** Neon's limit for an answer, counted over the text of its values. */
export const ANSWER_BYTES_MAX = 10 * 1024 * 1024
/** The quotes and comma of each value in JSON. */
const VALUE_OVERHEAD_BYTES = 3

/** After any other command the connection may carry session state, which Neon doesn't keep. */
const STATELESS_COMMANDS = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'MERGE']

/** One statement's answer as it is sent; every value is PostgreSQL's text output. */
export type StatementResult = {
  command: string
  rowCount: number | null
  rows: unknown[]
  fields: FieldDef[]
  rowAsArray: boolean
}

/** Runs one statement on its own: it commits unless it fails. */
export async function runSingle(pool: Pool, statement: Statement): Promise<StatementResult> {
  const session = new Session(await pool.connect())
  try {
    return await session.run(statement)
  } finally {
    session.end()
  }
}

/** Runs the statements as one transaction opened by `begin`: all commit, or none and the first error is thrown. */
export async function runBatch(
  pool: Pool,
  statements: Statement[],
  begin: string,
): Promise<StatementResult[]> {
  const client = await pool.connect()
  const session = new Session(client)
  try {
    await client.query(begin)
    const results: StatementResult[] = []
    for (const statement of statements) results.push(await session.run(statement))
    await client.query('COMMIT')
    return results
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    throw error
  } finally {
    session.end()
  }
}

/** A connection for one request, which counts the bytes of its answer. */
class Session {
  readonly #client: PoolClient
  #bytes = 0
  #stateful = false

  constructor(client: PoolClient) {
    this.#client = client
  }

  async run({ query, params, arrayMode }: Statement): Promise<StatementResult> {
    // `queryMode` is missing from pg's types. With it PostgreSQL refuses several statements in one
    // text, as it does behind Neon.
    const config: QueryArrayConfig & { queryMode: 'extended' } = {
      text: query,
      values: params,
      rowMode: 'array',
      queryMode: 'extended',
      types: this.#rawText(),
    }
    const result = await this.#client.query(config)
    // An empty statement has no command, although pg's types promise one.
    const command: string | null = result.command
    if (command !== null && !STATELESS_COMMANDS.includes(command)) this.#stateful = true
    return {
      command: command ?? '',
      rowCount: result.rowCount,
      rows: arrayMode ? result.rows : result.rows.map((row) => nameValues(row, result.fields)),
      fields: result.fields.map(pickField),
      rowAsArray: arrayMode,
    }
  }

  /** Returns the connection to the pool, or closes it when it may differ from a fresh one. */
  end(): void {
    this.#client.release(this.#stateful || this.#client.getTransactionStatus() !== 'I')
  }

  /** Leaves every value as PostgreSQL wrote it, and stops collecting rows past the cap. */
  #rawText(): CustomTypesConfig {
    const keepText = (value: string) => {
      this.#bytes += Buffer.byteLength(value) + VALUE_OVERHEAD_BYTES
      if (this.#bytes > ANSWER_BYTES_MAX) throw answerTooLarge()
      return value
    }
    return { getTypeParser: () => keepText }
  }
}

export function answerTooLarge(): NeonError {
  return new NeonError(507, `response is too large (max is ${ANSWER_BYTES_MAX} bytes)`)
}

function nameValues(row: unknown[], fields: FieldDef[]): Record<string, unknown> {
  return Object.fromEntries(fields.map(({ name }, index) => [name, row[index]]))
}

function pickField(field: FieldDef): FieldDef {
  const { name, dataTypeID, tableID, columnID, dataTypeSize, dataTypeModifier } = field
  return { name, dataTypeID, tableID, columnID, dataTypeSize, dataTypeModifier, format: 'text' }
}
