import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Db } from './client.ts'
import {
  type DownloadableType,
  IS_DOWNLOADABLE,
  MEASURED,
  type Measurement,
  SOUND,
} from './measurements.ts'
import { files, jobs, type Track, tracks, users } from './schema.ts'
import { LISTED, type TrackOfList } from './track-list.ts'
import { IS_THERE } from './trash.ts'
import { accountIsOpen } from './users.ts'

export async function readTrack(db: Db, userId: string, trackId: string) {
  const [row] = await db
    .select({
      track: tracks,
      jobId: jobs.id,
      sound: SOUND,
      finishedAt: jobs.finishedAt,
      given: sql<boolean>`coalesce(${jobs.given}, false)`,
      isRefunded: sql<boolean>`exists (
        select from credit_entries where job_id = ${jobs.id} and kind = 'refund')`,
    })
    .from(tracks)
    .leftJoin(jobs, and(eq(jobs.trackId, tracks.id), eq(jobs.kind, 'generate')))
    .where(and(eq(tracks.id, trackId), eq(tracks.userId, userId), IS_THERE))
  return row ?? null
}

export async function readTrackFile(
  db: Db,
  userId: string,
  trackId: string,
  kind: 'audio' | 'peaks',
) {
  const fileId = kind === 'audio' ? tracks.audioFileId : tracks.peaksFileId
  const [row] = await db
    .select({ file: files })
    .from(tracks)
    .innerJoin(files, eq(files.id, fileId))
    .where(and(eq(tracks.id, trackId), eq(tracks.userId, userId)))
  return row?.file ?? null
}

export type Downloadable = {
  track: Track
  artist: string
  measured: Measurement
  key: string
  contentType: DownloadableType
  sound: { offset: number; bytes: number }
  /** Null until it is drawn. */
  cover: { key: string; bytes: number } | null
}

const covers = alias(files, 'covers')

/** Their own track whose sound has been found in its file; null without one. */
export async function readDownloadable(
  db: Db,
  userId: string,
  trackId: string,
): Promise<Downloadable | null> {
  const [row] = await db
    .select({
      track: tracks,
      artist: users.name,
      measured: MEASURED,
      file: files,
      cover: { key: covers.key, bytes: covers.bytes },
    })
    .from(tracks)
    .innerJoin(users, eq(users.id, tracks.userId))
    .innerJoin(files, eq(files.id, tracks.audioFileId))
    .leftJoin(covers, and(eq(covers.trackId, tracks.id), eq(covers.kind, 'cover')))
    .where(and(eq(tracks.id, trackId), eq(tracks.userId, userId), IS_DOWNLOADABLE))
  if (!row || row.measured === null) return null
  const { track, artist, measured, cover } = row
  const { soundOffset: offset, soundBytes: bytes, key, contentType } = row.file
  if (offset === null || bytes === null) return null
  // It is one of these that `IS_DOWNLOADABLE` finds.
  const stored = { key, contentType: contentType as DownloadableType }
  return { track, artist, measured, ...stored, sound: { offset, bytes }, cover }
}

/** `trashedAt` is null for a track that is restored; one in the trash keeps the day it came there. */
export type TrackMarks = {
  title?: string | undefined
  favorite?: boolean | undefined
  trashedAt?: Date | null
}

/** Their own among these, as they are then, in no order. */
export function updateTracks(
  db: Db,
  userId: string,
  trackIds: readonly string[],
  { trashedAt, ...marks }: TrackMarks,
): Promise<TrackOfList[]> {
  // Locked in this order, so that two lists, or a list and jobs that end together, can't deadlock.
  const theirs = db
    .select({ id: tracks.id })
    .from(tracks)
    .where(and(inArray(tracks.id, [...trackIds]), eq(tracks.userId, userId), IS_THERE))
    .orderBy(tracks.id)
    .for('no key update')
  return db
    .update(tracks)
    .set({ ...marks, ...(trashedAt === undefined ? {} : { deletedAt: firstTrash(trashedAt) }) })
    .where(and(inArray(tracks.id, theirs), accountIsOpen(userId)))
    .returning(LISTED)
}

function firstTrash(trashedAt: Date | null): SQL | null {
  return trashedAt && sql`coalesce(deleted_at, ${sql.param(trashedAt, tracks.deletedAt)})`
}
