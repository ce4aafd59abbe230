import { and, eq, inArray, sql } from 'drizzle-orm'
import type { ProviderName } from '../providers/model.ts'
import { AWAITED, OPEN } from '../states/attempt-states.ts'
import type { JobStage } from '../states/job-stages.ts'
import type { Db } from './client.ts'
import { inList } from './in-list.ts'
import { MAY_OWE } from './jobs/close-attempt.ts'
import { enterLine, LEAVE_LINE, lockPlaces, placeAt } from './jobs/line.ts'
import { from, type Moved, moveThenRead } from './jobs/move.ts'
import { SHOWN_JOB, type ShownJob } from './jobs/shown.ts'
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

export type Claimed = {
  /** Null for a job that must wait for a place. */
  attempt: Attempt | null
  job: ShownJob
}

/**
 * From now on a provider may have the job, or it stands in the provider's line. Null if another consumer has
 * claimed this number, or the job can't be submitted now.
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
    /** How many songs its provider gets at once. */
    placesMax: number
    isPaying: boolean
  },
): Promise<Claimed | null> {
  const [, , { rows }, [attempt], [job]] = await db.batch([
    lockJob(db, claim.jobId),
    lockPlaces(db, claim.provider),
    db.execute(sql`
      with ${placeAt(claim.jobId, claim)}, open as (
        select jobs.id, place.taken + place.ahead < ${claim.placesMax}::integer as has_place
        from jobs join place using (id)
        where jobs.deadline > now() and jobs.status in ${from('submit')}
          and not exists (
            select from attempts where job_id = jobs.id and status in ${inList(AWAITED)})
      ), attempt as (
        insert into attempts (id, job_id, number, provider, endpoint, cost_micros, status)
        select ${claim.id}, open.id, ${claim.number}::integer, ${claim.provider}, ${claim.endpoint},
          ${claim.costMicros}::bigint, 'submitting'
        from open where has_place
        on conflict (job_id, number) do nothing returning job_id
      ), sent as (
        update jobs set ${LEAVE_LINE}, at_provider = true, version = version + 1, updated_at = now(),
          stage = case when line is null then stage else ${'waiting_to_send' satisfies JobStage} end
        from attempt where jobs.id = attempt.job_id returning jobs.id
      ), waits as (
        update jobs set ${enterLine(claim.provider)}, version = version + 1, updated_at = now(),
          stage = ${'waiting_in_line' satisfies JobStage}
        from open join place using (id) where jobs.id = open.id and not has_place
          and (jobs.line, jobs.queue_position) is distinct from (${claim.provider}, place.ahead)
        returning jobs.id
      ) select id from sent union all select id from waits`),
    db.select().from(attempts).where(eq(attempts.id, claim.id)),
    db.select(SHOWN_JOB).from(jobs).where(eq(jobs.id, claim.jobId)),
  ])
  return rows.length > 0 && job ? { attempt: attempt ?? null, job } : null
}

/** The provider may have the request. */
export async function recordLostAnswer(db: Db, attemptId: string): Promise<void> {
  await db
    .update(attempts)
    .set({ status: 'unknown' })
    .where(and(eq(attempts.id, attemptId), eq(attempts.status, 'submitting')))
}

/** We owe nothing, and a later attempt can ask the engine again. Doesn't move if the attempt was over. */
export function deferAttempt(
  db: Db,
  { id: attemptId, jobId }: Pick<Attempt, 'id' | 'jobId'>,
): Promise<Moved> {
  return moveThenRead(
    db,
    jobId,
    sql`
    with closed as (
      update attempts set status = 'deferred', error_code = 'provider_busy', cost_micros = 0,
        finished_at = now()
      where id = ${attemptId} and status = 'submitting' returning id, job_id, cost_micros
    ), job as (
      update jobs set at_provider = ${MAY_OWE}, version = version + 1, updated_at = now()
      from closed where jobs.id = closed.job_id and jobs.finished_at is null
    ) select id from closed`,
  )
}

export async function forgiveCost(db: Db, attemptId: string): Promise<void> {
  await db.update(attempts).set({ costMicros: 0 }).where(eq(attempts.id, attemptId))
}

/** Another provider has accepted the song since. */
const IS_TAKEN_OVER = sql<boolean>`exists (
  select from attempts newer where newer.job_id = ${attempts.jobId}
    and newer.number > ${attempts.number} and newer.status = 'accepted')`

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
      .select({ attempt: attempts, job: jobs, isTakenOver: IS_TAKEN_OVER })
      .from(attempts)
      .innerJoin(jobs, eq(jobs.id, attempts.jobId))
      .where(eq(attempts.id, attemptId)),
  ])
  return taken.length > 0 ? (rows[0] ?? null) : null
}

/** Nothing is left to be stopped of these. */
export async function markStopped(db: Db, attemptIds: string[]): Promise<void> {
  if (attemptIds.length === 0) return
  await db.update(attempts).set({ stopAt: null }).where(inArray(attempts.id, attemptIds))
}

/** A row without an attempt for a job that has none of these. */
export function readAbandonedAttempts(db: Db, jobId: string) {
  return db
    .select({ attempt: attempts, job: jobs })
    .from(jobs)
    .leftJoin(attempts, and(eq(attempts.jobId, jobs.id), eq(attempts.status, 'abandoned')))
    .where(eq(jobs.id, jobId))
}
