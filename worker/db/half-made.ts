import { sql } from 'drizzle-orm'
import type { Db } from './client.ts'

/**
 * The person whose sign-up wrote some of its rows and not all: no password, no session, or no credit
 * account. Null for a whole one, and for one who signed up after `before`.
 */
export async function findHalfMade(
  db: Db,
  email: string,
  before: Date,
): Promise<{ userId: string; hasPassword: boolean } | null> {
  const { rows } = await db.execute<{ userId: string; hasPassword: boolean }>(sql`
    with person as (
      select id,
        exists (select from accounts where user_id = users.id) as password,
        exists (select from sessions where user_id = users.id) as session,
        exists (select from credit_accounts where user_id = users.id) as account
      from users
      where email = ${email.toLowerCase()} and closed_at is null
        and created_at < ${before.toISOString()}::timestamptz
    ) select id as "userId", password as "hasPassword" from person
      where not (password and session and account)`)
  return rows[0] ?? null
}

/** Gives a person without a password this one. Repeating it changes nothing. */
export async function givePassword(db: Db, userId: string, hash: string): Promise<void> {
  await db.execute(sql`
    insert into accounts (id, user_id, account_id, provider_id, password)
    values (${crypto.randomUUID()}, ${userId}, ${userId}, 'credential', ${hash})
    on conflict (provider_id, account_id) do nothing`)
}
