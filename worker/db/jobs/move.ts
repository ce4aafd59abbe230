import { eq, type SQL, sql } from 'drizzle-orm'
import { type JobStatus, TRANSITIONS } from '../../states/job-states.ts'
import type { Db } from '../client.ts'
import { lockJob } from '../lock-job.ts'
import { type Job, jobs } from '../schema.ts'

/** What a guarded write came to: whether it was ours, and the job as it is now (null: no such job). */
export type Moved = { moved: boolean; job: Job | null }

export async function moveThenRead(db: Db, jobId: string, move: SQL): Promise<Moved> {
  const [, moved, [job]] = await db.batch([
    lockJob(db, sql`id = ${jobId}`),
    db.execute(move),
    db.select().from(jobs).where(eq(jobs.id, jobId)),
  ])
  return { moved: moved.rows.length > 0, job: job ?? null }
}

/** `('queued', 'submitted')`: the states that `status` may be entered from, and any others named. */
export function from(status: JobStatus, ...also: JobStatus[]): SQL {
  return sql`(${sql.join(
    [...TRANSITIONS[status].from, ...also].map((name) => sql`${name}`),
    sql`, `,
  )})`
}
