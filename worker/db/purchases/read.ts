import { and, desc, eq, isNotNull, lt, ne, or, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { type Page, pageOf } from '../page-of.ts'
import { type Purchase, purchases } from '../schema.ts'

export async function readPurchase(db: Db, purchaseId: string): Promise<Purchase | null> {
  const [purchase] = await db.select().from(purchases).where(eq(purchases.id, purchaseId))
  return purchase ?? null
}

/** Null when it isn't this person's. */
export async function readOwnPurchase(
  db: Db,
  userId: string,
  purchaseId: string,
): Promise<Purchase | null> {
  const [purchase] = await db
    .select()
    .from(purchases)
    .where(and(eq(purchases.id, purchaseId), eq(purchases.userId, userId)))
  return purchase ?? null
}

export async function findPurchase(
  db: Db,
  { sessionId, paymentIntentId }: { sessionId: string | null; paymentIntentId: string | null },
): Promise<Purchase | null> {
  const [purchase] = await db
    .select()
    .from(purchases)
    .where(
      or(
        sessionId ? eq(purchases.sessionId, sessionId) : undefined,
        paymentIntentId ? eq(purchases.paymentIntentId, paymentIntentId) : undefined,
      ) ?? sql`false`,
    )
  return purchase ?? null
}

/** The pay pages that a person can still pay at. */
export async function listOpenSessions(db: Db, userId: string): Promise<string[]> {
  const rows = await db
    .select({ sessionId: purchases.sessionId })
    .from(purchases)
    .where(and(eq(purchases.userId, userId), eq(purchases.status, 'pending')))
  return rows.flatMap(({ sessionId }) => sessionId ?? [])
}

/** Whether its money came when the account was closed already. */
export async function wasPaidAfterLeaving(db: Db, purchaseId: string): Promise<boolean> {
  const { rows } = await db.execute(sql`
    select from purchases join users on users.id = purchases.user_id
    where purchases.id = ${purchaseId} and purchases.paid_at > users.closed_at`)
  return rows.length > 0
}

/** A page of a person's purchases, newest first, without expired ones and those without a pay page. */
export async function listPurchases(
  db: Db,
  userId: string,
  { cursor, limit }: { cursor: string | undefined; limit: number },
): Promise<Page<Purchase>> {
  const rows = await db
    .select()
    .from(purchases)
    .where(
      and(
        eq(purchases.userId, userId),
        isNotNull(purchases.sessionId),
        ne(purchases.status, 'expired'),
        cursor ? lt(purchases.id, cursor) : undefined,
      ),
    )
    .orderBy(desc(purchases.id))
    .limit(limit + 1)
  return pageOf(rows, limit, ({ id }) => id)
}
