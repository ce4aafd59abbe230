import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { files } from '../schema.ts'
import { COUNT_ATTEMPTS, endAttempts, PROCESSED, resolveHold } from './end.ts'
import { enter, from, MOVED_JOB, type Moved, moveThenRead, showOnTrack } from './move.ts'
import { type Claim, isUnder } from './store.ts'

export type StoredFile = {
  id: string
  key: string
  contentType: string
  bytes: number
  etag: string
}

const RESULT = sql`
  progress = 100, provider = attempt.provider,
  attempts = ${COUNT_ATTEMPTS}, storing_until = null, storing_attempt_id = null,
  finished_at = now()`

const outcomeFor = (winnerId: string) =>
  sql`case when attempts.id = ${winnerId} then 'succeeded' else 'abandoned' end`

export type Music = {
  jobId: string
  attemptId: string
  audio: StoredFile
  peaks: StoredFile
  smallPeaks: number[]
  durationSeconds: number
}

/** Moves the job once, and not after its claim has ended: then what was stored under it may be deleted already. */
export function completeJob(db: Db, music: Music, claim: Claim): Promise<Moved> {
  const { jobId, attemptId } = music
  return moveThenRead(
    db,
    jobId,
    sql`
    with job as (
      update jobs set ${enter('complete')}, ${RESULT}
      from attempts attempt
      where jobs.id = ${jobId} and attempt.id = ${attemptId} and jobs.status in ${from('complete')}
        and ${isUnder(claim)}
      returning ${MOVED_JOB}
    ), ${storeFiles(music)},
    ${endAttempts(outcomeFor(attemptId), attemptId)}, ${PROCESSED}
    ${resolveHold('complete')}`,
  )
}

/**
 * Once. Gives nothing to an owner who has closed the account. A track in the trash gets only what was charged,
 * which is no present.
 */
export function giveTrack(db: Db, music: Music): Promise<Moved> {
  const { jobId, attemptId } = music
  return moveThenRead(
    db,
    jobId,
    sql`
    with job as (
      update jobs set ${enter('giveLateMusic')}, ${RESULT}, given = not charged, error_code = null, error_message = null
      from attempts attempt, tracks track, users owner
      where jobs.id = ${jobId} and attempt.id = ${attemptId}
        and (jobs.status in ${from('giveLateMusic')}
          or (jobs.status in ${from('giveChargedMusic')} and jobs.charged))
        and track.id = jobs.track_id and (track.deleted_at is null or jobs.charged)
        and owner.id = jobs.user_id and owner.closed_at is null
      returning ${MOVED_JOB}
    ), ${storeFiles(music)},
    ${endAttempts(outcomeFor(attemptId), attemptId)}, ${PROCESSED}
    select id from job`,
  )
}

function storeFiles({ audio, peaks, smallPeaks, durationSeconds }: Music): SQL {
  const small = sql.param(smallPeaks, files.smallPeaks)
  return sql`stored as (
      insert into files (id, user_id, track_id, kind, key, content_type, bytes, etag,
        small_peaks, measure_at)
      select file.id, job.user_id, job.track_id, file.kind, file.key, file.type, file.bytes, file.etag,
        file.small, case when file.kind = 'audio' then now() + interval '10 minutes' end
      from job, (values
        (${audio.id}, 'audio', ${audio.key}, ${audio.contentType}, ${audio.bytes}::bigint, ${audio.etag},
          null::smallint[]),
        (${peaks.id}, 'peaks', ${peaks.key}, ${peaks.contentType}, ${peaks.bytes}::bigint, ${peaks.etag},
          ${small}::smallint[])
      ) as file (id, kind, key, type, bytes, etag, small)
    ), ${showOnTrack(sql`, provider = job.provider, audio_file_id = ${audio.id},
        peaks_file_id = ${peaks.id}, duration_seconds = ${durationSeconds}::real,
        draw_at = now() + interval '10 minutes'`)}`
}
