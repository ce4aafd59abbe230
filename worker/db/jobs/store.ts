import { sql } from 'drizzle-orm'
import { AUDIO_FAILURES } from '../../states/job-failures.ts'
import type { Db } from '../client.ts'
import { inList } from '../in-list.ts'
import type { Attempt } from '../schema.ts'
import { enter, from, MOVED_JOB, type Moved, moveThenRead, showOnTrack } from './move.ts'

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
      update jobs set ${enter('store')}, progress = greatest(progress, 90), queue_position = null,
        storing_until = now() + make_interval(secs => ${seconds}::integer),
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

/** The provider can't hand out the audio right now: the job waits for it as before. */
export function stopStoring(
  db: Db,
  { id: attemptId, jobId }: Pick<Attempt, 'id' | 'jobId'>,
): Promise<Moved> {
  return moveThenRead(
    db,
    jobId,
    sql`
    with job as (
      update jobs set ${enter('handOn')}, storing_until = null, storing_attempt_id = null
      where id = ${jobId} and status in ${from('handOn')} and storing_attempt_id = ${attemptId}
      returning ${MOVED_JOB}
    ), ${showOnTrack()} select id from job`,
  )
}
