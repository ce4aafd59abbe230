import { sql } from 'drizzle-orm'
import type { Db } from './client.ts'

const ROWS_MAX = 100

export type Rescue = {
  kind: 'submit' | 'watch' | 'finish' | 'overdue' | 'payment' | 'purchase'
  id: string
  look: number
}

/**
 * What has stood still for too long, in one query: queued jobs nobody picked up, attempts nobody
 * looked at for two minutes, events nobody worked off for two minutes, jobs past their deadline,
 * purchases that Stripe hasn't told of for a while (the older they are, the longer). A job whose
 * render the provider may have finished is overdue five minutes later than others: time for a last
 * look and, if it is done, for storing it.
 */
export async function readRescues(db: Db): Promise<Rescue[]> {
  const { rows } = await db.execute<Rescue>(sql`
    (select 'overdue' as kind, id, 0 as look from jobs
      where finished_at is null and deadline < now() and (
        deadline < now() - interval '5 minutes' or not exists (
          select from attempts
          where job_id = jobs.id and status = 'accepted'))
      order by deadline limit ${ROWS_MAX}::integer)
    union all
    (select 'submit', id, 0 from jobs
      where status = 'queued' and deadline > now() and updated_at < now() - interval '30 seconds'
        and not exists (
          select from attempts where job_id = jobs.id
            and (status <> 'deferred' or submitted_at > now() - interval '2 minutes'))
      order by created_at limit ${ROWS_MAX}::integer)
    union all
    (select 'watch', attempts.id, attempts.looks from attempts join jobs on jobs.id = attempts.job_id
      where attempts.status in ('submitting', 'accepted', 'unknown') and jobs.finished_at is null
        and coalesce(attempts.last_look_at, attempts.submitted_at) < now() - interval '2 minutes'
      order by attempts.submitted_at limit ${ROWS_MAX}::integer)
    union all
    (select case provider when 'stripe' then 'payment' else 'finish' end,
        case provider when 'stripe' then event_id else attempt_id end, 0 from inbox
      where processed_at is null and received_at < now() - interval '2 minutes'
      order by received_at limit ${ROWS_MAX}::integer)
    union all
    (select 'purchase', id, 0 from purchases
      where status in ('pending', 'processing') and session_id is not null
        and checked_at < now() - greatest(interval '5 minutes', (now() - created_at) / 4)
      order by checked_at limit ${ROWS_MAX}::integer)`)
  return rows
}

/** Idempotency keys are promised for 24 hours. */
export async function forgetOldRequestKeys(db: Db): Promise<void> {
  await db.execute(sql`delete from request_keys where created_at < now() - interval '24 hours'`)
}
