import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { type Attempt, attempts, type Job, jobs, purchases, type Track, tracks } from '../schema.ts'

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
        isPaying: sql<boolean>`exists (
          select from ${purchases}
          where ${purchases.userId} = ${jobs.userId} and ${purchases.status} = 'paid')`,
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
export function readOwnJobs(db: Db, userId: string, jobIds: readonly string[]): Promise<Job[]> {
  return db
    .select()
    .from(jobs)
    .where(and(inArray(jobs.id, [...jobIds]), eq(jobs.userId, userId)))
}
