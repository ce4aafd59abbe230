import { sql } from 'drizzle-orm'
import type { Db } from './client.ts'

export const REFUND_DAYS = 7
export const REFUNDS_PER_MONTH = 3

/** What decides over a quality refund, as it stands after it was tried. Null: no such track of theirs. */
export type RefundFacts = {
  /** The credits that this very call gave back; null when it gave none. */
  refunded: number | null
  status: string
  given: boolean
  isRecent: boolean
  usedThisMonth: number
  available: number
  held: number
}

/**
 * Gives half of a complete track's price back, rounded up, if the rules allow it. The entry's key
 * counts the month's refunds, so that two at once can't both be the third: the loser fails by
 * `credit_entries_key_taken`. A second one for a track fails by `credit_entries_refunded_once`.
 * Months are those of UTC.
 */
export async function writeQualityRefund(
  db: Db,
  { userId, trackId }: { userId: string; trackId: string },
): Promise<RefundFacts | null> {
  const [moved, facts] = await db.batch([
    db.execute<{ refunded: number }>(sql`
      with job as (
        select jobs.id, jobs.user_id, -settled.held_delta as spent
        from jobs join credit_entries settled on settled.key = 'settle:' || jobs.id
        where jobs.track_id = ${trackId} and jobs.user_id = ${userId} and jobs.kind = 'generate'
          and jobs.status = 'complete' and ${IS_RECENT}
      ), used as (${usedThisMonth(userId)})
      select (move_credits(user_id, 'refund',
          'refund:' || user_id || ':' || to_char(now() at time zone 'utc', 'YYYY-MM') || ':' || used.times + 1,
          (spent + 1) / 2, 0, null, job.id)).balance_delta as refunded
      from job, used where used.times < ${REFUNDS_PER_MONTH}::integer`),
    db.execute<Omit<RefundFacts, 'refunded'>>(sql`
      select jobs.status, jobs.given, coalesce(${IS_RECENT}, true) as "isRecent",
        used.times as "usedThisMonth", account.available, account.held
      from jobs join credit_accounts account using (user_id), (${usedThisMonth(userId)}) as used
      where jobs.track_id = ${trackId} and jobs.user_id = ${userId} and jobs.kind = 'generate'`),
  ])
  const [fact] = facts.rows
  return fact ? { ...fact, refunded: moved.rows[0]?.refunded ?? null } : null
}

const IS_RECENT = sql`jobs.finished_at > now() - make_interval(days => ${REFUND_DAYS}::integer)`

function usedThisMonth(userId: string) {
  return sql`select count(*)::integer as times from credit_entries
    where user_id = ${userId} and kind = 'refund'
      and created_at >= date_trunc('month', now() at time zone 'utc') at time zone 'utc'`
}
