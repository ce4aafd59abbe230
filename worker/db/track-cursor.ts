import { type SQL, sql } from 'drizzle-orm'
import type { TrackSort } from '../states/track-sorts.ts'
import { type Track, tracks } from './schema.ts'

/** Behind which track a page begins: it names that track, and what it was sorted by when it was read. */
export type TrackCursor = { id: string; value: string }

type Order = {
  descending: boolean
  /** What it sorts by before the id, which sorts by time itself. */
  by?: SQL
  /** The track's value of `by`, as the cursor has it. */
  keep?: (track: Track) => string
  /** What `keep` can have answered. */
  values?: RegExp
}

const ORDERS: Record<TrackSort, Order> = {
  newest: { descending: true },
  oldest: { descending: false },
  title: {
    descending: false,
    by: sql`${tracks.title} collate titles`,
    keep: ({ title }) => title,
    values: /^.*$/s,
  },
  longest: {
    descending: true,
    by: sql`coalesce(${tracks.durationSeconds}, 0)`,
    keep: ({ durationSeconds }) => String(durationSeconds ?? 0),
    values: /^\d{1,6}(\.\d{1,9})?$/,
  },
}

export function writeCursor(sort: TrackSort, track: Track): string {
  return [sort, track.id, ORDERS[sort].keep?.(track) ?? ''].join(':')
}

/** Null for text that is no cursor, or one of another sort. */
export function readCursor(sort: TrackSort, cursor: string): TrackCursor | null {
  const [, of, id = '', value = ''] = /^(\w+):(\w+):(.*)$/s.exec(cursor) ?? []
  return of === sort && (ORDERS[sort].values ?? /^$/).test(value) ? { id, value } : null
}

export function orderBy(sort: TrackSort): SQL {
  const { by, descending } = ORDERS[sort]
  const direction = descending ? sql`desc` : sql`asc`
  return by ? sql`${by} ${direction}, ${tracks.id} ${direction}` : sql`${tracks.id} ${direction}`
}

export function isBehind(sort: TrackSort, { id, value }: TrackCursor): SQL {
  const { by, descending } = ORDERS[sort]
  const comes = descending ? sql`<` : sql`>`
  return by
    ? sql`(${by}, ${tracks.id}) ${comes} (${value}, ${id})`
    : sql`${tracks.id} ${comes} ${id}`
}
