import { type SQL, sql } from 'drizzle-orm'
import { AWAITED, OPEN } from '../states/attempt-states.ts'
import type { Db } from './client.ts'
import { inList } from './in-list.ts'
import { from } from './jobs/move.ts'
import { SIGNED_OUT } from './users.ts'

const ROWS_MAX = 100

export type Rescue = {
  kind: 'submit' | 'watch' | 'finish' | 'past_deadline' | 'payment' | 'purchase' | 'erase'
  id: string
  look: number
}

/**
 * Jobs with an overdue attempt come last: most of them only wait for its music. Taking an event or a
 * purchase postpones it by a quarter of its age, so one that keeps failing can't crowd out the rest.
 */
export async function takeRescues(db: Db): Promise<Rescue[]> {
  const { rows } = await db.execute<Rescue>(sql`
    with finishes as (${takeEvents(sql`provider <> 'stripe'`)}),
    payments as (${takeEvents(sql`provider = 'stripe'`)}),
    checks as (
      update purchases set checked_at = now() where id in (
        select id from purchases
        where status in ('pending', 'processing') and session_id is not null
          and checked_at < now() - greatest(interval '5 minutes', (now() - created_at) / 4)
        order by checked_at limit ${ROWS_MAX}::integer for no key update skip locked)
      returning id
    )
    (select 'past_deadline' as kind, id, 0 as look from jobs
      where finished_at is null and deadline < now()
      order by deadline limit ${ROWS_MAX}::integer)
    union all
    (select 'submit', id, 0 from jobs
      where finished_at is null and status in ${from('submit')}
        and deadline > now() and updated_at < now() - interval '30 seconds'
        and not exists (
          select from attempts where job_id = jobs.id and (status in ${inList(AWAITED)}
            or (status = 'deferred' and submitted_at > now() - interval '2 minutes')))
      order by exists (select from attempts where job_id = jobs.id and status = 'overdue'), created_at
      limit ${ROWS_MAX}::integer)
    union all
    (select 'watch', attempts.id, attempts.looks from attempts join jobs on jobs.id = attempts.job_id
      where attempts.status in ${inList(OPEN)} and jobs.finished_at is null
        and coalesce(attempts.last_look_at, attempts.submitted_at) < now() - interval '2 minutes'
      order by attempts.submitted_at limit ${ROWS_MAX}::integer)
    union all
    (select 'finish', storing_attempt_id, 0 from jobs
      where status in ${from('takeOver')} and storing_until < now() - interval '30 seconds'
        and storing_attempt_id is not null
      order by storing_until limit ${ROWS_MAX}::integer)
    union all
    (select 'erase', id, 0 from users where ${SIGNED_OUT} and erased_at is null
      order by closed_at limit ${ROWS_MAX}::integer)
    union all select distinct 'finish', attempt_id, 0 from finishes
    union all select 'payment', event_id, 0 from payments
    union all select 'purchase', id, 0 from checks`)
  return rows
}

function takeEvents(which: SQL): SQL {
  return sql`
    update inbox set next_send_at = now() + greatest(interval '2 minutes', (now() - received_at) / 4)
    where (provider, event_id) in (
      select provider, event_id from inbox
      where ${which} and processed_at is null and next_send_at < now()
      order by next_send_at limit ${ROWS_MAX}::integer for no key update skip locked)
    returning event_id, attempt_id`
}

/** The API promises idempotency keys for 24 hours. */
export async function forgetOldRequestKeys(db: Db): Promise<void> {
  await db.execute(sql`delete from request_keys where created_at < now() - interval '24 hours'`)
}
