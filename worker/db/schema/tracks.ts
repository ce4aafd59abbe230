import { bigint, boolean, integer, pgTable, real, smallint, text } from 'drizzle-orm/pg-core'
import type { JobStatus } from '../../states/job-states.ts'
import { time } from './time.ts'

export const tracks = pgTable('tracks', {
  id: text('id').primaryKey(),
  userId: text('user_id').notNull(),
  /** The same for the tracks that were asked for together, which `take` counts from 1; null for one alone. */
  orderId: text('order_id').notNull(),
  take: smallint('take'),
  title: text('title').notNull(),
  prompt: text('prompt').notNull(),
  lyrics: text('lyrics'),
  instrumental: boolean('instrumental').notNull(),
  model: text('model').notNull(),
  requestedDurationSeconds: integer('requested_duration_seconds'),
  requestedBpm: integer('requested_bpm'),
  requestedKey: text('requested_key'),
  genre: text('genre'),
  mood: text('mood'),
  styleStrength: real('style_strength'),
  seed: bigint('seed', { mode: 'number' }),
  status: text('status').$type<JobStatus>().notNull(),
  visibility: text('visibility')
    .$type<'private' | 'unlisted' | 'public'>()
    .notNull()
    .default('private'),
  provider: text('provider'),
  durationSeconds: real('duration_seconds'),
  audioFileId: text('audio_file_id'),
  peaksFileId: text('peaks_file_id'),
  favorite: boolean('favorite').notNull().default(false),
  deletedAt: time('deleted_at'),
  /** When cron asks that its cover is drawn; null when there is nothing to do. */
  drawAt: time('draw_at'),
  createdAt: time('created_at').notNull(),
})

export const examples = pgTable('examples', {
  trackId: text('track_id').primaryKey(),
  position: integer('position').notNull(),
  createdAt: time('created_at').notNull().defaultNow(),
})

export type Track = typeof tracks.$inferSelect
