import { sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import type { DailyCredits } from './credits.ts'
import { topUp } from './credits.ts'
import { insertRow } from './insert-row.ts'
import { hasPaid } from './purchases/has-paid.ts'
import { type Job, jobs, type Track, tracks } from './schema.ts'
import { openAccountOf } from './users.ts'
import { utcDay } from './utc-day.ts'

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

/** What a request may not exceed. `daily` is for free mode. */
export type RequestLimits = {
  daily: DailyCredits | null
  openJobsMax: number
  /** For a UTC day, of all who never bought anything. */
  unpaidMicrosMax: number
}

/**
 * Writes all or nothing, and nothing for a taken key. Null for a closed account. Fails by the constraints
 * `credits_short`, `jobs_open_max` or `unpaid_costs_max`.
 */
export async function writeRequest(
  db: Db,
  request: TrackRequest,
  limits: RequestLimits,
): Promise<StoredRequest | null> {
  const { daily } = limits
  const results = await db.batch([
    insertKey(db, request),
    ...(daily ? [topUp(db, request.userId, daily)] : []),
    ...request.tracks.map(({ track, job }) => insertTrack(db, request, { track, job }, limits)),
    readStored(db, request),
  ])
  // `readStored` selects just these columns.
  return (results.at(-1)?.rows[0] as StoredRequest | undefined) ?? null
}

function insertKey(db: Db, request: TrackRequest) {
  return db.execute<Record<string, unknown>>(sql`
    with owner as (${openAccountOf(request.userId)})
    insert into request_keys (id, user_id, route, key, body_sha256, answer)
    select ${request.id}, ${request.userId}, ${request.route}, ${request.key},
      ${request.bodySha256}, ${JSON.stringify(request.answer)}::jsonb
    from owner
    on conflict (user_id, route, key) do nothing`)
}

/** Writes nothing when the key is another request's. */
function insertTrack(
  db: Db,
  request: TrackRequest,
  { track, job }: { track: Track; job: Job },
  { openJobsMax, unpaidMicrosMax }: RequestLimits,
) {
  const typicalSeconds = sql`round(typical.seconds)`
  const unpaidMicros = sql`case when ${hasPaid(sql`${job.userId}`)} then 0 else ${job.unpaidMicros}::bigint end`
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
      ${insertRow(jobs, { ...job, typicalSeconds, unpaidMicros }, sql`track, typical`)}
      returning id, user_id, credits, unpaid_micros, created_at
    ), held as (
      select move_credits(user_id, 'hold', 'hold:' || id, -credits, credits, null, id), job.* from job
    ), counted as (
      -- After the account's lock, as everywhere.
      insert into unpaid_costs (day, micros, micros_max)
      select ${utcDay(sql`created_at`)}, unpaid_micros, ${unpaidMicrosMax}::bigint
      from held where unpaid_micros > 0
      on conflict (day) do update
        set micros = unpaid_costs.micros + excluded.micros, micros_max = excluded.micros_max
    ) select refuse_open_jobs(user_id, ${openJobsMax}::integer) from held`)
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
