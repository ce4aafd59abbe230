import { type SQL, sql } from 'drizzle-orm'
import { OPEN } from '../../states/attempt-states.ts'
import type { JobFailure } from '../../states/job-failures.ts'
import { type JobTransition, TRANSITIONS } from '../../states/job-states.ts'
import type { Db } from '../client.ts'
import { inList } from '../in-list.ts'
import { enter, from, MOVED_JOB, type Moved, moveThenRead, showOnTrack } from './move.ts'

/** Once. A failed job's events stay unprocessed: their music can still be given. */
export function endJob(
  db: Db,
  jobId: string,
  end:
    | { status: 'canceled'; userId: string }
    | { status: 'failed'; errorCode: JobFailure; errorMessage: string },
): Promise<Moved> {
  const transition = end.status === 'failed' ? 'fail' : 'cancel'
  const failed = end.status === 'failed' ? end : null
  const owned = end.status === 'canceled' ? sql`and user_id = ${end.userId}` : sql``
  return moveThenRead(
    db,
    jobId,
    sql`
    with job as (
      update jobs set ${enter(transition)},
        error_code = ${failed?.errorCode ?? null}, error_message = ${failed?.errorMessage ?? null},
        attempts = ${COUNT_ATTEMPTS}, queue_position = null, storing_until = null,
        storing_attempt_id = null, finished_at = now()
      where id = ${jobId} ${owned} and status in ${from(transition)}
      returning ${MOVED_JOB}
    ), ${showOnTrack()}, ${endAttempts(sql`'abandoned'`)}${failed ? sql`` : sql`, ${PROCESSED}`}
    ${resolveHold(transition)}`,
  )
}

/** Includes attempts whose acceptance no consumer recorded before the job ended. */
export const COUNT_ATTEMPTS = sql`(select count(*) from attempts where attempts.job_id = jobs.id)`

/** The open attempts of `job`, and the winner's, whatever its status was. */
export function endAttempts(status: SQL, winnerId?: string): SQL {
  return sql`ended as (
      update attempts set status = ${status}, finished_at = now()
      from job where attempts.job_id = job.id
        and (attempts.status in ${inList(OPEN)} or attempts.id = ${winnerId ?? null}::text)
      returning attempts.id
    )`
}

export const PROCESSED = sql`processed as (
      update inbox set processed_at = now() from ended
      where inbox.attempt_id = ended.id and inbox.processed_at is null
    )`

/** Fails for a job without a hold. */
export function resolveHold(transition: JobTransition): SQL {
  const settle = TRANSITIONS[transition].hold === 'settle'
  return sql`
    select move_credits(
      job.user_id, ${settle ? 'settle' : 'release'}, ${settle ? 'settle:' : 'release:'} || job.id,
      ${settle ? sql`0` : sql`-hold.balance_delta`}, -hold.held_delta, hold.id, job.id
    ) from job left join credit_entries hold on hold.key = 'hold:' || job.id`
}
