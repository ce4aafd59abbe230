import { sql } from 'drizzle-orm'
import { AWAITED } from '../../states/attempt-states.ts'
import type { Db } from '../client.ts'
import { inList } from '../in-list.ts'
import type { Attempt } from '../schema.ts'
import { enter, from, MOVED_JOB, type Moved, moveThenRead, showOnTrack } from './move.ts'

/**
 * The provider has it: the attempt gets its request id, whatever became of the job meanwhile, and its
 * job is submitted, unless music is being stored already. Locks the job before its attempt, as every
 * statement here does: the other way round, a cancel at the same moment would be a deadlock.
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
      update jobs set ${enter('submit')}, stage = 'Waiting for a place at the provider',
        progress = greatest(progress, 5), provider = attempt.provider, attempts = attempt.number
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

/**
 * What the provider says of a render that its job waits for; progress never goes back and an unchanged
 * row stays as it is.
 */
export function recordProgress(
  db: Db,
  { id: attemptId, jobId }: Pick<Attempt, 'id' | 'jobId'>,
  seen: {
    status: 'submitted' | 'rendering'
    stage: string
    progress: number
    queuePosition: number | null
  },
): Promise<Moved> {
  const transition = seen.status === 'rendering' ? 'render' : 'wait'
  return moveThenRead(
    db,
    jobId,
    sql`
    with job as (
      update jobs set ${enter(transition)}, stage = ${seen.stage},
        progress = greatest(progress, ${seen.progress}::smallint),
        queue_position = ${seen.queuePosition}::integer
      where id = ${jobId} and status in ${from(transition)}
        and exists (select from attempts where id = ${attemptId} and status = 'accepted')
        and (status, stage, progress, queue_position) is distinct from (
          ${seen.status}, ${seen.stage}, greatest(progress, ${seen.progress}::smallint),
          ${seen.queuePosition}::integer)
      returning ${MOVED_JOB}
    ), ${showOnTrack()} select id from job`,
  )
}
