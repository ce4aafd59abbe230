import { bigint, integer, pgTable, text } from 'drizzle-orm/pg-core'
import type { EntryKind } from '../../states/entry-kinds.ts'
import { time } from './time.ts'

export const creditAccounts = pgTable('credit_accounts', {
  userId: text('user_id').primaryKey(),
  balance: integer('balance').notNull(),
  held: integer('held').notNull(),
  available: integer('available').notNull(),
  debt: integer('debt').notNull(),
  stripeCustomerId: text('stripe_customer_id'),
  networkHash: text('network_hash'),
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
