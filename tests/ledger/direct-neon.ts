import type { Socket } from 'node:net'
import { neonConfig } from '@neondatabase/serverless'
import type { ClientBase, CustomTypesConfig, Pool, QueryArrayConfig, QueryArrayResult } from 'pg'
import { answerError } from '../../stand-ins/postgres/neon-error.ts'
import {
  parseBatchOptions,
  parseStatements,
  type Statement,
} from '../../stand-ins/postgres/neon-request.ts'

const names = new Map<string, string>()

type NeonRequest = { headers: HeadersInit; body: string }
type NeonAnswer = { ok: boolean; status: number; json(): Promise<unknown>; text(): Promise<string> }

/**
 * Lets Neon's driver speak to a pool of connections in this process: the same statements in the same
 * transactions as behind the front, but without HTTP between, prepared once for each connection, and
 * with a batch sent in one write. So hundreds of thousands of them take minutes, not hours. The pool's
 * clients must be opened with `pipeline: true`.
 */
export function connectDirectly(pool: Pool): void {
  neonConfig.fetchFunction = async (_url: string, request: NeonRequest) => {
    const client = await pool.connect()
    return answerDirectly(client, request).finally(() => client.release())
  }
}

/** Answers a request of the driver as Neon would, over this connection. Never throws. */
export async function answerDirectly(
  client: ClientBase,
  request: NeonRequest,
): Promise<NeonAnswer> {
  try {
    const headers = new Headers(request.headers)
    const { batch, statements } = parseStatements(request.body, headers)
    const answer = batch
      ? { results: await runBatch(client, statements, parseBatchOptions(headers).begin) }
      : (await runTogether(client, statements))[0]
    return answerOf(200, answer)
  } catch (error) {
    const { status, body } = answerError(error)
    return answerOf(status, body)
  }
}

function answerOf(status: number, body: unknown): NeonAnswer {
  const ok = status === 200
  return { ok, status, json: async () => body, text: async () => JSON.stringify(body) }
}

/** One transaction. After an error PostgreSQL skips the rest and ends it with a rollback. */
async function runBatch(client: ClientBase, statements: Statement[], begin: string) {
  const asStatement = (query: string) => ({ query, params: [], arrayMode: true })
  const all = [asStatement(begin), ...statements, asStatement('COMMIT')]
  return (await runTogether(client, all)).slice(1, -1)
}

async function runTogether(client: ClientBase, statements: Statement[]) {
  const settled = await Promise.allSettled(sendTogether(client, statements))
  const failed = settled.find((each) => each.status === 'rejected')
  if (failed) throw failed.reason
  return settled.flatMap((each) => (each.status === 'fulfilled' ? [describe(each.value)] : []))
}

function sendTogether(client: ClientBase, statements: Statement[]) {
  // The socket, which pg's types leave out.
  const { stream } = (client as ClientBase & { connection: { stream: Socket } }).connection
  stream.cork()
  const sent = statements.map(({ query, params }) => {
    const config: QueryArrayConfig = {
      name: nameOf(query),
      text: query,
      values: params,
      rowMode: 'array',
      types: TEXT,
    }
    return client.query(config)
  })
  stream.uncork()
  return sent
}

/** Every value as PostgreSQL wrote it, as Neon answers. */
const TEXT: CustomTypesConfig = { getTypeParser: () => (value: string) => value }

function nameOf(query: string): string {
  const name = names.get(query) ?? `statement_${names.size}`
  names.set(query, name)
  return name
}

const describe = ({ command, rowCount, rows, fields }: QueryArrayResult) => ({
  command,
  rowCount,
  rows,
  fields,
  rowAsArray: true,
})
