import { jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { time } from './time.ts'

export const inbox = pgTable('inbox', {
  provider: text('provider').notNull(),
  eventId: text('event_id').notNull(),
  attemptId: text('attempt_id'),
  payload: jsonb('payload').notNull(),
  receivedAt: time('received_at').notNull(),
  processedAt: time('processed_at'),
  nextSendAt: time('next_send_at').notNull().defaultNow(),
})

export const deadMessages = pgTable('dead_messages', {
  id: text('id').primaryKey(),
  body: jsonb('body').notNull(),
  diedAt: time('died_at').notNull().defaultNow(),
  /** When an operator asked cron to send it again, and when cron did. */
  replayAt: time('replay_at'),
  replayedAt: time('replayed_at'),
})

export type DeadMessage = typeof deadMessages.$inferSelect
