import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { hasPaid } from '../purchases/has-paid.ts'
import { type Attempt, attempts, type Job, jobs, type Track, tracks } from '../schema.ts'
import { SHOWN_JOB, type ShownJob } from './shown.ts'

export type JobToSubmit = {
  job: Job
  track: Track
  isPaying: boolean
  /** Oldest first. */
  attempts: Attempt[]
}

export async function readJobToSubmit(db: Db, jobId: string): Promise<JobToSubmit | null> {
  const [rows, tries] = await db.batch([
    db
      .select({
        job: jobs,
        track: tracks,
        isPaying: hasPaid(sql`${jobs.userId}`),
      })
      .from(jobs)
      .innerJoin(tracks, eq(tracks.id, jobs.trackId))
      .where(eq(jobs.id, jobId)),
    db.select().from(attempts).where(eq(attempts.jobId, jobId)).orderBy(attempts.number),
  ])
  const [row] = rows
  return row ? { ...row, attempts: tries } : null
}

/** In no order, without those that aren't theirs. */
export function readOwnJobs(
  db: Db,
  userId: string,
  jobIds: readonly string[],
): Promise<ShownJob[]> {
  return db
    .select(SHOWN_JOB)
    .from(jobs)
    .where(and(inArray(jobs.id, [...jobIds]), eq(jobs.userId, userId)))
}

export function readOpenJobs(db: Db, userId: string): Promise<Pick<Job, 'id' | 'version'>[]> {
  const open = and(eq(jobs.userId, userId), isNull(jobs.finishedAt))
  return db.select({ id: jobs.id, version: jobs.version }).from(jobs).where(open)
}
