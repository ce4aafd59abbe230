import { eq, sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import { creditAccounts } from './schema.ts'

export type Balance = { available: number; held: number; debt: number }

/** What a person has; null while the account is not open yet. */
export async function readBalance(db: Db, userId: string): Promise<Balance | null> {
  const { available, held, debt } = creditAccounts
  const [balance] = await db
    .select({ available, held, debt })
    .from(creditAccounts)
    .where(eq(creditAccounts.userId, userId))
  return balance ?? null
}

/**
 * Opens a person's account with its signup grant, once, however often it is called: only the
 * statement that inserts the account grants anything.
 */
export async function openAccount(db: Db, userId: string, signupCredits: number): Promise<void> {
  await db.execute(sql`
    with account as (
      insert into credit_accounts (user_id) values (${userId})
      on conflict (user_id) do nothing returning user_id
    ) select move_credits(user_id, 'grant', 'signup:' || user_id, ${signupCredits}::integer, 0, null, null,
        'Welcome to SoundFoundry')
    from account where ${signupCredits}::integer > 0`)
}
