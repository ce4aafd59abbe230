import { eq, inArray, type SQL, sql } from 'drizzle-orm'
import { SHOWN_ON_TRACK } from '../../states/job-kinds.ts'
import { STAGE_AFTER } from '../../states/job-stages.ts'
import { type JobTransition, TRANSITIONS } from '../../states/job-states.ts'
import type { Db } from '../client.ts'
import { inList } from '../in-list.ts'
import { lockJob, lockManyJobs } from '../lock-job.ts'
import { jobs } from '../schema.ts'
import { FIRST_IN_LINES } from './line.ts'
import { SHOWN_JOB, type ShownJob } from './shown.ts'

/**
 * `job` is its state after the write, moved or not; null if there is no such job. `next` are the jobs that stand
 * first in a line: a place may be free for them.
 */
export type Moved = { moved: boolean; job: ShownJob | null; next: string[] }

export async function moveThenRead(db: Db, jobId: string, move: SQL): Promise<Moved> {
  const [, moved, [job], next] = await db.batch([
    lockJob(db, jobId),
    db.execute(move),
    db.select(SHOWN_JOB).from(jobs).where(eq(jobs.id, jobId)),
    db.execute<{ id: string }>(FIRST_IN_LINES),
  ])
  return { moved: moved.rows.length > 0, job: job ?? null, next: next.rows.map(({ id }) => id) }
}

/** The ids of those that moved, and all of them as they are then. */
export type ManyMoved = { moved: string[]; jobs: ShownJob[]; next: string[] }

/** All of them or, when it throws, none. `move` returns the ids of those that it moves. */
export async function moveManyThenRead(
  db: Db,
  jobIds: readonly string[],
  move: SQL,
): Promise<ManyMoved> {
  const [, , , moved, shown, next] = await db.batch([
    ...lockManyJobs(db, jobIds),
    db.execute<{ id: string }>(move),
    db
      .select(SHOWN_JOB)
      .from(jobs)
      .where(inArray(jobs.id, [...jobIds])),
    db.execute<{ id: string }>(FIRST_IN_LINES),
  ])
  const idsOf = ({ rows }: { rows: { id: string }[] }) => rows.map(({ id }) => id)
  return { moved: idsOf(moved), jobs: shown, next: idsOf(next) }
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
  jobs.id, jobs.kind, jobs.user_id, jobs.track_id, jobs.status, jobs.provider, jobs.charged`

/** Needs the part `job`. `more` sets other columns with the status. */
export function showOnTrack(more: SQL = sql``): SQL {
  return sql`track as (
      update tracks set status = job.status ${more}
      from job where tracks.id = job.track_id and job.kind in ${inList(SHOWN_ON_TRACK)}
    )`
}
