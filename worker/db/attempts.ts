import { and, eq, inArray, sql } from 'drizzle-orm'
import type { ProviderName } from '../providers/model.ts'
import { AWAITED, OPEN } from '../states/attempt-states.ts'
import type { Db } from './client.ts'
import { inList } from './in-list.ts'
import { from } from './jobs/move.ts'
import { lockJob } from './lock-job.ts'
import { type Attempt, attempts, jobs } from './schema.ts'

export async function readAttempt(db: Db, attemptId: string) {
  const [row] = await db
    .select({ attempt: attempts, job: jobs })
    .from(attempts)
    .innerJoin(jobs, eq(jobs.id, attempts.jobId))
    .where(eq(attempts.id, attemptId))
  return row ?? null
}

/** Null if another consumer has claimed this number, or the job can't be submitted now. */
export async function claimAttempt(
  db: Db,
  claim: {
    id: string
    jobId: string
    number: number
    provider: ProviderName
    endpoint: string
    costMicros: number
  },
): Promise<Attempt | null> {
  const [, , rows] = await db.batch([
    lockJob(db, claim.jobId),
    db.execute(sql`
      insert into attempts (id, job_id, number, provider, endpoint, cost_micros, status)
      select ${claim.id}, jobs.id, ${claim.number}::integer, ${claim.provider}, ${claim.endpoint},
        ${claim.costMicros}::bigint, 'submitting'
      from jobs where jobs.id = ${claim.jobId} and jobs.deadline > now()
        and jobs.status in ${from('submit')}
        and not exists (
          select from attempts where job_id = jobs.id and status in ${inList(AWAITED)})
      on conflict (job_id, number) do nothing`),
    db.select().from(attempts).where(eq(attempts.id, claim.id)),
  ])
  return rows[0] ?? null
}

/** The provider may have the request. */
export async function recordLostAnswer(db: Db, attemptId: string): Promise<void> {
  await db
    .update(attempts)
    .set({ status: 'unknown' })
    .where(and(eq(attempts.id, attemptId), eq(attempts.status, 'submitting')))
}

/** We owe nothing, and a later attempt can ask the engine again. False if the attempt was over. */
export async function deferAttempt(db: Db, attemptId: string): Promise<boolean> {
  const refused = await db
    .update(attempts)
    .set({
      status: 'deferred',
      errorCode: 'provider_busy',
      costMicros: 0,
      finishedAt: sql`now()`,
    })
    .where(and(eq(attempts.id, attemptId), eq(attempts.status, 'submitting')))
    .returning({ id: attempts.id })
  return refused.length > 0
}

export async function forgiveCost(db: Db, attemptId: string): Promise<void> {
  await db.update(attempts).set({ costMicros: 0 }).where(eq(attempts.id, attemptId))
}

/** Null if another consumer took this look, or the attempt is over. */
export async function takeLook(db: Db, attemptId: string, look: number) {
  const [taken, rows] = await db.batch([
    db
      .update(attempts)
      .set({ looks: look + 1, lastLookAt: sql`now()` })
      .where(
        and(
          eq(attempts.id, attemptId),
          eq(attempts.looks, look),
          inArray(attempts.status, [...OPEN]),
        ),
      )
      .returning({ id: attempts.id }),
    db
      .select({ attempt: attempts, job: jobs })
      .from(attempts)
      .innerJoin(jobs, eq(jobs.id, attempts.jobId))
      .where(eq(attempts.id, attemptId)),
  ])
  return taken.length > 0 ? (rows[0] ?? null) : null
}

export function readAbandonedAttempts(db: Db, jobId: string) {
  return db
    .select({ attempt: attempts, jobStatus: jobs.status })
    .from(attempts)
    .innerJoin(jobs, eq(jobs.id, attempts.jobId))
    .where(and(eq(attempts.jobId, jobId), eq(attempts.status, 'abandoned')))
}
