import { sql } from 'drizzle-orm'
import { AWAITED } from '../../states/attempt-states.ts'
import { STAGE_AFTER } from '../../states/job-stages.ts'
import { TRANSITIONS } from '../../states/job-states.ts'
import type { Db } from '../client.ts'
import { inList } from '../in-list.ts'
import type { Attempt } from '../schema.ts'
import { enter, from, MOVED_JOB, type Moved, moveThenRead, showOnTrack } from './move.ts'

/**
 * Accepts the attempt even if its job is over. Locks the job before the attempt, as every statement
 * here does: in the other order, a cancel at the same moment would deadlock.
 */
export function recordAcceptance(
  db: Db,
  accepted: { attemptId: string; jobId: string; requestId: string },
): Promise<Moved> {
  return moveThenRead(
    db,
    accepted.jobId,
    sql`
    with job as (
      update jobs set ${enter('submit')}, progress = greatest(progress, 5),
        provider = attempt.provider, attempts = attempt.number
      from attempts attempt
      where attempt.id = ${accepted.attemptId} and jobs.id = attempt.job_id
        and attempt.status in ${inList(AWAITED)} and jobs.status in ${from('submit')}
      returning ${MOVED_JOB}
    ), ${showOnTrack()}, attempt as (
      update attempts set
        provider_request_id = coalesce(provider_request_id, ${accepted.requestId}),
        status = case when status in ('submitting', 'unknown') then 'accepted' else status end
      where id = ${accepted.attemptId}
    ) select id from job`,
  )
}

export type RenderProgress = {
  transition: 'wait' | 'render'
  progress: number
  queuePosition: number | null
}

/** Progress never goes back. An unchanged row doesn't move. The attempt keeps what its provider said, and when. */
export function recordProgress(
  db: Db,
  { id: attemptId, jobId }: Pick<Attempt, 'id' | 'jobId'>,
  { transition, progress, queuePosition }: RenderProgress,
): Promise<Moved> {
  const sight =
    transition === 'render'
      ? sql`began_at = coalesce(began_at, now())`
      : sql`last_queued_at = now()`
  return moveThenRead(
    db,
    jobId,
    sql`
    with job as (
      update jobs set ${enter(transition)}, progress = greatest(progress, ${progress}::smallint),
        queue_position = ${queuePosition}::integer
      where id = ${jobId} and status in ${from(transition)}
        and exists (select from attempts where id = ${attemptId} and status = 'accepted')
        and (status, stage, progress, queue_position) is distinct from (
          ${TRANSITIONS[transition].to}, ${STAGE_AFTER[transition]},
          greatest(progress, ${progress}::smallint), ${queuePosition}::integer)
      returning ${MOVED_JOB}
    ), ${showOnTrack()}, attempt as (
      update attempts set ${sight} where id = ${attemptId}
    ) select id from job`,
  )
}
