import { and, eq, isNotNull, sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import type { StoredFile } from './jobs/complete.ts'
import { tracks } from './schema.ts'

/** It has a sound, and its owner's account is open. */
const IS_MADE = sql`(tracks.audio_file_id is not null and exists (
  select from users where users.id = tracks.user_id and closed_at is null))`

/** Whose the track is whose cover is to be drawn; null when it was drawn already, or is gone. */
export async function readUndrawn(db: Db, trackId: string): Promise<{ userId: string } | null> {
  const [track] = await db
    .select({ userId: tracks.userId })
    .from(tracks)
    .where(and(eq(tracks.id, trackId), isNotNull(tracks.drawAt), IS_MADE))
  return track ?? null
}

/**
 * Once for each time that it is to be drawn, in the place of the one before, whose key is returned: nothing names that
 * any more. `isKept` is false when another consumer was faster or the track is gone.
 */
export async function keepCover(
  db: Db,
  trackId: string,
  { id, key, contentType, bytes, etag }: StoredFile,
): Promise<{ isKept: boolean; replaced: string | null }> {
  const { rows } = await db.execute<{ replaced: string | null }>(sql`
    with track as (
      update tracks set draw_at = null
      where id = ${trackId} and draw_at is not null and ${IS_MADE}
      returning id, user_id
    ), kept as (
      insert into files (id, user_id, track_id, kind, key, content_type, bytes, etag)
      select ${id}, user_id, id, 'cover', ${key}, ${contentType}, ${bytes}::bigint, ${etag} from track
      on conflict (track_id) where kind = 'cover' do update set
        id = excluded.id, key = excluded.key, content_type = excluded.content_type,
        bytes = excluded.bytes, etag = excluded.etag, stored_at = now()
      returning track_id
    )
    select (select key from files where track_id = kept.track_id and kind = 'cover') as replaced from kept`)
  const [kept] = rows
  return { isKept: kept !== undefined, replaced: kept?.replaced ?? null }
}
