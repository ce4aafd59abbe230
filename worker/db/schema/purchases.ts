import { integer, pgTable, text } from 'drizzle-orm/pg-core'
import type { PackId } from '../../states/packs.ts'
import type { PurchaseStatus } from '../../states/purchase-states.ts'
import { time } from './time.ts'

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

export type Purchase = typeof purchases.$inferSelect
