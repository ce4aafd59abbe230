import { type SQL, sql } from 'drizzle-orm'
import { OPEN } from '../../states/attempt-states.ts'
import type { JobFailure } from '../../states/job-failures.ts'
import { type JobEnding, TRANSITIONS } from '../../states/job-states.ts'
import type { Db } from '../client.ts'
import { inList } from '../in-list.ts'
import { utcDay } from '../utc-day.ts'
import { LEAVE_LINE } from './line.ts'
import {
  enter,
  from,
  type ManyMoved,
  MOVED_JOB,
  type Moved,
  moveManyThenRead,
  moveThenRead,
  showOnTrack,
} from './move.ts'

type End =
  | { status: 'canceled'; userId: string; freeCancels: number }
  | { status: 'failed'; errorCode: JobFailure; errorMessage: string }

/**
 * Once. A failed job's events stay unprocessed, and a charged one's: their music can still be given. Of a person's
 * cancels when a provider may have the job, `freeCancels` a day release the hold.
 */
export function endJob(db: Db, jobId: string, end: End): Promise<Moved> {
  return moveThenRead(db, jobId, ending([jobId], end))
}

/** Those of them that are open. */
export function failJobs(
  db: Db,
  jobIds: readonly string[],
  failed: { errorCode: JobFailure; errorMessage: string },
): Promise<ManyMoved> {
  return moveManyThenRead(db, jobIds, ending(jobIds, { status: 'failed', ...failed }))
}

function ending(jobIds: readonly string[], end: End): SQL {
  const transition = end.status === 'failed' ? 'fail' : 'cancel'
  const failed = end.status === 'failed' ? end : null
  const owned = end.status === 'canceled' ? sql`and user_id = ${end.userId}` : sql``
  const freeCancels = end.status === 'canceled' ? end.freeCancels : 0
  return sql`
    with target as (
      select id, user_id, at_provider, unpaid_micros, ${utcDay(sql`created_at`)} as day,
        ${failed === null}::boolean and at_provider and exists (
          select from users where users.id = jobs.user_id and closed_at is null) as is_counted
      from jobs where id in ${inList(jobIds)} ${owned} and status in ${from(transition)}
    ), free as (
      insert into free_cancels (user_id, day, used)
      select user_id, ${utcDay(sql`now()`)}, 1 from target where is_counted and ${freeCancels}::integer > 0
      on conflict (user_id, day) do update set used = free_cancels.used + 1
        where free_cancels.used < ${freeCancels}::integer
      returning user_id
    ), job as (
      update jobs set ${enter(transition)},
        charged = target.is_counted and not exists (select from free),
        unpaid_micros = case when target.at_provider then jobs.unpaid_micros else 0 end,
        error_code = ${failed?.errorCode ?? null}, error_message = ${failed?.errorMessage ?? null},
        attempts = ${COUNT_ATTEMPTS}, ${LEAVE_LINE}, storing_until = null,
        storing_attempt_id = null, finished_at = now()
      from target where jobs.id = target.id
      returning ${MOVED_JOB}
    ), ${showOnTrack()}, ${endAttempts(sql`'abandoned'`)}${failed ? sql`` : sql`, ${PROCESSED}`},
    uncounted as (
      -- After the account's lock, as everywhere: this runs when the rest is done.
      update unpaid_costs set micros = unpaid_costs.micros - freed.micros
      from (
        select day, sum(unpaid_micros) as micros from target join job using (id)
        where not target.at_provider and unpaid_micros > 0 group by day) as freed
      where unpaid_costs.day = freed.day
    )
    ${resolveHold(transition, 'cancelCharged')}`
}

/** Includes attempts whose acceptance no consumer recorded before the job ended. */
export const COUNT_ATTEMPTS = sql`(select count(*) from attempts where attempts.job_id = jobs.id)`

/** The message that stops an abandoned render may be lost: then cron sends it again. */
const STOP_AGAIN = sql`now() + interval '10 minutes'`

/** The open attempts of `job`, and the winner's, whatever its status was. */
export function endAttempts(status: SQL, winnerId?: string): SQL {
  return sql`ended as (
      update attempts set status = ${status}, finished_at = now(),
        stop_at = case when attempts.id is distinct from ${winnerId ?? null}::text then ${STOP_AGAIN} end
      from job where attempts.job_id = job.id
        and (attempts.status in ${inList(OPEN)} or attempts.id = ${winnerId ?? null}::text)
      returning attempts.id
    )`
}

export const PROCESSED = sql`processed as (
      update inbox set processed_at = now() from ended, job
      where inbox.attempt_id = ended.id and inbox.processed_at is null
        and not (job.charged and job.status = 'canceled')
    )`

/** Settles or releases the hold of `job`, as the table of transitions says. Fails for a job without one. */
export function resolveHold(transition: JobEnding, whenCharged: JobEnding = transition): SQL {
  return sql`
    select job.id, move_credits(
      job.user_id, how.kind, how.kind || ':' || job.id,
      case how.kind when 'settle' then 0 else -hold.balance_delta end, -hold.held_delta, hold.id, job.id
    ) from job
      cross join lateral (
        select case when charged then ${TRANSITIONS[whenCharged].hold}::text
          else ${TRANSITIONS[transition].hold}::text end as kind) how
      left join credit_entries hold on hold.key = 'hold:' || job.id`
}
