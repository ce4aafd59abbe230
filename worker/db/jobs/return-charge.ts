import { type SQL, sql } from 'drizzle-orm'
import type { JobFailure } from '../../states/job-failures.ts'
import type { Db } from '../client.ts'
import { MOVED_JOB, type Moved, moveThenRead } from './move.ts'

/**
 * Nothing is charged for nothing: gives back, once, what a canceled job's hold was settled for, when none of its
 * attempts can bring the music any more. `lost` is one that can't; null when none is waited for any longer.
 */
export function returnCharge(
  db: Db,
  jobId: string,
  lost: { attemptId: string; failure: JobFailure } | null,
): Promise<Moved> {
  return moveThenRead(
    db,
    jobId,
    sql`
    with lost as (
      select attempts.id from attempts join jobs on jobs.id = attempts.job_id
      where jobs.id = ${jobId} and ${IS_CHARGED} and attempts.status = 'abandoned'
        and attempts.id = coalesce(${lost?.attemptId ?? null}::text, attempts.id)
    ), job as (
      update jobs set charged = false, version = version + 1, updated_at = now()
      where id = ${jobId} and ${IS_CHARGED} and not exists (
        select from attempts where job_id = jobs.id and attempts.status = 'abandoned'
          and attempts.id not in (select id from lost))
      returning ${MOVED_JOB}, jobs.credits
    ), failed as (
      update attempts set status = 'failed', error_code = ${lost?.failure ?? null}
      from lost where attempts.id = lost.id and ${lost !== null}::boolean
      returning attempts.id
    ), processed as (
      update inbox set processed_at = now() from lost
      where inbox.attempt_id = lost.id and inbox.processed_at is null
    ) select move_credits(job.user_id, 'adjust', ${RETURN} || job.id, job.credits, 0, null, job.id)
      from job`,
  )
}

/** How the key of its entry begins. */
export const RETURN = 'return:'

const IS_CHARGED: SQL = sql`jobs.status = 'canceled' and jobs.charged`
