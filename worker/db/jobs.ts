import { and, eq, type SQL, sql } from 'drizzle-orm'
import { AWAITED, OPEN } from '../states/attempt-states.ts'
import { AUDIO_FAILURES, type JobFailure } from '../states/job-failures.ts'
import { type JobStatus, TRANSITIONS } from '../states/job-states.ts'
import type { Db } from './client.ts'
import { inList } from './in-list.ts'
import { lockJob } from './lock-job.ts'
import { type Attempt, attempts, type Job, jobs, purchases, type Track, tracks } from './schema.ts'

/** What a guarded write came to: whether it was ours, and the job as it is now (null: no such job). */
export type Moved = { moved: boolean; job: Job | null }

export type JobToSubmit = {
  job: Job
  track: Track
  /** Whether its owner has ever paid for credits. */
  isPaying: boolean
  /** All of them, oldest first. */
  attempts: Attempt[]
}

/** Everything that decides how an open job goes on; null when it is unknown. */
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

export async function readJobOf(db: Db, userId: string, jobId: string): Promise<Job | null> {
  const [job] = await db
    .select()
    .from(jobs)
    .where(and(eq(jobs.id, jobId), eq(jobs.userId, userId)))
  return job ?? null
}

/**
 * The provider has it: the attempt gets its request id, whatever became of the job meanwhile, and its
 * job is submitted, unless music is being stored already. Locks the job before its attempt, as every
 * statement here does: the other way round, a cancel at the same moment would be a deadlock.
 */
export function recordAcceptance(
  db: Db,
  accepted: { attemptId: string; jobId: string; requestId: string },
): Promise<Moved> {
  return moveThenRead(
    db,
    accepted.jobId,
    sql`
    with job as (
      update jobs set status = 'submitted', stage = 'Waiting for a place at the provider',
        progress = greatest(progress, 5), provider = attempt.provider, attempts = attempt.number,
        version = version + 1, updated_at = now()
      from attempts attempt
      where attempt.id = ${accepted.attemptId} and jobs.id = attempt.job_id
        and attempt.status in ${inList(AWAITED)} and jobs.status in ${from('submitted')}
      returning jobs.id, jobs.track_id
    ), track as (
      update tracks set status = 'submitted' from job where tracks.id = job.track_id
    ), attempt as (
      update attempts set
        provider_request_id = coalesce(provider_request_id, ${accepted.requestId}),
        status = case when status in ('submitting', 'unknown') then 'accepted' else status end
      where id = ${accepted.attemptId}
    ) select id from job`,
  )
}

/**
 * What the provider says of a render that its job waits for; progress never goes back and an unchanged
 * row stays as it is.
 */
export function recordProgress(
  db: Db,
  { id: attemptId, jobId }: Pick<Attempt, 'id' | 'jobId'>,
  seen: {
    status: 'submitted' | 'rendering'
    stage: string
    progress: number
    queuePosition: number | null
  },
): Promise<Moved> {
  const isRendering = seen.status === 'rendering'
  return moveThenRead(
    db,
    jobId,
    sql`
    with job as (
      update jobs set status = ${seen.status}, stage = ${seen.stage},
        progress = greatest(progress, ${seen.progress}::smallint),
        queue_position = ${seen.queuePosition}::integer, version = version + 1, updated_at = now()
      where id = ${jobId} and status in ${isRendering ? from('rendering', 'rendering') : from('rendering')}
        and exists (select from attempts where id = ${attemptId} and status = 'accepted')
        and (status, stage, progress, queue_position) is distinct from (
          ${seen.status}, ${seen.stage}, greatest(progress, ${seen.progress}::smallint),
          ${seen.queuePosition}::integer)
      returning id, track_id
    ), track as (
      update tracks set status = ${seen.status} from job where tracks.id = job.track_id
    ) select id from job`,
  )
}

/**
 * Takes the storing of a job, with an attempt's music, for `seconds`: whoever has it stores alone, and
 * one that died is relieved when its time is over. Music that was found to be no good is not stored,
 * also by a consumer that began before that was known.
 */
export function claimStoring(
  db: Db,
  { id: attemptId, jobId }: Pick<Attempt, 'id' | 'jobId'>,
  seconds: number,
): Promise<Moved> {
  return moveThenRead(
    db,
    jobId,
    sql`
    with job as (
      update jobs set status = 'storing', stage = 'Storing and measuring the audio',
        progress = greatest(progress, 90), queue_position = null,
        storing_until = now() + make_interval(secs => ${seconds}::integer),
        storing_attempt_id = ${attemptId},
        version = version + 1, updated_at = now()
      where id = ${jobId}
        and (status in ${from('storing')} or (status = 'storing' and storing_until < now()))
        and not exists (
          select from attempts where id = ${attemptId} and status = 'failed'
            and error_code in ${inList(AUDIO_FAILURES)})
      returning id, track_id
    ), track as (
      update tracks set status = 'storing' from job where tracks.id = job.track_id
    ) select id from job`,
  )
}

/**
 * Gives back the storing that an attempt has: its music could not be fetched or kept just now, and the
 * job waits for it as before.
 */
export function stopStoring(
  db: Db,
  { id: attemptId, jobId }: Pick<Attempt, 'id' | 'jobId'>,
): Promise<Moved> {
  return moveThenRead(
    db,
    jobId,
    sql`
    with job as (
      update jobs set status = 'submitted', stage = 'Waiting for the provider’s audio',
        storing_until = null, storing_attempt_id = null,
        version = version + 1, updated_at = now()
      where id = ${jobId} and status = 'storing' and storing_attempt_id = ${attemptId}
      returning id, track_id
    ), track as (
      update tracks set status = 'submitted' from job where tracks.id = job.track_id
    ) select id from job`,
  )
}

export type StoredFile = {
  id: string
  key: string
  contentType: string
  bytes: number
  etag: string
}

/** Also those whose acceptance was never recorded, because the job ended before it was. */
const COUNT_ATTEMPTS = sql`(select count(*) from attempts where attempts.job_id = jobs.id)`

const COMPLETE = sql`
  status = 'complete', stage = 'Done', progress = 100, provider = attempt.provider,
  attempts = ${COUNT_ATTEMPTS}, storing_until = null, storing_attempt_id = null,
  finished_at = now(), version = version + 1, updated_at = now()`

const outcomeFor = (winnerId: string) =>
  sql`case when attempts.id = ${winnerId} then 'succeeded' else 'abandoned' end`

type Done = {
  jobId: string
  attemptId: string
  audio: StoredFile
  peaks: StoredFile
  durationSeconds: number
}

/** The job ends well, once: its track gets the files, the hold is settled and the event is processed. */
export function completeJob(db: Db, done: Done): Promise<Moved> {
  const { jobId, attemptId } = done
  return moveThenRead(
    db,
    jobId,
    sql`
    with job as (
      update jobs set ${COMPLETE}
      from attempts attempt
      where jobs.id = ${jobId} and attempt.id = ${attemptId} and jobs.status in ${from('complete')}
      returning jobs.id, jobs.user_id, jobs.track_id, jobs.provider
    ), ${storeFiles(done)},
    ${endAttempts(outcomeFor(attemptId), attemptId)}, ${PROCESSED}
    ${resolveHold('complete')}`,
  )
}

/**
 * Music that came after its job had failed, once: the track is given. The hold was released and stays
 * so. A track that its owner has thrown away meanwhile gets nothing, nor does an owner who has left.
 */
export function giveTrack(db: Db, done: Done): Promise<Moved> {
  const { jobId, attemptId } = done
  return moveThenRead(
    db,
    jobId,
    sql`
    with job as (
      update jobs set ${COMPLETE}, given = true, error_code = null, error_message = null
      from attempts attempt, tracks track, users owner
      where jobs.id = ${jobId} and attempt.id = ${attemptId} and jobs.status = 'failed'
        and track.id = jobs.track_id and track.deleted_at is null
        and owner.id = jobs.user_id and owner.closed_at is null
      returning jobs.id, jobs.user_id, jobs.track_id, jobs.provider
    ), ${storeFiles(done)},
    ${endAttempts(outcomeFor(attemptId), attemptId)}, ${PROCESSED}
    select id from job`,
  )
}

/** The parts of a statement that write the files of the row in `job` and let its track have them. */
function storeFiles({ audio, peaks, durationSeconds }: Done): SQL {
  return sql`stored as (
      insert into files (id, user_id, track_id, kind, key, content_type, bytes, etag)
      select file.id, job.user_id, job.track_id, file.kind, file.key, file.type, file.bytes, file.etag
      from job, (values
        (${audio.id}, 'audio', ${audio.key}, ${audio.contentType}, ${audio.bytes}::bigint, ${audio.etag}),
        (${peaks.id}, 'peaks', ${peaks.key}, ${peaks.contentType}, ${peaks.bytes}::bigint, ${peaks.etag})
      ) as file (id, kind, key, type, bytes, etag)
    ), track as (
      update tracks set status = 'complete', provider = job.provider, audio_file_id = ${audio.id},
        peaks_file_id = ${peaks.id}, duration_seconds = ${durationSeconds}::real
      from job where tracks.id = job.track_id
    )`
}

/**
 * The job ends without a track, once: its hold is released and its open attempts are over. What told of
 * music of a job that failed is still to be worked off.
 */
export function endJob(
  db: Db,
  jobId: string,
  end:
    | { status: 'canceled'; userId: string }
    | { status: 'failed'; errorCode: JobFailure; errorMessage: string },
): Promise<Moved> {
  const failed = end.status === 'failed' ? end : null
  const owned = end.status === 'canceled' ? sql`and user_id = ${end.userId}` : sql``
  return moveThenRead(
    db,
    jobId,
    sql`
    with job as (
      update jobs set status = ${end.status}, stage = ${failed ? 'Failed' : 'Canceled'},
        error_code = ${failed?.errorCode ?? null}, error_message = ${failed?.errorMessage ?? null},
        attempts = ${COUNT_ATTEMPTS}, queue_position = null, storing_until = null,
        storing_attempt_id = null, finished_at = now(), version = version + 1, updated_at = now()
      where id = ${jobId} ${owned} and status in ${from(end.status)}
      returning id, user_id, track_id
    ), track as (
      update tracks set status = ${end.status} from job where tracks.id = job.track_id
    ), ${endAttempts(sql`'abandoned'`)}${failed ? sql`` : sql`, ${PROCESSED}`}
    ${resolveHold(end.status)}`,
  )
}

async function moveThenRead(db: Db, jobId: string, move: SQL): Promise<Moved> {
  const [, moved, [job]] = await db.batch([
    lockJob(db, sql`id = ${jobId}`),
    db.execute(move),
    db.select().from(jobs).where(eq(jobs.id, jobId)),
  ])
  return { moved: moved.rows.length > 0, job: job ?? null }
}

/** `('queued', 'submitted')`: the states that `status` may be entered from, and any others named. */
function from(status: JobStatus, ...also: JobStatus[]): SQL {
  return sql`(${sql.join(
    [...TRANSITIONS[status].from, ...also].map((name) => sql`${name}`),
    sql`, `,
  )})`
}

/**
 * The part of a statement that closes the attempts of the row in `job`: the open ones, and the one whose
 * music it was, whatever was thought of that before.
 */
function endAttempts(status: SQL, winnerId?: string): SQL {
  return sql`ended as (
      update attempts set status = ${status}, finished_at = now()
      from job where attempts.job_id = job.id
        and (attempts.status in ${inList(OPEN)} or attempts.id = ${winnerId ?? null}::text)
      returning attempts.id
    )`
}

/**
 * The part that says that nothing is left to do about what told of these attempts. For a job that failed
 * there is: its music may have been made.
 */
const PROCESSED = sql`processed as (
      update inbox set processed_at = now() from ended
      where inbox.attempt_id = ended.id and inbox.processed_at is null
    )`

/** Settles or releases what the job holds. The amounts are the hold's own; a job without one is an error. */
function resolveHold(status: JobStatus): SQL {
  const settle = TRANSITIONS[status].hold === 'settle'
  return sql`
    select move_credits(
      job.user_id, ${settle ? 'settle' : 'release'}, ${settle ? 'settle:' : 'release:'} || job.id,
      ${settle ? sql`0` : sql`-hold.balance_delta`}, -hold.held_delta, hold.id, job.id
    ) from job left join credit_entries hold on hold.key = 'hold:' || job.id`
}
