import { sql } from 'drizzle-orm'
import type { JobStatus } from '../states/job-states.ts'
import type { Db } from './client.ts'
import { accountIsOpen } from './users.ts'

/** As things stand after the attempt to refund. */
export type RefundFacts = {
  /** The credits that this call gave back, or null. */
  refunded: number | null
  status: JobStatus
  given: boolean
  isRecent: boolean
  available: number
  held: number
}

/**
 * Null when the person has no such track. Months are UTC. Of two refunds at once, the second fails
 * by `credit_entries_key_taken`; a second refund of a track fails by `credit_entries_refunded_once`.
 */
export async function writeQualityRefund(
  db: Db,
  { userId, trackId }: { userId: string; trackId: string },
  { days, perMonth }: { days: number; perMonth: number },
): Promise<RefundFacts | null> {
  const isRecent = sql`jobs.finished_at > now() - make_interval(days => ${days}::integer)`
  const [moved, facts] = await db.batch([
    db.execute<{ refunded: number }>(sql`
      with job as (
        select jobs.id, jobs.user_id, -settled.held_delta as spent
        from jobs join credit_entries settled on settled.key = 'settle:' || jobs.id
        where jobs.track_id = ${trackId} and jobs.user_id = ${userId} and jobs.kind = 'generate'
          and jobs.status = 'complete' and ${isRecent} and ${accountIsOpen(userId)}
      ), used as (${usedThisMonth(userId)})
      select (move_credits(user_id, 'refund',
          'refund:' || user_id || ':' || to_char(now() at time zone 'utc', 'YYYY-MM') || ':' || used.times + 1,
          (spent + 1) / 2, 0, null, job.id)).balance_delta as refunded
      from job, used where used.times < ${perMonth}::integer`),
    db.execute<Omit<RefundFacts, 'refunded'>>(sql`
      select jobs.status, jobs.given, coalesce(${isRecent}, true) as "isRecent",
        account.available, account.held
      from jobs join credit_accounts account using (user_id)
      where jobs.track_id = ${trackId} and jobs.user_id = ${userId} and jobs.kind = 'generate'`),
  ])
  const [fact] = facts.rows
  return fact ? { ...fact, refunded: moved.rows[0]?.refunded ?? null } : null
}

function usedThisMonth(userId: string) {
  return sql`select count(*)::integer as times from credit_entries
    where user_id = ${userId} and kind = 'refund'
      and created_at >= date_trunc('month', now() at time zone 'utc') at time zone 'utc'`
}
