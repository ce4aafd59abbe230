import { and, eq, sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import { files, jobs, type Track, tracks } from './schema.ts'

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

export async function updateTrack(
  db: Db,
  userId: string,
  trackId: string,
  change: { title?: string | undefined; favorite?: boolean | undefined; deletedAt?: Date | null },
): Promise<Track | null> {
  const [track] = await db
    .update(tracks)
    .set(change)
    .where(and(eq(tracks.id, trackId), eq(tracks.userId, userId)))
    .returning()
  return track ?? null
}
