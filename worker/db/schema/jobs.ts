import { bigint, boolean, integer, pgTable, smallint, text } from 'drizzle-orm/pg-core'
import type { ProviderName } from '../../providers/model.ts'
import type { AttemptStatus } from '../../states/attempt-states.ts'
import type { JobFailure } from '../../states/job-failures.ts'
import type { JobKind } from '../../states/job-kinds.ts'
import type { JobStatus } from '../../states/job-states.ts'
import { time } from './time.ts'

export const jobs = pgTable('jobs', {
  id: text('id').primaryKey(),
  userId: text('user_id').notNull(),
  trackId: text('track_id').notNull(),
  requestId: text('request_id').notNull(),
  kind: text('kind').$type<JobKind>().notNull(),
  model: text('model').notNull(),
  status: text('status').$type<JobStatus>().notNull(),
  version: integer('version').notNull().default(1),
  /** Read it by `readStage`: older rows hold something else than a code. */
  stage: text('stage').notNull(),
  progress: smallint('progress').notNull().default(0),
  queuePosition: integer('queue_position'),
  typicalSeconds: integer('typical_seconds'),
  provider: text('provider').$type<ProviderName>(),
  attempts: integer('attempts').notNull().default(0),
  errorCode: text('error_code').$type<JobFailure>(),
  errorMessage: text('error_message'),
  credits: integer('credits').notNull(),
  deadline: time('deadline').notNull(),
  storingUntil: time('storing_until'),
  storingAttemptId: text('storing_attempt_id'),
  createdAt: time('created_at').notNull(),
  updatedAt: time('updated_at').notNull(),
  finishedAt: time('finished_at'),
  given: boolean('given').notNull().default(false),
  /** In whose provider's line it waits for a place, since when, and who comes first. Null when it doesn't. */
  line: text('line').$type<ProviderName>(),
  lineSince: time('line_since'),
  lineRank: time('line_rank'),
  /** A provider may have it, and we may owe for it. */
  atProvider: boolean('at_provider').notNull().default(false),
  /** It was canceled, and its hold stays settled: music that comes is its owner's. */
  charged: boolean('charged').notNull().default(false),
  /** What it counts for in `unpaid_costs`. */
  unpaidMicros: bigint('unpaid_micros', { mode: 'number' }).notNull().default(0),
})

export const attempts = pgTable('attempts', {
  id: text('id').primaryKey(),
  jobId: text('job_id').notNull(),
  number: integer('number').notNull(),
  provider: text('provider').$type<ProviderName>().notNull(),
  endpoint: text('endpoint').notNull(),
  providerRequestId: text('provider_request_id'),
  status: text('status').$type<AttemptStatus>().notNull(),
  errorCode: text('error_code').$type<JobFailure>(),
  costMicros: bigint('cost_micros', { mode: 'number' }).notNull(),
  looks: integer('looks').notNull(),
  lastLookAt: time('last_look_at'),
  submittedAt: time('submitted_at').notNull(),
  /** When its provider last said that it waits in its queue. */
  lastQueuedAt: time('last_queued_at'),
  /** When its provider first said that it renders. */
  beganAt: time('began_at'),
  finishedAt: time('finished_at'),
  /** Where a signed webhook said that the music is. */
  audioUrl: text('audio_url'),
  /** When cron asks again that its render is stopped; null when nothing is left to do. */
  stopAt: time('stop_at'),
})

export type Job = typeof jobs.$inferSelect
export type Attempt = typeof attempts.$inferSelect
