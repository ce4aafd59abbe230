import { type SQL, sql } from 'drizzle-orm'
import { AWAITED, OPEN } from '../../states/attempt-states.ts'
import type { JobFailure } from '../../states/job-failures.ts'
import type { JobStage } from '../../states/job-stages.ts'
import { TRANSITIONS } from '../../states/job-states.ts'
import type { Db } from '../client.ts'
import { inList } from '../in-list.ts'
import type { Attempt } from '../schema.ts'
import { from, MOVED_JOB, type Moved, moveThenRead, showOnTrack } from './move.ts'

/**
 * Closes an open attempt once, and always ends its claim to store. The job shows that it looks for
 * another provider unless a newer attempt runs. We always owe for an attempt that has a request id.
 */
export function failAttempt(
  db: Db,
  { id: attemptId, jobId }: Pick<Attempt, 'id' | 'jobId'>,
  { failure, isOwed }: { failure: JobFailure; isOwed: boolean },
): Promise<Moved> {
  return moveThenRead(
    db,
    jobId,
    sql`
    with closed as (
      update attempts set status = 'failed', error_code = ${failure}, finished_at = now(),
        cost_micros = case when ${isOwed}::boolean or provider_request_id is not null
          then cost_micros else 0 end
      where id = ${attemptId} and status in ${inList(OPEN)}
      returning id, number, cost_micros
    ), job as (
      update jobs set ${FIND_PROVIDER}, at_provider = ${MAY_OWE}
      where id = ${jobId} and finished_at is null and case
        when status in ${from('handOn')} then storing_attempt_id = ${attemptId}
        else ${IS_CLOSED_AS_NEWEST} end
      returning ${MOVED_JOB}
    ), ${showOnTrack()}, processed as (
      -- After the attempt, as everywhere: the webhook locks them in that order.
      update inbox set processed_at = now() from (select count(*) from closed) as after
      where inbox.attempt_id = ${attemptId} and inbox.processed_at is null
    ) select id from closed union all select id from job`,
  )
}

/** Once, and not while a consumer stores its music, which the job still takes if it comes first. */
export function markOverdue(
  db: Db,
  { id: attemptId, jobId }: Pick<Attempt, 'id' | 'jobId'>,
  failure: JobFailure,
): Promise<Moved> {
  return moveThenRead(
    db,
    jobId,
    sql`
    with closed as (
      update attempts set status = 'overdue', error_code = ${failure}
      where id = ${attemptId} and status in ${inList(AWAITED)} and not exists (
        select from jobs where storing_attempt_id = ${attemptId} and storing_until > now())
      returning id, number
    ), job as (
      update jobs set ${FIND_PROVIDER}
      where id = ${jobId} and finished_at is null and status not in ${from('handOn')}
        and ${IS_CLOSED_AS_NEWEST}
      returning ${MOVED_JOB}
    ), ${showOnTrack()} select id from closed`,
  )
}

/** Whether we may owe for an attempt of the job: the part `closed` is one that has just been closed. */
export const MAY_OWE: SQL = sql`(
  exists (select from closed where closed.cost_micros > 0)
  or exists (
    select from attempts other where other.job_id = jobs.id and other.cost_micros > 0
      and other.id not in (select id from closed)))`

const FIND_PROVIDER: SQL = sql`
  status = case when status in ${from('handOn')} then ${TRANSITIONS.handOn.to} else status end,
  stage = ${'finding_provider' satisfies JobStage}, queue_position = null, storing_until = null,
  storing_attempt_id = null, version = version + 1, updated_at = now()`

const IS_CLOSED_AS_NEWEST: SQL = sql`exists (
  select from closed where not exists (
    select from attempts newer where newer.job_id = jobs.id and newer.number > closed.number))`
