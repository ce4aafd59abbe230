import { and, eq, inArray, sql } from 'drizzle-orm'
import type { ProviderName } from '../providers/model.ts'
import { AWAITED, OPEN } from '../states/attempt-states.ts'
import type { JobFailure } from '../states/job-failures.ts'
import type { JobStage } from '../states/job-stages.ts'
import { TRANSITIONS } from '../states/job-states.ts'
import type { Db } from './client.ts'
import { inList } from './in-list.ts'
import { from, MOVED_JOB, showOnTrack } from './jobs/move.ts'
import { lockJob } from './lock-job.ts'
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
    provider: ProviderName
    endpoint: string
    costMicros: number
  },
): Promise<Attempt | null> {
  const [, , rows] = await db.batch([
    lockJob(db, sql`jobs.id = ${claim.jobId}`),
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

/** The provider took nothing on: nothing is owed for this attempt, whatever became of its job meanwhile. */
export async function forgiveCost(db: Db, attemptId: string): Promise<void> {
  await db.update(attempts).set({ costMicros: 0 }).where(eq(attempts.id, attemptId))
}

/**
 * An open attempt has failed, or is overdue, once. Its job, unless it is over, says that somebody else
 * is looked for, if nobody newer is at work, and gives up storing the music of an attempt that failed,
 * also of one that was over before its music came. One whose music is being stored isn't overdue. An attempt
 * that failed needs its events no more, and is owed for if its provider has named it meanwhile.
 * Answers whether anything changed, and the job as it is now.
 */
export async function closeAttempt(
  db: Db,
  attemptId: string,
  how: { status: 'failed' | 'overdue'; failure: JobFailure; isOwed: boolean },
): Promise<{ changed: boolean; job: Job | null }> {
  const hasFailed = how.status === 'failed'
  const closable = hasFailed ? OPEN : AWAITED
  const [, changed, [row]] = await db.batch([
    lockJob(db, sql`jobs.id = (select job_id from attempts where id = ${attemptId})`),
    db.execute(sql`
      with attempt as (
        select job_id from attempts where id = ${attemptId}
      ), closed as (
        update attempts set status = ${how.status}, error_code = ${how.failure},
          cost_micros = case when ${how.isOwed}::boolean or provider_request_id is not null
            then cost_micros else 0 end,
          finished_at = case when ${hasFailed}::boolean then now() end
        where id = ${attemptId} and status in ${inList(closable)}
          and (${hasFailed}::boolean or not exists (
            select from jobs where storing_attempt_id = ${attemptId} and storing_until > now()))
        returning id, number
      ), job as (
        update jobs set status = case when status in ${from('handOn')} then ${TRANSITIONS.handOn.to} else status end,
          stage = ${'finding_provider' satisfies JobStage}, queue_position = null, storing_until = null,
          storing_attempt_id = null, version = version + 1, updated_at = now()
        from attempt left join closed on true
        where jobs.id = attempt.job_id and jobs.finished_at is null and (
          case when jobs.status in ${from('handOn')}
            then ${hasFailed}::boolean and jobs.storing_attempt_id = ${attemptId}
          else closed.id is not null and not exists (
            select from attempts newer
            where newer.job_id = jobs.id and newer.number > closed.number) end)
        returning ${MOVED_JOB}
      ), ${showOnTrack()}, processed as (
        -- After the attempt, as everywhere: the webhook locks them in that order.
        update inbox set processed_at = now() from (select count(*) from closed) as after
        where inbox.attempt_id = ${attemptId} and inbox.processed_at is null
          and ${hasFailed}::boolean
      ) select id from closed union all select id from job`),
    db
      .select({ job: jobs })
      .from(jobs)
      .innerJoin(attempts, eq(attempts.jobId, jobs.id))
      .where(eq(attempts.id, attemptId)),
  ])
  return { changed: changed.rows.length > 0, job: row?.job ?? null }
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
