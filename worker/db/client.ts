import { neon, neonConfig } from '@neondatabase/serverless'
import { drizzle } from 'drizzle-orm/neon-http'
import type { Config } from '../env.ts'
import * as schema from './schema.ts'

const QUERY_TIMEOUT_MS = 8_000

export type Db = ReturnType<typeof openDb>

/**
 * A batch is one fetch and one transaction; there are no interactive transactions. In this folder
 * the builder writes a statement about one table of the schema; every other statement is SQL.
 */
export function openDb(config: Pick<Config, 'DATABASE_URL' | 'NEON_ENDPOINT'>) {
  // Version 1.2.0 of the driver takes this address for its whole module only; production sets none.
  if (config.NEON_ENDPOINT) neonConfig.fetchEndpoint = config.NEON_ENDPOINT
  return drizzle(neon(config.DATABASE_URL, { fetchOptions: FETCH_OPTIONS }), { schema })
}

/** The driver spreads these into each fetch, and so reads a new signal for it. */
const FETCH_OPTIONS = {
  get signal() {
    return AbortSignal.timeout(QUERY_TIMEOUT_MS)
  },
}

/** The code and constraint of a failed query: a batch carries them itself, a single query in its cause. */
export function pgError(error: unknown): { code: string; constraint: string | undefined } | null {
  for (const candidate of [error, (error as { cause?: unknown } | null)?.cause]) {
    const { code, constraint } = (candidate ?? {}) as { code?: unknown; constraint?: unknown }
    if (typeof code === 'string')
      return { code, constraint: typeof constraint === 'string' ? constraint : undefined }
  }
  return null
}

const CAUSES_MAX = 5
/** PostgreSQL shuts down, starts, has no connection left, or lost this one. */
const AWAY = /^(08|57P0|53300$)/

/** Whether the database couldn't be asked, or didn't answer in time. What a statement did then is unknown. */
export function isUnreachable(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > CAUSES_MAX) return false
  // The driver's own: its fetch failed. An answer that was cut off is thrown as it is, within the builder's.
  if ('sourceError' in error && error.sourceError instanceof Error) return true
  if ('query' in error && 'params' in error && !isOfDatabase(error.cause)) return true
  if (/^Server error \(HTTP status 50[234]\)/.test(error.message)) return true
  if ('code' in error && typeof error.code === 'string' && AWAY.test(error.code)) return true
  return isUnreachable(error.cause, depth + 1)
}

const isOfDatabase = (cause: unknown) => cause instanceof Error && cause.name === 'NeonDbError'
