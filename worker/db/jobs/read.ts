import { and, eq, sql } from 'drizzle-orm'
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

export async function readOwnJob(db: Db, userId: string, jobId: string): Promise<Job | null> {
  const [job] = await db
    .select()
    .from(jobs)
    .where(and(eq(jobs.id, jobId), eq(jobs.userId, userId)))
  return job ?? null
}
