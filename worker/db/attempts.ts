import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { type AttemptStatus, AWAITED, OPEN } from '../domain/attempt-states.ts'
import type { Db } from './client.ts'
import { type Attempt, attempts, type Job, jobs } from './schema.ts'

/** Everything a consumer needs to know of an attempt, in one round trip; null when it is unknown. */
export async function readAttempt(db: Db, attemptId: string) {
  const [row] = await db
    .select({ attempt: attempts, job: jobs })
    .from(attempts)
    .innerJoin(jobs, eq(jobs.id, attempts.jobId))
    .where(eq(attempts.id, attemptId))
  return row ?? null
}

/**
 * Claims the next attempt of an open job: null when another consumer has it, when an attempt is under
 * way, or when the job is over, being stored or past its deadline.
 */
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
): Promise<Attempt | null> {
  const [, rows] = await db.batch([
    db.execute(sql`
      insert into attempts (id, job_id, number, provider, endpoint, cost_micros, status)
      select ${claim.id}, jobs.id, ${claim.number}::integer, ${claim.provider}, ${claim.endpoint},
        ${claim.costMicros}::bigint, 'submitting'
      from jobs where jobs.id = ${claim.jobId} and jobs.deadline > now()
        and jobs.status in ('queued', 'submitted', 'rendering')
        and not exists (
          select from attempts where job_id = jobs.id and status in ${list(AWAITED)})
      on conflict (job_id, number) do nothing`),
    db.select().from(attempts).where(eq(attempts.id, claim.id)),
  ])
  return rows[0] ?? null
}

/** The answer to the submit was lost: the provider may have it. */
export async function recordLostAnswer(db: Db, attemptId: string): Promise<void> {
  await db
    .update(attempts)
    .set({ status: 'unknown' })
    .where(and(eq(attempts.id, attemptId), eq(attempts.status, 'submitting')))
}

/**
 * The provider was too busy: nothing is owed for this attempt, and its engine may be asked again.
 * False when the attempt was over meanwhile.
 */
export async function recordRefusal(db: Db, attemptId: string): Promise<boolean> {
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

/** The provider took nothing on: nothing is owed for this attempt, whatever became of its job meanwhile. */
export async function forgiveCost(db: Db, attemptId: string): Promise<void> {
  await db.update(attempts).set({ costMicros: 0 }).where(eq(attempts.id, attemptId))
}

/**
 * An open attempt has failed, or is overdue, once. Its job, unless it is over, gives up storing this
 * attempt's music and says that somebody else is looked for, if nobody newer is at work. An attempt
 * that failed needs its events no more. Answers whether it was open, and the job as it is now.
 */
export async function closeAttempt(
  db: Db,
  attemptId: string,
  how: { status: 'failed' | 'overdue'; failure: string; isOwed: boolean },
): Promise<{ closed: boolean; job: Job | null }> {
  const closable = how.status === 'failed' ? OPEN : AWAITED
  const [closed, [row]] = await db.batch([
    db.execute(sql`
      with job as (
        select jobs.id from jobs join attempts on attempts.job_id = jobs.id
        where attempts.id = ${attemptId} for no key update of jobs
      ), closed as (
        update attempts set status = ${how.status}, error_code = ${how.failure},
          cost_micros = case when ${how.isOwed}::boolean then cost_micros else 0 end,
          finished_at = case when ${how.status} = 'failed' then now() end
        from job where attempts.id = ${attemptId} and attempts.status in ${list(closable)}
        returning attempts.id, attempts.job_id, attempts.number
      ), moved as (
        update jobs set status = case status when 'storing' then 'submitted' else status end,
          stage = 'Looking for another provider', queue_position = null, storing_until = null,
          storing_attempt_id = null, version = version + 1, updated_at = now()
        from closed where jobs.id = closed.job_id and jobs.finished_at is null and (
          case when jobs.status = 'storing' then jobs.storing_attempt_id = closed.id
          else not exists (
            select from attempts newer
            where newer.job_id = jobs.id and newer.number > closed.number) end)
        returning jobs.track_id, jobs.status
      ), track as (
        update tracks set status = moved.status from moved where tracks.id = moved.track_id
      ), processed as (
        update inbox set processed_at = now() from closed
        where inbox.attempt_id = closed.id and inbox.processed_at is null
          and ${how.status} = 'failed'
      ) select id from closed`),
    db
      .select({ job: jobs })
      .from(jobs)
      .innerJoin(attempts, eq(attempts.jobId, jobs.id))
      .where(eq(attempts.id, attemptId)),
  ])
  return { closed: closed.rows.length > 0, job: row?.job ?? null }
}

/** Takes the look numbered `look` of an open attempt: null when it was taken already. */
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

/** The attempts that a job ended without, and how it ended. */
export function readAbandonedAttempts(db: Db, jobId: string) {
  return db
    .select({ attempt: attempts, jobStatus: jobs.status })
    .from(attempts)
    .innerJoin(jobs, eq(jobs.id, attempts.jobId))
    .where(and(eq(attempts.jobId, jobId), eq(attempts.status, 'abandoned')))
}

/** `('submitting', 'unknown')` */
export function list(statuses: readonly AttemptStatus[]): SQL {
  const names = statuses.map((status) => sql`${status}`)
  return sql`(${sql.join(names, sql`, `)})`
}
