import { sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import type { DailyCredits } from './credits.ts'
import { topUp } from './credits.ts'
import { insertRow } from './insert-row.ts'
import { type Job, jobs, type Track, tracks } from './schema.ts'

export type TrackRequest = {
  id: string
  userId: string
  route: string
  key: string
  bodySha256: string
  answer: unknown
  tracks: { track: Track; job: Job }[]
}

/** What the first request with the key stored. */
export type StoredRequest = {
  id: string
  bodySha256: string
  answer: unknown
  typicalSeconds: number | null
  credits: { held: number; available: number }
  queuedJobIds: string[]
}

/** Writes all or nothing, and nothing for a taken key. Fails by the constraint `credits_short`. */
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
  // The batch's first query made sure of the row that its last one selects.
  return results.at(-1)?.rows[0] as StoredRequest
}

function insertKey(db: Db, request: TrackRequest) {
  return db.execute<Record<string, unknown>>(sql`
    insert into request_keys (id, user_id, route, key, body_sha256, answer)
    values (${request.id}, ${request.userId}, ${request.route}, ${request.key},
      ${request.bodySha256}, ${JSON.stringify(request.answer)}::jsonb)
    on conflict (user_id, route, key) do nothing`)
}

/** Writes nothing when the key is another request's. */
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
    select stored.id, stored.body_sha256 as "bodySha256", stored.answer,
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
