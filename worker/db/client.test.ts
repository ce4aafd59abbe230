import { neonConfig } from '@neondatabase/serverless'
import { sql } from 'drizzle-orm'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openStudio, type Studio } from '../../tests/harness/studio.ts'
import { parseEnv } from '../env.ts'
import { isUnreachable, openDb } from './client.ts'

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

  const answering = (status: number, body: string) => async () => new Response(body, { status })
  const failing = (code: string) => answering(400, JSON.stringify({ message: 'no', code }))
  const cutOff = () =>
    new ReadableStream({ start: (body) => body.error(new TypeError('terminated')) })

  it.each([
    ['a connection that fails', true, () => Promise.reject(new TypeError('fetch failed'))],
    ['no answer in time', true, () => Promise.reject(new DOMException('late', 'TimeoutError'))],
    ['an answer that is cut off', true, async () => new Response(cutOff())],
    ['a gateway', true, answering(503, 'upstream connect error')],
    ['a shutdown', true, failing('57P01')],
    ['too many connections', true, failing('53300')],
    ['a broken rule', false, failing('23505')],
    ['a failure inside', false, answering(500, '{"message":"internal server error"}')],
  ])('knows %s: the database is away: %j', async (_, isAway, answer) => {
    const db = openDb(parseEnv(studio.env))
    neonConfig.fetchFunction = answer
    const error = await db.execute(sql`select 1`).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(Error)
    expect(isUnreachable(error)).toBe(isAway)
  })
})
