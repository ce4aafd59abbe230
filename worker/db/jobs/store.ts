import { type SQL, sql } from 'drizzle-orm'
import { AUDIO_FAILURES } from '../../states/job-failures.ts'
import type { Db } from '../client.ts'
import { inList } from '../in-list.ts'
import { type Attempt, type Job, jobs } from '../schema.ts'
import { LEAVE_LINE } from './line.ts'
import { enter, from, MOVED_JOB, type Moved, moveThenRead, showOnTrack } from './move.ts'

/** Of all claims of a job, the one that ends then. */
export type Claim = Pick<Job, 'storingUntil'>

export function isUnder({ storingUntil }: Claim): SQL {
  return sql`storing_until = ${sql.param(storingUntil, jobs.storingUntil)}::timestamptz`
}

/** No other consumer can claim the job for `seconds`, and none can claim audio found unusable. */
export function claimStoring(
  db: Db,
  { id: attemptId, jobId }: Pick<Attempt, 'id' | 'jobId'>,
  seconds: number,
): Promise<Moved> {
  return moveThenRead(
    db,
    jobId,
    sql`
    with job as (
      update jobs set ${enter('store')}, progress = greatest(progress, 90), ${LEAVE_LINE},
        -- No finer than what names the claim.
        storing_until = date_trunc('milliseconds', now() + make_interval(secs => ${seconds}::integer)),
        storing_attempt_id = ${attemptId}
      where id = ${jobId}
        and (status in ${from('store')}
          or (status in ${from('takeOver')} and storing_until < now()))
        and not exists (
          select from attempts where id = ${attemptId} and status = 'failed'
            and error_code in ${inList(AUDIO_FAILURES)})
      returning ${MOVED_JOB}
    ), ${showOnTrack()} select id from job`,
  )
}

/** Nothing could be stored right now: the job waits for its music as before, and whoever comes next may claim it. */
export function stopStoring(
  db: Db,
  { id: attemptId, jobId }: Pick<Attempt, 'id' | 'jobId'>,
  claim: Claim,
): Promise<Moved> {
  return moveThenRead(
    db,
    jobId,
    sql`
    with job as (
      update jobs set ${enter('handOn')}, storing_until = null, storing_attempt_id = null
      where id = ${jobId} and status in ${from('handOn')} and storing_attempt_id = ${attemptId}
        and ${isUnder(claim)}
      returning ${MOVED_JOB}
    ), ${showOnTrack()} select id from job`,
  )
}
