import fc from 'fast-check'
import { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { migrate } from '../../migrations/migrate.ts'
import { type Db, openDb } from '../../worker/db/client.ts'

import { keepDateParsers } from '../contracts/keep-date-parsers.ts'
import { startScratchPostgres } from '../contracts/scratch-postgres.ts'

import { brokenRules } from './broken-rules.ts'
import { connectDirectly } from './direct-neon.ts'
import { apply, openLedger } from './model.ts'
import { type Operation, sequences } from './operations.ts'
import { happen, type LedgerPerson, signUp } from './person.ts'

const CONNECTIONS = 8
const SEQUENCES = Number(process.env.LEDGER_SEQUENCES || 200)
const STEPS = 20
const CROWDS = 50

let postgres: { url: string; close(): Promise<void> }
let services: { db: Db; pool: Pool }

keepDateParsers()

beforeAll(async () => {
  postgres = await startScratchPostgres()
  await migrate({ databaseUrl: postgres.url, folder: 'migrations' })
  const pool = new Pool({ connectionString: postgres.url, max: CONNECTIONS, pipeline: true })
  // The server cuts these connections when it stops: that is expected.
  pool.on('error', () => undefined)
  const db = openDb({ DATABASE_URL: 'postgres://studio:secret@db.localtest.me/studio' })
  connectDirectly(pool)
  services = { db, pool }
}, 60_000)

afterAll(async () => {
  await services.pool.end()
  await postgres.close()
})

describe('the ledger in PostgreSQL', () => {
  it(`agrees with the rules after every step of ${SEQUENCES} random sequences of ${STEPS}`, {
    timeout: 3_000_000,
  }, async () => {
    const lanes = Array.from({ length: CONNECTIONS }, () =>
      fc.assert(fc.asyncProperty(sequences({ min: STEPS, max: STEPS }), follow), {
        numRuns: Math.ceil(SEQUENCES / CONNECTIONS),
      }),
    )
    await Promise.all(lanes)
  })

  it(`holds when ${STEPS} things happen at once, on ${CONNECTIONS} connections`, {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(sequences({ min: STEPS, max: STEPS }), async (operations) => {
        const person = await signUp(services)
        for (const operation of operations.slice(0, STEPS / 4))
          await happen(services, person, operation)
        await Promise.all(operations.map((operation) => happen(services, person, operation)))
        expect(await findBroken(person)).toEqual([])
      }),
      { numRuns: CROWDS },
    )
  })
})

/** Applies the operations to a new person and to the model beside them. */
async function follow(operations: Operation[]): Promise<void> {
  const person = await signUp(services)
  const ledger = openLedger()
  for (const operation of operations) {
    await happen(services, person, operation)
    apply(ledger, operation)
    const [account, broken] = await look(person)
    if (broken.length > 0) throw new Error(`${operation.kind}: ${broken.join(', ')}`)
    const { balance, held } = ledger
    if (account.balance !== balance || account.held !== held)
      throw new Error(`${operation.kind}: ${JSON.stringify(account)}, not ${balance}, ${held}`)
  }
}

async function look({ userId }: LedgerPerson) {
  const { rows } = await services.pool.query<{ balance: number; held: number; broken: string[] }>({
    name: 'look',
    text: `select balance, held, array(
        select broken || ' ' || what from (${brokenRules('user_id = $1')}) as rules
      ) as broken from credit_accounts where user_id = $1`,
    values: [userId],
  })
  const [account] = rows
  if (!account) throw new Error('The account is gone')
  return [account, account.broken] as const
}

const findBroken = async (person: LedgerPerson) => (await look(person))[1]
