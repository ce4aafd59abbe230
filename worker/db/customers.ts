import { and, eq } from 'drizzle-orm'
import type { Db } from './client.ts'
import { creditAccounts } from './schema.ts'

/** Null before the person's first purchase. */
export async function readCustomerId(db: Db, userId: string): Promise<string | null> {
  const [account] = await db
    .select({ customerId: creditAccounts.stripeCustomerId })
    .from(creditAccounts)
    .where(eq(creditAccounts.userId, userId))
  return account?.customerId ?? null
}

/** Stripe no longer has this customer: the next pay page makes a new one. */
export async function forgetCustomer(
  db: Db,
  { userId, customerId }: { userId: string; customerId: string },
): Promise<void> {
  await db
    .update(creditAccounts)
    .set({ stripeCustomerId: null })
    .where(and(eq(creditAccounts.userId, userId), eq(creditAccounts.stripeCustomerId, customerId)))
}
