import { type SQL, sql } from 'drizzle-orm'

/** Whether the person has ever bought something. */
export function hasPaid(userId: SQL): SQL<boolean> {
  return sql`exists (select from purchases where purchases.user_id = ${userId} and purchases.status = 'paid')`
}
