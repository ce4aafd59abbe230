import { and, desc, eq, lt, sql } from 'drizzle-orm'
import type { EntryKind } from '../states/entry-kinds.ts'
import type { Db } from './client.ts'
import { type Page, pageOf } from './page-of.ts'
import { creditAccounts, creditEntries, jobs, purchases, tracks } from './schema.ts'

export type Balance = { available: number; held: number; debt: number }

/** In free mode: what each person can spend in a day, where `confirmFirst` once their address is confirmed. */
export type DailyCredits = { day: string; credits: number; confirmFirst: boolean }

export type LedgerEntry = {
  id: number
  kind: EntryKind
  credits: number
  held: number
  balance: number
  heldAfter: number
  note: string | null
  jobId: string | null
  jobStatus: string | null
  trackId: string | null
  trackTitle: string | null
  purchaseId: string | null
  pack: string | null
  createdAt: Date
}

/** Null before the account is opened. In free mode the same round trip tops it up first. */
export async function readBalance(
  db: Db,
  userId: string,
  daily: DailyCredits | null,
): Promise<Balance | null> {
  const { available, held, debt } = creditAccounts
  const read = db
    .select({ available, held, debt })
    .from(creditAccounts)
    .where(eq(creditAccounts.userId, userId))
  if (daily === null) return (await read)[0] ?? null
  const [, [balance]] = await db.batch([topUp(db, userId, daily), read])
  return balance ?? null
}

/** Once a day: the day's request key guards it. Held credits count: a cancel brings them back. */
export function topUp(db: Db, userId: string, { day, credits, confirmFirst }: DailyCredits) {
  return db.execute<Record<string, unknown>>(sql`
    with first as (
      insert into request_keys (id, user_id, route, key, body_sha256, answer)
      select 'free:' || user_id || ':' || ${day}::text, user_id, 'free credits', ${day}, '', '{}'
      from credit_accounts where user_id = ${userId}
        and (not ${confirmFirst}::boolean
          or exists (select from users where id = ${userId} and email_verified))
      on conflict do nothing returning id, user_id
    ) select move_credits(user_id, 'grant', first.id, ${credits}::integer - available - held, 0, null, null,
        'Free credits for ' || ${day}::text)
    from first join credit_accounts using (user_id) where available + held < ${credits}::integer`)
}

/** False for an unknown account. A repeated key fails by `credit_entries_key_taken`. */
export async function grantCredits(
  db: Db,
  grant: { userId: string; credits: number; why: string; key: string; actor: string },
): Promise<boolean> {
  const { userId, credits, why, key, actor } = grant
  const { rows } = await db.execute(sql`
    with granted as (
      select move_credits(user_id, 'grant', ${key}::text, ${credits}::integer, 0, null, null, ${why}::text) as entry
      from credit_accounts where user_id = ${userId}
    ) insert into audit_log (actor, action, subject, details)
      select ${actor}, 'credits granted', (entry).user_id,
        jsonb_build_object('credits', (entry).balance_delta, 'why', (entry).note, 'entry', (entry).id)
      from granted returning id`)
  return rows.length > 0
}

export async function listEntries(
  db: Db,
  userId: string,
  { cursor, limit }: { cursor: number | undefined; limit: number },
): Promise<Page<LedgerEntry>> {
  const rows = await db
    .select({
      id: creditEntries.id,
      kind: creditEntries.kind,
      credits: creditEntries.balanceDelta,
      held: creditEntries.heldDelta,
      balance: creditEntries.balanceAfter,
      heldAfter: creditEntries.heldAfter,
      note: creditEntries.note,
      jobId: creditEntries.jobId,
      jobStatus: jobs.status,
      trackId: jobs.trackId,
      /** Null, too, when the trash has been emptied of it. */
      trackTitle: sql<string | null>`nullif(${tracks.title}, '')`,
      purchaseId: creditEntries.purchaseId,
      pack: purchases.pack,
      createdAt: creditEntries.createdAt,
    })
    .from(creditEntries)
    .leftJoin(jobs, eq(jobs.id, creditEntries.jobId))
    .leftJoin(tracks, eq(tracks.id, jobs.trackId))
    .leftJoin(purchases, eq(purchases.id, creditEntries.purchaseId))
    .where(
      and(
        eq(creditEntries.userId, userId),
        cursor === undefined ? undefined : lt(creditEntries.id, cursor),
      ),
    )
    .orderBy(desc(creditEntries.id))
    .limit(limit + 1)
  return pageOf(rows, limit, ({ id }) => String(id))
}
