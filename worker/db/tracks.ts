import { and, desc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { SoundPlace } from '../audio/find-sound.ts'
import type { Db } from './client.ts'
import {
  type DownloadableType,
  IS_DOWNLOADABLE,
  MEASURED,
  type Measurement,
  SOUND,
} from './measurements.ts'
import { files, jobs, type Track, tracks, users } from './schema.ts'
import { isFileOf, RENDITION_FIRST } from './track-files.ts'
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

/** `named` is the one that an address names: what was asked for goes on after there is an MP3. */
export async function readTrackFile(
  db: Db,
  userId: string,
  trackId: string,
  { kind, named = '' }: { kind: 'audio' | 'peaks'; named?: string | undefined },
) {
  const [row] = await db
    .select({ file: files })
    .from(tracks)
    .innerJoin(files, isFileOf(kind))
    .where(and(eq(tracks.id, trackId), eq(tracks.userId, userId), IS_THERE))
    .orderBy(desc(eq(files.id, named)), RENDITION_FIRST)
    .limit(1)
  return row?.file ?? null
}

export type Downloadable = {
  track: Track
  artist: string
  measured: Measurement
  key: string
  contentType: DownloadableType
  sound: SoundPlace
  /** Where its MP3 is; null where there is none, and then perhaps it is being made. */
  mp3: { key: string; sound: SoundPlace } | null
  isMp3Due: boolean
  /** Null until it is drawn. */
  cover: { key: string; bytes: number } | null
}

const made = alias(files, 'made')
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
      made,
      cover: { key: covers.key, bytes: covers.bytes },
    })
    .from(tracks)
    .innerJoin(users, eq(users.id, tracks.userId))
    .innerJoin(files, eq(files.id, tracks.audioFileId))
    .leftJoin(made, and(eq(made.trackId, tracks.id), eq(made.kind, 'rendition')))
    .leftJoin(covers, and(eq(covers.trackId, tracks.id), eq(covers.kind, 'cover')))
    .where(and(eq(tracks.id, trackId), eq(tracks.userId, userId), IS_DOWNLOADABLE))
  if (!row || row.measured === null) return null
  const { track, artist, measured, file, cover } = row
  const stored = placeOf(file)
  if (stored === null) return null
  // It is one of these that `IS_DOWNLOADABLE` finds.
  const contentType = file.contentType as DownloadableType
  const mp3 = contentType === 'audio/mpeg' ? stored : row.made && placeOf(row.made)
  const isMp3Due = file.measureAt !== null
  return { track, artist, measured, contentType, ...stored, mp3, isMp3Due, cover }
}

function placeOf({ key, soundOffset: offset, soundBytes: bytes }: typeof files.$inferSelect) {
  return offset === null || bytes === null ? null : { key, sound: { offset, bytes } }
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
