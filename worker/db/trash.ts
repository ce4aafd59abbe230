import { type SQL, sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import { tracks } from './schema.ts'

/** Whether a track is still its owner's: emptying the trash, and leaving, take its words. */
export const IS_THERE: SQL = sql`${tracks.title} <> ''`

export const PURGED_PAGE = 100

/**
 * Empties a page of what has been in anybody's trash for thirty days: the words go, and the rows of the files. Returns
 * how many tracks, and the keys of their files, which nothing names any more.
 */
export async function purgeTracks(db: Db): Promise<{ tracks: number; keys: string[] }> {
  const { rows } = await db.execute<{ tracks: number; keys: string[] }>(sql`
    with due as materialized (
      select id from tracks where deleted_at < now() - interval '30 days' and title <> ''
      order by deleted_at limit ${PURGED_PAGE}::integer for no key update skip locked
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
  return rows[0] ?? { tracks: 0, keys: [] }
}
