import {
  bigint,
  boolean,
  integer,
  jsonb,
  pgTable,
  real,
  smallint,
  text,
  timestamp,
} from 'drizzle-orm/pg-core'
import type { ProviderName } from '../providers/model.ts'
import type { AttemptStatus } from '../states/attempt-states.ts'
import type { EntryKind } from '../states/entry-kinds.ts'
import type { JobFailure } from '../states/job-failures.ts'
import type { JobKind } from '../states/job-kinds.ts'
import type { JobStatus } from '../states/job-states.ts'
import type { PackId } from '../states/packs.ts'
import type { PurchaseStatus } from '../states/purchase-states.ts'

/** Constraints and indexes live in `migrations/` alone. */

const time = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

export const users = pgTable('users', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  email: text('email').notNull(),
  emailVerified: boolean('email_verified').notNull().default(false),
  image: text('image'),
  createdAt: time('created_at').notNull().defaultNow(),
  updatedAt: time('updated_at').notNull().defaultNow(),
  closedAt: time('closed_at'),
  erasedAt: time('erased_at'),
})

export const sessions = pgTable('sessions', {
  id: text('id').primaryKey(),
  userId: text('user_id').notNull(),
  token: text('token').notNull(),
  expiresAt: time('expires_at').notNull(),
  ipAddress: text('ip_address'),
  userAgent: text('user_agent'),
  createdAt: time('created_at').notNull().defaultNow(),
  updatedAt: time('updated_at').notNull().defaultNow(),
})

export const accounts = pgTable('accounts', {
  id: text('id').primaryKey(),
  userId: text('user_id').notNull(),
  accountId: text('account_id').notNull(),
  providerId: text('provider_id').notNull(),
  password: text('password'),
  accessToken: text('access_token'),
  refreshToken: text('refresh_token'),
  idToken: text('id_token'),
  accessTokenExpiresAt: time('access_token_expires_at'),
  refreshTokenExpiresAt: time('refresh_token_expires_at'),
  scope: text('scope'),
  createdAt: time('created_at').notNull().defaultNow(),
  updatedAt: time('updated_at').notNull().defaultNow(),
})

export const verifications = pgTable('verifications', {
  id: text('id').primaryKey(),
  identifier: text('identifier').notNull(),
  value: text('value').notNull(),
  expiresAt: time('expires_at').notNull(),
  createdAt: time('created_at').notNull().defaultNow(),
  updatedAt: time('updated_at').notNull().defaultNow(),
})

export const creditAccounts = pgTable('credit_accounts', {
  userId: text('user_id').primaryKey(),
  balance: integer('balance').notNull(),
  held: integer('held').notNull(),
  available: integer('available').notNull(),
  debt: integer('debt').notNull(),
  stripeCustomerId: text('stripe_customer_id'),
})

export const creditEntries = pgTable('credit_entries', {
  id: bigint('id', { mode: 'number' }).primaryKey(),
  userId: text('user_id').notNull(),
  kind: text('kind').$type<EntryKind>().notNull(),
  balanceDelta: integer('balance_delta').notNull(),
  heldDelta: integer('held_delta').notNull(),
  balanceAfter: integer('balance_after').notNull(),
  heldAfter: integer('held_after').notNull(),
  key: text('key').notNull(),
  holdId: bigint('hold_id', { mode: 'number' }),
  jobId: text('job_id'),
  purchaseId: text('purchase_id'),
  note: text('note'),
  createdAt: time('created_at').notNull(),
})

export const purchases = pgTable('purchases', {
  id: text('id').primaryKey(),
  userId: text('user_id').notNull(),
  requestId: text('request_id').notNull(),
  pack: text('pack').$type<PackId>().notNull(),
  credits: integer('credits').notNull(),
  priceCents: integer('price_cents').notNull(),
  currency: text('currency').notNull(),
  status: text('status').$type<PurchaseStatus>().notNull(),
  version: integer('version').notNull(),
  tries: integer('tries').notNull(),
  sessionId: text('session_id'),
  checkoutUrl: text('checkout_url'),
  paymentIntentId: text('payment_intent_id'),
  receiptUrl: text('receipt_url'),
  paidCents: integer('paid_cents'),
  refundedCents: integer('refunded_cents').notNull(),
  disputedCents: integer('disputed_cents').notNull(),
  takenCredits: integer('taken_credits').notNull(),
  createdAt: time('created_at').notNull(),
  checkedAt: time('checked_at').notNull(),
  paidAt: time('paid_at'),
})

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
  createdAt: time('created_at').notNull(),
})

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
  finishedAt: time('finished_at'),
})

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

export const files = pgTable('files', {
  id: text('id').primaryKey(),
  userId: text('user_id').notNull(),
  trackId: text('track_id').notNull(),
  kind: text('kind').$type<'audio' | 'peaks'>().notNull(),
  key: text('key').notNull(),
  contentType: text('content_type').notNull(),
  bytes: bigint('bytes', { mode: 'number' }).notNull(),
  etag: text('etag').notNull(),
  /** Of peaks alone, see `shrinkPeaks`; null if they were stored before these were kept. */
  smallPeaks: smallint('small_peaks').array(),
  createdAt: time('created_at').notNull(),
})

export const examples = pgTable('examples', {
  trackId: text('track_id').primaryKey(),
  position: integer('position').notNull(),
  createdAt: time('created_at').notNull().defaultNow(),
})

export type Track = typeof tracks.$inferSelect
export type Job = typeof jobs.$inferSelect
export type Attempt = typeof attempts.$inferSelect
export type DeadMessage = typeof deadMessages.$inferSelect
export type Purchase = typeof purchases.$inferSelect
