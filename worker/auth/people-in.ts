import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { APIError } from 'better-auth/api'
import { type Db, pgError } from '../db/client.ts'
import * as schema from '../db/schema.ts'

const UNIQUE_VIOLATION = '23505'

type Wanted<Row> = { model: string; data: Omit<Row, 'id'>; select?: string[] | undefined }

/**
 * Where the library keeps people. To the library every write that fails is the same; here an address
 * that somebody else took meanwhile isn't a write whose outcome is unknown.
 */
export function peopleIn(db: Db) {
  const openAdapter = drizzleAdapter(db, { provider: 'pg', schema, usePlural: true })
  return (options: Parameters<typeof openAdapter>[0]) => {
    const adapter = openAdapter(options)
    const create: typeof adapter.create = async <
      Row extends Record<string, unknown>,
      Created = Row,
    >(
      wanted: Wanted<Row>,
    ) => {
      try {
        return await adapter.create<Row, Created>(wanted)
      } catch (error) {
        if (wanted.model !== 'user' || pgError(error)?.code !== UNIQUE_VIOLATION) throw error
        throw new APIError('UNPROCESSABLE_ENTITY', { code: 'USER_ALREADY_EXISTS' })
      }
    }
    const people: typeof adapter = { ...adapter, create, transaction: (run) => run(people) }
    return people
  }
}
