import { sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import type { DailyCredits } from './credits.ts'
import { topUp } from './credits.ts'
import { insertRow } from './insert-row.ts'
import { type Job, jobs, type Track, tracks } from './schema.ts'

/** A request for tracks as it is stored: its key, its answer, and the rows it makes if it is the first. */
export type TrackRequest = {
  id: string
  userId: string
  route: string
  key: string
  bodySha256: string
  answer: unknown
  tracks: { track: Track; job: Job }[]
}

/** What stands under the request's key after it was written, whoever wrote it. */
export type StoredRequest = {
  bodySha256: string
  answer: unknown
  typicalSeconds: number | null
  credits: { held: number; available: number }
  queuedJobIds: string[]
}

/**
 * Writes the request's key, its tracks and jobs and a hold for each job, and reads what is stored
 * under the key, in one round trip and all or nothing. A request that came before, or at the same
 * time, wins: then nothing is written and its answer is read. Fails by the constraint
 * `credits_short` when the holds are more than the person has. Where the studio is free, the
 * account is topped up for the day first.
 */
export async function writeRequest(
  db: Db,
  request: TrackRequest,
  daily: DailyCredits | null,
): Promise<StoredRequest> {
  const results = await db.batch([
    insertKey(db, request),
    ...(daily ? [topUp(db, request.userId, daily)] : []),
    ...request.tracks.map(({ track, job }) => insertTrack(db, request, track, job)),
    readStored(db, request),
  ])
  // The last query of the batch selects exactly the row that its first one made sure of.
  return results.at(-1)?.rows[0] as StoredRequest
}

function insertKey(db: Db, request: TrackRequest) {
  return db.execute<Record<string, unknown>>(sql`
    insert into request_keys (id, user_id, route, key, body_sha256, answer)
    values (${request.id}, ${request.userId}, ${request.route}, ${request.key},
      ${request.bodySha256}, ${JSON.stringify(request.answer)}::jsonb)
    on conflict (user_id, route, key) do nothing`)
}

/** One track, its job and its hold, only when the key is this very request's. */
function insertTrack(db: Db, request: TrackRequest, track: Track, job: Job) {
  const typicalSeconds = sql`round(typical.seconds)`
  return db.execute<Record<string, unknown>>(sql`
    with mine as (
      select from request_keys where id = ${request.id}
    ), track as (
      ${insertRow(tracks, track, sql`mine`)} returning id
    ), typical as (
      select case when count(*) >= 5 then
        percentile_cont(0.5) within group (order by extract(epoch from finished_at - created_at)) end
        as seconds
      from (
        select finished_at, created_at from jobs
        where model = ${job.model} and status = 'complete' and not given
        order by finished_at desc limit 20
      ) as renders
    ), job as (
      ${insertRow(jobs, { ...job, typicalSeconds }, sql`track, typical`)}
      returning id, user_id, credits
    ) select move_credits(user_id, 'hold', 'hold:' || id, -credits, credits, null, id) from job`)
}

function readStored(db: Db, { userId, route, key }: TrackRequest) {
  return db.execute<Record<string, unknown>>(sql`
    select stored.body_sha256 as "bodySha256", stored.answer,
      (array_agg(job.typical_seconds))[1] as "typicalSeconds",
      coalesce(json_agg(job.id) filter (where job.status = 'queued'), '[]') as "queuedJobIds",
      (
        select json_build_object('held', hold.held_after, 'available', greatest(hold.balance_after, 0))
        from credit_entries hold join jobs on hold.key = 'hold:' || jobs.id
        where jobs.request_id = stored.id order by hold.id desc limit 1
      ) as credits
    from request_keys stored left join jobs job on job.request_id = stored.id
    where stored.user_id = ${userId} and stored.route = ${route} and stored.key = ${key}
    group by stored.id`)
}
