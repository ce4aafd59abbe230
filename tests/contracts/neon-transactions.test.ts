import { type NeonQueryFunction, neon, neonConfig } from '@neondatabase/serverless'
import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/neon-http'
import { bigint, integer, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keepDateParsers } from './keep-date-parsers.ts'
import { startScratchNeon } from './scratch-postgres.ts'

let server: Awaited<ReturnType<typeof startScratchNeon>>
let sql: NeonQueryFunction<false, false>

keepDateParsers()

beforeAll(async () => {
  server = await startScratchNeon()
  neonConfig.fetchEndpoint = `${server.url}/sql`
  sql = neon(server.connect())
  await sql`create table accounts (id text constraint accounts_pkey primary key,
    balance int not null constraint accounts_balance_short check (balance >= 0))`
})
afterAll(() => server.close())

async function openAccount(id: string, balance: number): Promise<void> {
  await sql`insert into accounts values (${id}, ${balance})`
}

async function balanceOf(id: string): Promise<number> {
  const [row] = await sql`select balance from accounts where id = ${id}`
  return row?.balance
}

/** How often each outcome came: `ok`, or the code of the error. */
async function tally(work: Promise<unknown>[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const outcome of await Promise.allSettled(work)) {
    const name = outcome.status === 'fulfilled' ? 'ok' : outcome.reason.code
    counts[name] = (counts[name] ?? 0) + 1
  }
  return counts
}

describe('a batch', () => {
  it('answers every statement in order', async () => {
    const results = await sql.transaction([sql`select 1 as a`, sql`select 2 as b, 'x' as c`])
    expect(results).toEqual([[{ a: 1 }], [{ b: 2, c: 'x' }]])
  })

  it('leaves nothing behind when one statement fails, and answers its error', async () => {
    await openAccount('batch', 10)
    const batch = sql.transaction([
      sql`update accounts set balance = balance - 5 where id = 'batch'`,
      sql`update accounts set balance = balance - 6 where id = 'batch'`,
      sql`update accounts set balance = 99 where id = 'batch'`,
    ])
    await expect(batch).rejects.toMatchObject({
      code: '23514',
      constraint: 'accounts_balance_short',
      table: 'accounts',
    })
    expect(await balanceOf('batch')).toBe(10)
  })

  it.each([
    ['ReadUncommitted', 'read uncommitted'],
    ['ReadCommitted', 'read committed'],
    ['RepeatableRead', 'repeatable read'],
    ['Serializable', 'serializable'],
  ] as const)('runs at isolation level %s', async (isolationLevel, name) => {
    const results = await sql.transaction([sql`show transaction_isolation`], { isolationLevel })
    expect(results).toEqual([[{ transaction_isolation: name }]])
  })

  it('refuses writes when it is read only', async () => {
    const batch = sql.transaction([sql`delete from accounts`], { readOnly: true })
    await expect(batch).rejects.toMatchObject({ code: '25006' })
  })

  it('echoes its options', async () => {
    const sent = {
      'neon-batch-isolation-level': 'Serializable',
      'neon-batch-read-only': 'true',
      'neon-batch-deferrable': 'true',
    }
    const answer = await fetch(`${server.url}/sql`, {
      method: 'POST',
      headers: {
        'neon-connection-string': server.connect(),
        'neon-raw-text-output': 'true',
        ...sent,
      },
      body: JSON.stringify({ queries: [{ query: 'show transaction_deferrable' }] }),
    })
    expect(Object.fromEntries(answer.headers)).toMatchObject(sent)
    expect(await answer.json()).toMatchObject({
      results: [{ rows: [{ transaction_deferrable: 'on' }] }],
    })
  })
})

describe('at the same time', () => {
  it('200 debits of a balance of 100 take exactly 100', async () => {
    await openAccount('raced', 100)
    const debits = Array.from(
      { length: 200 },
      () => sql`update accounts set balance = balance - 1 where id = 'raced'`,
    )
    expect(await tally(debits)).toEqual({ ok: 100, '23514': 100 })
    expect(await balanceOf('raced')).toBe(0)
  })

  it('serializable batches that read and write the same rows conflict with 40001', async () => {
    await openAccount('serial', 0)
    const batches = Array.from({ length: 20 }, () => {
      const raise = sql`update accounts set balance = (select balance from accounts where id = 'serial') + 1
        where id = 'serial' and pg_sleep(0.05) is not null`
      return sql.transaction([raise], { isolationLevel: 'Serializable' })
    })
    const { ok = 0, '40001': conflicts = 0 } = await tally(batches)
    expect(ok + conflicts).toBe(20)
    expect(conflicts).toBeGreaterThan(0)
    expect(await balanceOf('serial')).toBe(ok)
  })

  it('50 queries all get their own answer', async () => {
    const numbers = Array.from({ length: 50 }, (_, index) => index)
    const rows = await Promise.all(numbers.map((n) => sql`select ${n}::int as n`))
    expect(rows.map(([row]) => row?.n)).toEqual(numbers)
  })
})

describe('drizzle', () => {
  const songs = pgTable('songs', {
    id: text().primaryKey(),
    bpm: integer(),
    plays: bigint({ mode: 'bigint' }).notNull(),
    tags: text().array().notNull(),
    facts: jsonb().$type<{ key: string }>(),
    madeAt: timestamp('made_at', { withTimezone: true }).notNull(),
  })
  const song = {
    id: 'one',
    bpm: null,
    plays: 9007199254740993n,
    tags: ['lo-fi', 'rain, soft'],
    facts: { key: 'A minor' },
    madeAt: new Date('2026-11-22T18:20:57.123Z'),
  }

  beforeAll(async () => {
    await sql`create table songs (id text constraint songs_pkey primary key, bpm int, plays bigint not null,
      tags text[] not null, facts jsonb, made_at timestamptz not null)`
  })

  it('reads what it wrote', async () => {
    const db = drizzle(sql)
    expect(await db.insert(songs).values(song).returning()).toEqual([song])
    expect(await db.select().from(songs).where(eq(songs.id, 'one'))).toEqual([song])
  })

  it('wraps the error of a query, and not that of a batch, which it rolls back', async () => {
    const db = drizzle(sql)
    await db.insert(songs).values({ ...song, id: 'twice' })
    const again = () => db.insert(songs).values({ ...song, id: 'twice' })
    const taken = { code: '23505', constraint: 'songs_pkey' }
    await expect(again()).rejects.toMatchObject({ cause: taken })
    const fresh = db.insert(songs).values({ ...song, id: 'fresh' })
    await expect(db.batch([fresh, again()])).rejects.toMatchObject(taken)
    expect(await db.select().from(songs).where(eq(songs.id, 'fresh'))).toEqual([])
  })

  it('answers each statement of a batch in its own shape', async () => {
    const db = drizzle(sql)
    const [inserted, found] = await db.batch([
      db
        .insert(songs)
        .values({ ...song, id: 'batched' })
        .returning({ id: songs.id }),
      db.select({ bpm: songs.bpm }).from(songs).where(eq(songs.id, 'batched')),
    ])
    expect([inserted, found]).toEqual([[{ id: 'batched' }], [{ bpm: null }]])
  })
})
