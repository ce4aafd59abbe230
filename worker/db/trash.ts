import { type SQL, sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import { inList } from './in-list.ts'
import { tracks } from './schema.ts'

/** Whether a track is still its owner's: emptying the trash, and leaving, take its words. */
export const IS_THERE: SQL = sql`${tracks.title} <> ''`

export const PURGED_PAGE = 100

const IS_DUE = sql`(deleted_at < now() - interval '30 days' and title <> '')`

/**
 * Empties a page of what has been in anybody's trash for thirty days: the words go, and the rows of the files. Returns
 * how many tracks, and the keys of their files, which nothing names any more.
 */
export async function purgeTracks(db: Db): Promise<{ tracks: number; keys: string[] }> {
  const found = await db.execute<{ id: string }>(sql`
    select id from tracks where ${IS_DUE} order by deleted_at limit ${PURGED_PAGE}::integer`)
  if (found.rows.length === 0) return { tracks: 0, keys: [] }
  const ids = inList(found.rows.map(({ id }) => id))
  const [, { rows }] = await db.batch([lockTracks(db, ids), purge(db, ids)])
  return rows[0] ?? { tracks: 0, keys: [] }
}

/** The statement after it sees every file that was stored before, and no other is stored until it is done. */
function lockTracks(db: Db, ids: SQL) {
  return db.execute(sql`select from tracks where id in ${ids} order by id for no key update`)
}

function purge(db: Db, ids: SQL) {
  return db.execute<{ tracks: number; keys: string[] }>(sql`
    with due as materialized (
      select id from tracks where id in ${ids} and ${IS_DUE}
    ), emptied as (
      update tracks set title = '', prompt = '', lyrics = null, genre = null, mood = null,
        audio_file_id = null, peaks_file_id = null, draw_at = null
      from due where tracks.id = due.id returning tracks.id
    ), unshown as (
      delete from examples using due where examples.track_id = due.id
    ), gone as (
      delete from files using due where files.track_id = due.id returning files.key
    )
    select (select count(*) from emptied)::integer as tracks, array(select key from gone) as keys`)
}
