import {
  and,
  asc,
  desc,
  eq,
  gt,
  ilike,
  isNotNull,
  isNull,
  lt,
  or,
  type SQL,
  sql,
} from 'drizzle-orm'
import type { JobStatus } from '../states/job-states.ts'
import type { Db } from './client.ts'
import { type Page, pageOf } from './page-of.ts'
import { files, jobs, type Track, tracks } from './schema.ts'

export type TrackFilter = {
  q?: string | undefined
  status?: JobStatus | undefined
  genre?: string | undefined
  favorite?: boolean | undefined
  trashed: boolean
  sort: 'newest' | 'oldest'
  cursor?: string | undefined
  limit: number
}

/** Ids sort by time. */
export async function listTracks(
  db: Db,
  userId: string,
  filter: TrackFilter,
): Promise<Page<Track>> {
  const newest = filter.sort === 'newest'
  const rows = await db
    .select()
    .from(tracks)
    .where(and(eq(tracks.userId, userId), ...conditions(filter, newest)))
    .orderBy(newest ? desc(tracks.id) : asc(tracks.id))
    .limit(filter.limit + 1)
  return pageOf(rows, filter.limit)
}

function conditions(filter: TrackFilter, newest: boolean): (SQL | undefined)[] {
  const pattern = filter.q && `%${filter.q.replace(/[\\%_]/g, '\\$&')}%`
  return [
    filter.trashed ? isNotNull(tracks.deletedAt) : isNull(tracks.deletedAt),
    filter.status && eq(tracks.status, filter.status),
    filter.genre === undefined ? undefined : eq(tracks.genre, filter.genre),
    filter.favorite === undefined ? undefined : eq(tracks.favorite, filter.favorite),
    pattern ? or(ilike(tracks.title, pattern), ilike(tracks.prompt, pattern)) : undefined,
    filter.cursor ? (newest ? lt : gt)(tracks.id, filter.cursor) : undefined,
  ].filter((condition) => typeof condition === 'object')
}

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
