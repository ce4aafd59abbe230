import { isIP } from 'node:net'
import { z } from 'zod'
import { jsonToPgText } from './json-to-pg-text.ts'
import { NeonError } from './neon-error.ts'

/** What a connection string names. Its host, which only routes, is ignored. */
export type Credentials = { user: string; password: string; database: string }

export type Statement = { query: string; params: (string | null)[]; arrayMode: boolean }

/** How the transaction of a batch is opened, and the headers that echo it. */
export type BatchOptions = { begin: string; echo: Record<string, string> }

const ISOLATION_LEVELS: Record<string, string> = {
  ReadUncommitted: 'READ UNCOMMITTED',
  ReadCommitted: 'READ COMMITTED',
  RepeatableRead: 'REPEATABLE READ',
  Serializable: 'SERIALIZABLE',
}

const StatementBody = z.object({
  query: z.string(),
  params: z.array(z.unknown()).default([]),
  arrayMode: z.boolean().nullish(),
})
const RequestBody = z.union([StatementBody, z.object({ queries: z.array(StatementBody) })])

/** Reads `Neon-Connection-String`; refuses what Neon's proxy refuses, such as an IP address as host. */
export function parseCredentials(headers: Headers): Credentials {
  const header = headers.get('neon-connection-string')
  if (header === null) throw new NeonError(400, 'invalid header: neon-connection-string')
  if (!URL.canParse(header)) throw new NeonError(400, 'invalid connection string')
  const url = new URL(header)
  if (!['postgres:', 'postgresql:'].includes(url.protocol))
    throw new NeonError(400, 'incorrect scheme')
  const [user, password, database] = [url.username, url.password, url.pathname.slice(1)].map(
    decodeURIComponent,
  )
  if (!database) throw new NeonError(400, 'missing database name')
  if (!user) throw new NeonError(400, 'missing username')
  if (!password) throw new NeonError(400, 'missing authentication credentials: required password')
  if (!url.hostname || isIP(url.hostname)) throw new NeonError(400, 'missing hostname')
  return { user, password, database }
}

/** Reads the `Neon-Batch-*` headers. A boolean counts only when it is exactly `true`. */
export function parseBatchOptions(headers: Headers): BatchOptions {
  const echo: Record<string, string> = {}
  const clauses: string[] = []
  const level = headers.get('neon-batch-isolation-level')
  if (level !== null) {
    const name = ISOLATION_LEVELS[level]
    if (!name) throw new NeonError(400, 'invalid isolation level')
    clauses.push(`ISOLATION LEVEL ${name}`)
    echo['neon-batch-isolation-level'] = level
  }
  for (const [header, clause] of [
    ['neon-batch-read-only', 'READ ONLY'],
    ['neon-batch-deferrable', 'DEFERRABLE'],
  ] as const) {
    if (headers.get(header) !== 'true') continue
    clauses.push(clause)
    echo[header] = 'true'
  }
  return { begin: `START TRANSACTION ${clauses.join(', ')}`, echo }
}

/** Reads the body. `batch` says whether the statements are one transaction. */
export function parseStatements(
  text: string,
  headers: Headers,
): { batch: boolean; statements: Statement[] } {
  // The client parses the raw text of values by type id, and every 1.x client asks for it.
  if (headers.get('neon-raw-text-output') !== 'true') {
    throw new NeonError(400, 'this front only answers with Neon-Raw-Text-Output: true')
  }
  const body = RequestBody.safeParse(parseJson(text)).data
  if (!body) throw new NeonError(400, 'could not parse the HTTP request body')
  const arrayDefault = headers.get('neon-array-mode') === 'true'
  const bodies = 'queries' in body ? body.queries : [body]
  const statements = bodies.map(({ query, params, arrayMode }) => {
    return { query, params: params.map(jsonToPgText), arrayMode: arrayMode ?? arrayDefault }
  })
  return { batch: 'queries' in body, statements }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
