import { getTableColumns, getTableName, is } from 'drizzle-orm'
import { PgTable } from 'drizzle-orm/pg-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { LYRICS, requestSong } from '../../tests/harness/songs.ts'
import { openStudio, type Studio } from '../../tests/harness/studio.ts'
import * as schema from './schema.ts'

let studio: Studio
beforeAll(async () => {
  studio = await openStudio()
})

type Row = Record<string, unknown>

async function readRow(table: 'tracks' | 'jobs', id: string): Promise<Row> {
  const text = `select to_jsonb(${table}) as row from ${table} where id = $1`
  const [found] = await studio.sql<{ row: Row }>(text, [id])
  return found?.row ?? {}
}

/** Copies the named columns of a row under another id, and leaves the others to the database. */
async function copyRow(table: 'tracks' | 'jobs', id: string, columns: string) {
  const copy = `${id}_copy`
  const text = `insert into ${table} (id, ${columns}) select $1, ${columns} from ${table} where id = $2`
  await studio.sql(text, [copy, id])
  return { ...(await readRow(table, copy)), id }
}

describe('a stored request for a track', () => {
  const wishes = {
    title: 'Rain',
    instrumental: false,
    lyrics: LYRICS,
    durationSeconds: 90,
    genre: 'jazz',
    mood: 'calm',
    bpm: 72,
    key: 'F# minor',
    styleStrength: 0.25,
    seed: 4_294_967_295,
  }

  it.each([
    ['every wish', wishes],
    ['none but the prompt', {}],
  ])('has the values of the database’s own defaults, with %s', async (_, asked) => {
    const { track, job } = await requestSong(await studio.newPerson(), asked)
    const trackCopy = await copyRow(
      'tracks',
      track.id,
      `user_id, order_id, title, prompt, lyrics, instrumental, model, requested_duration_seconds,
        requested_bpm, requested_key, genre, mood, style_strength, seed, status, created_at`,
    )
    expect(await readRow('tracks', track.id)).toEqual(trackCopy)
    const jobCopy = await copyRow(
      'jobs',
      job.id,
      `user_id, track_id, request_id, kind, model, status, stage, credits, typical_seconds,
        deadline, created_at, updated_at, unpaid_micros`,
    )
    expect(await readRow('jobs', job.id)).toEqual(jobCopy)
  })
})

describe('the schema', () => {
  const tables = Object.values(schema).filter((each) => is(each, PgTable))

  it.each(tables.map((table) => [getTableName(table), table] as const))(
    'knows each column of %s as the database does',
    async (name, table) => {
      const rows = await studio.sql(
        `select attname as name, format_type(atttypid, atttypmod) as type, attnotnull as "notNull"
         from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped`,
        [name],
      )
      const known = Object.values(getTableColumns(table)).map((column) => ({
        name: column.name,
        type: column.getSQLType(),
        notNull: column.notNull,
      }))
      const byName = (a: Row, b: Row) => String(a.name).localeCompare(String(b.name))
      expect(known.sort(byName)).toEqual(rows.sort(byName))
    },
  )
})
