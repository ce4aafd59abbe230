import { and, eq, inArray, isNotNull, isNull, lt, lte, sql } from 'drizzle-orm'
import type { SeenPayment } from '../../payments/read-payment.ts'
import type { PurchaseStep } from '../../states/purchase-states.ts'
import type { Db } from '../client.ts'
import { creditAccounts, type Purchase, purchases } from '../schema.ts'

/**
 * Writes a step and its entry over the version that it was decided on. Null, with nothing written, when
 * that has changed. Without a step only the version rises, so that older decisions are void.
 */
export async function recordStep(
  db: Db,
  purchase: Purchase,
  step: PurchaseStep | null,
  seen: SeenPayment,
): Promise<Purchase | null> {
  const { id, userId, version } = purchase
  const state = step?.state ?? purchase
  const move = step?.move ?? { kind: 'adjust', credits: 0 }
  const key = move.kind === 'purchase' ? `purchase:${id}` : `${move.kind}:${id}:${version}`
  const [changed, , [stored]] = await db.batch([
    db.execute(sql`
      with changed as (
        update purchases set
          status = ${state.status}, paid_cents = ${state.paidCents}::integer,
          refunded_cents = ${state.refundedCents}::integer,
          disputed_cents = ${state.disputedCents}::integer,
          taken_credits = ${state.takenCredits}::integer,
          paid_at = case when ${state.status} = 'paid' then coalesce(paid_at, now()) end,
          session_id = coalesce(session_id, ${seen.sessionId}),
          payment_intent_id = coalesce(payment_intent_id, ${seen.paymentIntentId}::text),
          receipt_url = coalesce(${seen.receiptUrl}::text, receipt_url),
          version = version + 1, checked_at = now()
        where id = ${id} and version = ${version}::integer
        returning id, user_id
      ) select id, case when ${move.credits}::integer <> 0 then move_credits(
          user_id, ${move.kind}::text, ${key}::text, ${move.credits}::integer, 0, null, null, null, id
        ) end from changed`),
    db
      .update(creditAccounts)
      .set({ stripeCustomerId: seen.customerId })
      .where(
        and(
          eq(creditAccounts.userId, userId),
          isNull(creditAccounts.stripeCustomerId),
          seen.customerId === null ? sql`false` : undefined,
        ),
      ),
    db.select().from(purchases).where(eq(purchases.id, id)),
  ])
  return changed.rows.length > 0 && stored ? stored : null
}

/** Claims the check of an open purchase; null when it was checked in the last seconds, or is not open. */
export async function claimPurchaseCheck(
  db: Db,
  purchaseId: string,
  restSeconds: number,
): Promise<Purchase | null> {
  const [purchase] = await db
    .update(purchases)
    .set({ checkedAt: sql`now()` })
    .where(
      and(
        eq(purchases.id, purchaseId),
        inArray(purchases.status, ['pending', 'processing']),
        isNotNull(purchases.sessionId),
        lte(purchases.checkedAt, sql`now() - make_interval(secs => ${restSeconds}::integer)`),
      ),
    )
    .returning()
  return purchase ?? null
}

/** Those that have had no pay page for a day. */
export async function expireUnopenedPurchases(db: Db): Promise<void> {
  await db
    .update(purchases)
    .set({ status: 'expired', version: sql`${purchases.version} + 1` })
    .where(
      and(
        eq(purchases.status, 'pending'),
        isNull(purchases.sessionId),
        lt(purchases.createdAt, sql`now() - interval '1 day'`),
      ),
    )
}
