import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import { attempts, jobs } from './schema.ts'

/** Everything a consumer needs to know of an attempt, in one round trip; null when it is unknown. */
export async function readAttempt(db: Db, attemptId: string) {
  const [row] = await db
    .select({ attempt: attempts, job: jobs })
    .from(attempts)
    .innerJoin(jobs, eq(jobs.id, attempts.jobId))
    .where(eq(attempts.id, attemptId))
  return row ?? null
}

/** Claims the next try of a queued job: false when another consumer has it or it is queued no more. */
export async function claimAttempt(
  db: Db,
  claim: {
    id: string
    jobId: string
    number: number
    provider: string
    endpoint: string
    costMicros: number
  },
): Promise<boolean> {
  const { rows } = await db.execute(sql`
    insert into attempts (id, job_id, number, provider, endpoint, cost_micros, status)
    select ${claim.id}, jobs.id, ${claim.number}::integer, ${claim.provider}, ${claim.endpoint},
      ${claim.costMicros}::bigint, 'submitting'
    from jobs where jobs.id = ${claim.jobId} and jobs.status = 'queued' and jobs.deadline > now()
    on conflict (job_id, number) do nothing
    returning id`)
  return rows.length > 0
}

/** The answer to the submit was lost: the provider may have it. */
export async function recordLostAnswer(db: Db, attemptId: string): Promise<void> {
  await db
    .update(attempts)
    .set({ status: 'unknown' })
    .where(and(eq(attempts.id, attemptId), eq(attempts.status, 'submitting')))
}

/** The provider said no: nothing is owed for this attempt, and an open one is put off. */
export async function recordRefusal(db: Db, attemptId: string): Promise<void> {
  await db.execute(sql`
    update attempts set cost_micros = 0,
      status = case when status = 'submitting' then 'deferred' else status end
    where id = ${attemptId}`)
}

/** Takes the look numbered `look` of an open attempt: false when it was taken already. */
export async function takeLook(db: Db, attemptId: string, look: number) {
  const [taken, rows] = await db.batch([
    db
      .update(attempts)
      .set({ looks: look + 1, lastLookAt: sql`now()` })
      .where(
        and(
          eq(attempts.id, attemptId),
          eq(attempts.looks, look),
          inArray(attempts.status, ['submitting', 'accepted', 'unknown']),
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

/** The renders of a job that nobody waits for any more and whose provider can be told so. */
export function readAbandonedRenders(db: Db, jobId: string) {
  return db
    .select({ endpoint: attempts.endpoint, requestId: attempts.providerRequestId })
    .from(attempts)
    .where(and(eq(attempts.jobId, jobId), eq(attempts.status, 'abandoned')))
}
