import {
  and,
  type Column,
  eq,
  getTableColumns,
  gte,
  ilike,
  isNotNull,
  isNull,
  or,
  type SQL,
  sql,
} from 'drizzle-orm'
import type { JobStatus } from '../states/job-states.ts'
import type { TrackSort } from '../states/track-sorts.ts'
import type { Db } from './client.ts'
import { SOUND, type TrackSound } from './measurements.ts'
import { type Page, pageOf } from './page-of.ts'
import { type Track, tracks } from './schema.ts'
import { isBehind, orderBy, type TrackCursor, writeCursor } from './track-cursor.ts'
import { IS_THERE } from './trash.ts'

export type TrackFilter = {
  q?: string | undefined
  status?: JobStatus | undefined
  genre?: string | undefined
  /** The takes that were asked for together. */
  orderId?: string | undefined
  favorite?: boolean | undefined
  instrumental?: boolean | undefined
  since?: Date | undefined
  trashed: boolean
  sort: TrackSort
  cursor: TrackCursor | null
  limit: number
}

export type TrackOfList = Track & TrackSound & { jobId: string | null }

/** The columns of a track in lists. */
export const LISTED = {
  ...getTableColumns(tracks),
  jobId: sql<string | null>`(
    select jobs.id from jobs where jobs.track_id = tracks.id and jobs.kind = 'generate')`,
  ...SOUND,
}

export async function listTracks(
  db: Db,
  userId: string,
  filter: TrackFilter,
): Promise<Page<TrackOfList>> {
  const rows = await db
    .select(LISTED)
    .from(tracks)
    .where(and(eq(tracks.userId, userId), IS_THERE, ...conditions(filter)))
    .orderBy(orderBy(filter.sort))
    .limit(filter.limit + 1)
  return pageOf(rows, filter.limit, (last) => writeCursor(filter.sort, last))
}

function conditions(filter: TrackFilter): (SQL | undefined)[] {
  const { q, status, genre, orderId, favorite, instrumental, since, trashed, sort, cursor } = filter
  return [
    trashed ? isNotNull(tracks.deletedAt) : isNull(tracks.deletedAt),
    status && eq(tracks.status, status),
    orderId === undefined ? undefined : eq(tracks.orderId, orderId),
    genre === undefined ? undefined : eq(composed(tracks.genre), genre),
    favorite === undefined ? undefined : eq(tracks.favorite, favorite),
    instrumental === undefined ? undefined : eq(tracks.instrumental, instrumental),
    since && gte(tracks.createdAt, since),
    q ? hasWords(q) : undefined,
    cursor ? isBehind(sort, cursor) : undefined,
  ]
}

function hasWords(q: string): SQL | undefined {
  const pattern = `%${q.replace(/[\\%_]/g, '\\$&')}%`
  // Only what has more than one form needs the longer look.
  const form = q === q.normalize('NFD') ? (text: Column) => text : composed
  return or(
    ...[tracks.title, tracks.prompt, tracks.lyrics].map((text) => ilike(form(text), pattern)),
  )
}

/** Texts from before they were all kept in the composed form. */
function composed(text: Column): SQL {
  return sql`normalize(${text}, NFC)`
}
