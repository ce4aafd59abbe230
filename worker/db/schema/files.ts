import { sql } from 'drizzle-orm'
import { bigint, pgTable, smallint, text } from 'drizzle-orm/pg-core'
import type { Rights } from '../../states/rights.ts'
import { time } from './time.ts'

export const files = pgTable('files', {
  id: text('id').primaryKey(),
  userId: text('user_id').notNull(),
  /** Null for a reference, which is its owner's alone. */
  trackId: text('track_id'),
  kind: text('kind').$type<'audio' | 'peaks' | 'reference' | 'cover' | 'rendition'>().notNull(),
  key: text('key').notNull(),
  contentType: text('content_type').notNull(),
  bytes: bigint('bytes', { mode: 'number' }).notNull(),
  /** Null until all of it is stored. */
  etag: text('etag'),
  storedAt: time('stored_at').default(sql`now()`),
  /** Of a reference alone: as its owner calls it. */
  name: text('name'),
  /** Of a reference alone: what its owner says. */
  rights: text('rights').$type<Rights>(),
  /** Of a reference alone: of the whole file, in hex. */
  sha256: text('sha256'),
  /** Of peaks and references, see `shrinkPeaks`; null if they were stored before these were kept. */
  smallPeaks: smallint('small_peaks').array(),
  /** Where its sound lies, and what it is; null until it is measured. */
  soundOffset: bigint('sound_offset', { mode: 'number' }),
  soundBytes: bigint('sound_bytes', { mode: 'number' }),
  soundCrc32: bigint('sound_crc32', { mode: 'number' }),
  soundSha256: text('sound_sha256'),
  /** When cron asks that it is measured; null when there is nothing to do. */
  measureAt: time('measure_at'),
  createdAt: time('created_at').notNull(),
})
