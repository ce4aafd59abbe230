import { and, eq, isNull, sql } from 'drizzle-orm'
import type { PackId } from '../../states/packs.ts'
import type { Db } from '../client.ts'
import { creditAccounts, type Purchase, purchases } from '../schema.ts'
import { openAccountOf } from '../users.ts'

export type NewPurchase = {
  id: string
  userId: string
  requestId: string
  pack: PackId
  credits: number
  priceCents: number
  currency: string
}

const CHECKOUT_ROUTE = 'POST /api/credits/checkout'

/**
 * Writes a purchase under its request's key, unless the key has one already, and reads what the key
 * has now, with the person's customer at Stripe. Null for a closed account.
 */
export async function writePurchase(
  db: Db,
  purchase: NewPurchase,
  request: { key: string; bodySha256: string },
): Promise<{ purchase: Purchase; customerId: string | null; bodySha256: string } | null> {
  const { id, userId, requestId, pack, credits, priceCents, currency } = purchase
  const answer = JSON.stringify({ purchaseId: id })
  const [, [stored]] = await db.batch([
    db.execute(sql`
      with owner as (${openAccountOf(userId)}), first as (
        insert into request_keys (id, user_id, route, key, body_sha256, answer)
        select ${requestId}, ${userId}, ${CHECKOUT_ROUTE}, ${request.key}, ${request.bodySha256},
          ${answer}::jsonb
        from owner
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
  return stored ?? null
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
