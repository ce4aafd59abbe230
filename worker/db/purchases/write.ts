import { and, eq, inArray, isNotNull, isNull, lt, lte, sql } from 'drizzle-orm'
import type { SeenPayment } from '../../payments/read-payment.ts'
import type { PackId } from '../../states/packs.ts'
import type { PurchaseStep } from '../../states/purchase-states.ts'
import type { Db } from '../client.ts'
import { creditAccounts, type Purchase, purchases } from '../schema.ts'

export type NewPurchase = {
  id: string
  userId: string
  requestId: string
  pack: PackId
  credits: number
  priceCents: number
  currency: string
}

export const CHECKOUT_ROUTE = 'POST /api/credits/checkout'

/**
 * Writes a purchase under its request's key, unless the key has one already, and reads what the key
 * has now, with the person's customer at Stripe.
 */
export async function writePurchase(
  db: Db,
  purchase: NewPurchase,
  request: { key: string; bodySha256: string },
): Promise<{ purchase: Purchase; customerId: string | null; bodySha256: string }> {
  const { id, userId, requestId, pack, credits, priceCents, currency } = purchase
  const answer = JSON.stringify({ purchaseId: id })
  const [, [stored]] = await db.batch([
    db.execute(sql`
      with first as (
        insert into request_keys (id, user_id, route, key, body_sha256, answer)
        values (${requestId}, ${userId}, ${CHECKOUT_ROUTE}, ${request.key}, ${request.bodySha256},
          ${answer}::jsonb)
        on conflict (user_id, route, key) do nothing returning id, user_id
      ) insert into purchases (id, user_id, request_id, pack, credits, price_cents, currency)
        select ${id}, user_id, id, ${pack}, ${credits}::integer, ${priceCents}::integer, ${currency}
        from first`),
    db
      .select({
        purchase: purchases,
        customerId: creditAccounts.stripeCustomerId,
        bodySha256: sql<string>`request_keys.body_sha256`,
      })
      .from(purchases)
      .innerJoin(creditAccounts, eq(creditAccounts.userId, purchases.userId))
      .innerJoin(sql`request_keys`, sql`request_keys.id = ${purchases.requestId}`)
      .where(
        sql`request_keys.user_id = ${userId} and request_keys.route = ${CHECKOUT_ROUTE}
          and request_keys.key = ${request.key}`,
      ),
  ])
  // The first statement wrote this row, or found it.
  if (!stored) throw new Error(`Purchase ${id} was not written`)
  return stored
}

/** Keeps a purchase's first pay page, and returns it. */
export async function recordSession(
  db: Db,
  purchaseId: string,
  session: { id: string; url: string },
): Promise<string> {
  const [, [stored]] = await db.batch([
    db
      .update(purchases)
      .set({ sessionId: session.id, checkoutUrl: session.url })
      .where(and(eq(purchases.id, purchaseId), isNull(purchases.sessionId))),
    db.select().from(purchases).where(eq(purchases.id, purchaseId)),
  ])
  if (!stored?.checkoutUrl) throw new Error(`Purchase ${purchaseId} has no pay page`)
  return stored.checkoutUrl
}

/** Raises `tries`, once for each try, so that Stripe gets a new idempotency key. */
export async function beginNextTry(db: Db, { id, tries }: Purchase): Promise<void> {
  await db
    .update(purchases)
    .set({ tries: tries + 1 })
    .where(and(eq(purchases.id, id), eq(purchases.tries, tries)))
}

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
