import { inArray, type SQL, sql } from 'drizzle-orm'
import type { ProviderName } from '../../providers/model.ts'
import { OPEN } from '../../states/attempt-states.ts'
import type { Db } from '../client.ts'
import { inList } from '../in-list.ts'
import { jobs } from '../schema.ts'
import { SHOWN_JOB, type ShownJob } from './shown.ts'

/** A job that waits longer than this for a place fails. The time isn't counted against its deadline. */
export const LINE_SECONDS_MAX = 1_800
/** How much earlier those who paid seem to have come. */
const PAID_AHEAD_SECONDS = 300

const LINE_MAX = sql`make_interval(secs => ${LINE_SECONDS_MAX}::integer)`

/** Claims of a provider's places come one after the other, so that none is given twice. Ends with the batch. */
export function lockPlaces(db: Db, provider: ProviderName) {
  return db.execute(sql`select pg_advisory_xact_lock(hashtext('places at ' || ${provider}))`)
}

/** What stands before a job at a provider: `taken` places, and the jobs `ahead` in its line. For `jobs.id`. */
export function placeAt(
  jobId: string,
  { provider, isPaying }: { provider: ProviderName; isPaying: boolean },
): SQL {
  const rank = sql`coalesce(mine.line_rank, mine.created_at - make_interval(
    secs => ${isPaying ? PAID_AHEAD_SECONDS : 0}::integer))`
  return sql`place as (
      select mine.id, ${rank} as rank,
        (select count(*) from attempts
          where provider = ${provider} and status in ${inList(OPEN)})::integer as taken,
        (select count(*) from jobs other
          where other.line = ${provider} and other.finished_at is null
            and (other.line_rank, other.id) < (${rank}, mine.id))::integer as ahead
      from jobs mine where mine.id = ${jobId}
    )`
}

/** What changes when a job gets its place. */
export const LEAVE_LINE: SQL = sql`
  deadline = case when line_since is null then deadline
    else deadline - (${LINE_MAX} - (now() - line_since)) end,
  line = null, line_since = null, line_rank = null, queue_position = null`

/** What changes when it must wait for one; needs the part `place`. */
export function enterLine(provider: ProviderName): SQL {
  return sql`
  deadline = case when line_since is null then deadline + ${LINE_MAX} else deadline end,
  line = ${provider}, line_since = coalesce(line_since, now()), line_rank = place.rank,
  queue_position = place.ahead`
}

/** The first of each line. */
export const FIRST_IN_LINES: SQL = sql`
  select distinct on (line) id from jobs where line is not null and finished_at is null
  order by line, line_rank, id`

/** Brings the places of a line up to date, and returns the jobs whose place has changed. */
export async function numberLine(db: Db, provider: ProviderName): Promise<ShownJob[]> {
  const { rows } = await db.execute<{ id: string }>(sql`
    with placed as (
      select id, row_number() over (order by line_rank, id) - 1 as ahead
      from jobs where line = ${provider} and finished_at is null
    ), moved as (
      -- Skips a job that another statement has locked, instead of waiting for it.
      select jobs.id, placed.ahead from jobs join placed using (id)
      where queue_position is distinct from placed.ahead
      for no key update of jobs skip locked
    ) update jobs set queue_position = moved.ahead, version = version + 1, updated_at = now()
      from moved where jobs.id = moved.id and jobs.line = ${provider} returning jobs.id`)
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  return db.select(SHOWN_JOB).from(jobs).where(inArray(jobs.id, ids))
}

export async function readNextInLine(db: Db): Promise<string[]> {
  return (await db.execute<{ id: string }>(FIRST_IN_LINES)).rows.map(({ id }) => id)
}
