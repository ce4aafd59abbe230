import { neonConfig } from '@neondatabase/serverless'
import { sql } from 'drizzle-orm'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openStudio, type Studio } from '../../tests/harness/studio.ts'
import { parseEnv } from '../env.ts'
import { openDb } from './client.ts'

let studio: Studio
beforeAll(async () => {
  studio = await openStudio()
})
afterEach(() => {
  neonConfig.fetchFunction = undefined
})

/** The signals that go along with the requests to Postgres from now on. */
function watchSignals(): (AbortSignal | undefined)[] {
  const signals: (AbortSignal | undefined)[] = []
  neonConfig.fetchFunction = (url: string, init: RequestInit) => {
    signals.push(init.signal ?? undefined)
    return fetch(url, init)
  }
  return signals
}

describe('the database client', () => {
  it('gives every query and batch a time limit of its own', async () => {
    const db = openDb(parseEnv(studio.env))
    const signals = watchSignals()
    await db.execute(sql`select 1`)
    await db.execute(sql`select 2`)
    await db.batch([db.execute(sql`select 3`), db.execute(sql`select 4`)])
    expect(signals).toEqual([
      expect.any(AbortSignal),
      expect.any(AbortSignal),
      expect.any(AbortSignal),
    ])
    expect(new Set(signals).size).toBe(3)
  })
})
