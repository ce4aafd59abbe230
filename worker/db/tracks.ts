import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import { files, jobs, tracks } from './schema.ts'
import { LISTED, type TrackOfList } from './track-list.ts'

export async function readTrack(db: Db, userId: string, trackId: string) {
  const [row] = await db
    .select({
      track: tracks,
      jobId: jobs.id,
      finishedAt: jobs.finishedAt,
      given: sql<boolean>`coalesce(${jobs.given}, false)`,
      isRefunded: sql<boolean>`exists (
        select from credit_entries where job_id = ${jobs.id} and kind = 'refund')`,
    })
    .from(tracks)
    .leftJoin(jobs, and(eq(jobs.trackId, tracks.id), eq(jobs.kind, 'generate')))
    .where(and(eq(tracks.id, trackId), eq(tracks.userId, userId)))
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
  return db
    .update(tracks)
    .set({ ...marks, ...(trashedAt === undefined ? {} : { deletedAt: firstTrash(trashedAt) }) })
    .where(and(inArray(tracks.id, [...trackIds]), eq(tracks.userId, userId)))
    .returning(LISTED)
}

function firstTrash(trashedAt: Date | null): SQL | null {
  return trashedAt && sql`coalesce(deleted_at, ${sql.param(trashedAt, tracks.deletedAt)})`
}
