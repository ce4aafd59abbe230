import { sql } from 'drizzle-orm'
import type { Db } from '../db/client.ts'

/** By status or check; what is missing is 0. */
type Counts = Record<string, number>

export type Metrics = {
  openJobs: Counts
  jobsFinishedLastDay: Counts
  purchases: Counts
  credits: { available: number; held: number; debt: number }
  inbox: { unprocessed: number; oldestSeconds: number }
  /** Those that cron has not sent again. */
  deadMessages: number
  /** For attempts that ended in the last day, in millionths of a US dollar. */
  providerCostMicros: Counts
  /** Null before the first. */
  reconciliation: { atSeconds: number; differences: Counts } | null
  /** Null before the first that wasn't a dry run. */
  sweep: { atSeconds: number; orphans: number } | null
}

/** One round trip, one snapshot. */
export async function readMetrics(db: Db): Promise<Metrics> {
  const { rows } = await db.execute<Metrics>(sql`
    select
      (select coalesce(jsonb_object_agg(status, count), '{}') from (
        select status, count(*) from jobs where finished_at is null group by status
      ) counted) as "openJobs",
      (select coalesce(jsonb_object_agg(status, count), '{}') from (
        select status, count(*) from jobs where finished_at > now() - interval '1 day' group by status
      ) counted) as "jobsFinishedLastDay",
      (select coalesce(jsonb_object_agg(status, count), '{}') from (
        select status, count(*) from purchases group by status
      ) counted) as purchases,
      (select jsonb_build_object('available', coalesce(sum(available), 0),
        'held', coalesce(sum(held), 0), 'debt', coalesce(sum(debt), 0)) from credit_accounts
      ) as credits,
      (select jsonb_build_object('unprocessed', count(*),
        'oldestSeconds', coalesce(extract(epoch from now() - min(received_at)), 0))
        from inbox where processed_at is null
      ) as inbox,
      (select count(*)::integer from dead_messages where replayed_at is null) as "deadMessages",
      (select coalesce(jsonb_object_agg(outcome, micros), '{}') from (
        select case status when 'succeeded' then 'used' else 'wasted' end as outcome,
          sum(cost_micros) as micros
        from attempts
        where finished_at > now() - interval '1 day' and status in ('succeeded', 'failed', 'abandoned')
        group by 1
      ) counted) as "providerCostMicros",
      (select jsonb_build_object('atSeconds', extract(epoch from created_at), 'differences', (
          select coalesce(jsonb_object_agg("check", count), '{}') from (
            select difference ->> 'check' as "check", count(*)
            from jsonb_array_elements(differences) difference group by 1
          ) counted)) from reconciliations order by id desc limit 1
      ) as reconciliation,
      (select jsonb_build_object('atSeconds', extract(epoch from done_at), 'orphans', orphans)
        from sweeps where done_at is not null and not dry_run order by id desc limit 1
      ) as sweep`)
  // A select of subqueries returns one row.
  return rows[0] as Metrics
}
