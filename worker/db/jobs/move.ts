import { eq, type SQL, sql } from 'drizzle-orm'
import { SHOWN_ON_TRACK } from '../../states/job-kinds.ts'
import { STAGE_AFTER } from '../../states/job-stages.ts'
import { type JobTransition, TRANSITIONS } from '../../states/job-states.ts'
import type { Db } from '../client.ts'
import { inList } from '../in-list.ts'
import { lockJob } from '../lock-job.ts'
import { type Job, jobs } from '../schema.ts'

/** `job` is its state after the write, moved or not; null if there is no such job. */
export type Moved = { moved: boolean; job: Job | null }

export async function moveThenRead(db: Db, jobId: string, move: SQL): Promise<Moved> {
  const [, moved, [job]] = await db.batch([
    lockJob(db, jobId),
    db.execute(move),
    db.select().from(jobs).where(eq(jobs.id, jobId)),
  ])
  return { moved: moved.rows.length > 0, job: job ?? null }
}

export function from(transition: JobTransition): SQL {
  return inList(TRANSITIONS[transition].from)
}

export function enter(transition: JobTransition): SQL {
  return sql`status = ${TRANSITIONS[transition].to}, stage = ${STAGE_AFTER[transition]},
    version = version + 1, updated_at = now()`
}

/** What the part `job` of a statement returns to the parts after it. */
export const MOVED_JOB = sql`
  jobs.id, jobs.kind, jobs.user_id, jobs.track_id, jobs.status, jobs.provider`

/** Needs the part `job`. `more` sets other columns with the status. */
export function showOnTrack(more: SQL = sql``): SQL {
  return sql`track as (
      update tracks set status = job.status ${more}
      from job where tracks.id = job.track_id and job.kind in ${inList(SHOWN_ON_TRACK)}
    )`
}
