import { type SQL, sql } from 'drizzle-orm'
import { AWAITED, OPEN } from '../states/attempt-states.ts'
import type { Db } from './client.ts'
import { inList } from './in-list.ts'
import { FIRST_IN_LINES } from './jobs/line.ts'
import { from } from './jobs/move.ts'
import { DUE_TO_ERASE } from './users.ts'

/** Of each kind. */
export const RESCUES_PAGE = 100

export type Rescue = {
  kind:
    | 'submit'
    | 'watch'
    | 'finish'
    | 'stop'
    | 'payment'
    | 'purchase'
    | 'mail'
    | 'erase'
    | 'measure'
    | 'draw'
  id: string
  look: number
}

/**
 * A page of what needs to be woken, counted from 0; some of it may be named twice. Taking an event, a purchase, a
 * mail, a file or a track postpones it (by a quarter of its age), so one that keeps failing can't crowd out the rest,
 * and the next page has others.
 */
export async function takeRescues(db: Db, page: number): Promise<Rescue[]> {
  const pageOfAll = sql`limit ${RESCUES_PAGE}::integer offset ${page * RESCUES_PAGE}::integer`
  const { rows } = await db.execute<Rescue>(sql`
    with finishes as (${takeEvents(sql`provider <> 'stripe'`)}),
    payments as (${takeEvents(sql`provider = 'stripe'`)}),
    checks as (
      update purchases set checked_at = now() where id in (
        select id from purchases
        where status in ('pending', 'processing') and session_id is not null
          and checked_at < now() - greatest(interval '5 minutes', (now() - created_at) / 4)
        order by checked_at limit ${RESCUES_PAGE}::integer for no key update skip locked)
      returning id
    ), mailings as (
      update mails set next_send_at = now() + interval '5 minutes' where id in (
        select id from mails
        where sent_at is null and refused_at is null and next_send_at < now()
          and created_at > now() - interval '1 day'
        order by next_send_at limit ${RESCUES_PAGE}::integer for no key update skip locked)
      returning id
    ), stops as (
      update attempts set stop_at =
        case when finished_at > now() - interval '1 hour' then now() + interval '10 minutes' end
      where id in (
        select id from attempts where stop_at < now()
        order by stop_at limit ${RESCUES_PAGE}::integer for no key update skip locked)
      returning job_id
    ), measures as (
      update files set measure_at = now() + greatest(interval '1 hour', (now() - created_at) / 4)
      where id in (
        select id from files where measure_at < now()
        order by measure_at limit ${RESCUES_PAGE}::integer for no key update skip locked)
      returning id
    ), draws as (
      update tracks set draw_at = now() + greatest(interval '1 hour', (now() - created_at) / 4)
      where id in (
        select id from tracks where draw_at < now()
        order by draw_at limit ${RESCUES_PAGE}::integer for no key update skip locked)
      returning id
    )
    (select 'submit' as kind, id, 0 as look from jobs
      where finished_at is null and status in ${from('submit')}
        and line is null and deadline > now() and updated_at < now() - interval '30 seconds'
        and not exists (
          select from attempts where job_id = jobs.id and (status in ${inList(AWAITED)}
            or (status = 'deferred' and submitted_at > now() - interval '2 minutes')))
      order by created_at, id ${pageOfAll})
    union all
    (select 'submit', id, 0 from (${FIRST_IN_LINES}) as first where ${page}::integer = 0)
    union all
    (select 'watch', attempts.id, attempts.looks from attempts join jobs on jobs.id = attempts.job_id
      where attempts.status in ${inList(OPEN)} and jobs.finished_at is null
        and coalesce(attempts.last_look_at, attempts.submitted_at) < now() - interval '2 minutes'
      order by attempts.submitted_at, attempts.id ${pageOfAll})
    union all
    (select 'finish', storing_attempt_id, 0 from jobs
      where status in ${from('takeOver')} and storing_until < now() - interval '30 seconds'
        and storing_attempt_id is not null
      order by storing_until, id ${pageOfAll})
    union all
    (select 'stop', id, 0 from jobs
      where status = 'canceled' and charged and finished_at < now() - interval '16 minutes'
      order by finished_at, id ${pageOfAll})
    union all
    (select 'erase', id, 0 from users where ${DUE_TO_ERASE} and erased_at is null
      order by closed_at, id ${pageOfAll})
    union all select 'finish', attempt_id, 0 from finishes
    union all select 'stop', job_id, 0 from stops
    union all select 'payment', event_id, 0 from payments
    union all select 'purchase', id, 0 from checks
    union all select 'mail', id, 0 from mailings
    union all select 'measure', id, 0 from measures
    union all select 'draw', id, 0 from draws`)
  return rows
}

function takeEvents(which: SQL): SQL {
  return sql`
    update inbox set next_send_at = now() + greatest(interval '2 minutes', (now() - received_at) / 4)
    where (provider, event_id) in (
      select provider, event_id from inbox
      where ${which} and processed_at is null and next_send_at < now()
      order by next_send_at limit ${RESCUES_PAGE}::integer for no key update skip locked)
    returning event_id, attempt_id`
}

/** The API promises idempotency keys for 24 hours. */
export async function forgetOldRequestKeys(db: Db): Promise<void> {
  await db.execute(sql`delete from request_keys where created_at < now() - interval '24 hours'`)
}
