import { sql } from 'drizzle-orm'
import { isFinished, JOB_STATUSES } from '../states/job-states.ts'
import type { Db } from './client.ts'
import { inList } from './in-list.ts'
import { IS_THERE } from './trash.ts'

const GENRES_MAX = 20
/** As many as `GET /api/jobs?ids=` takes. */
const MAKING_MAX = 20

const OPEN = JOB_STATUSES.filter((status) => !isFinished(status))

/** How many tracks they have. Those in the trash count as `trashed` alone. */
export type Library = {
  tracks: number
  favorites: number
  failed: number
  trashed: number
  /** Most used first. */
  genres: { genre: string; tracks: number }[]
  /** What is being made, newest order first and its takes in order. */
  making: { id: string; title: string; take: number | null; jobId: string }[]
}

export async function readLibrary(db: Db, userId: string): Promise<Library> {
  const { rows } = await db.execute<Library>(sql`
    with mine as (
      select id, title, order_id, take, status, favorite, genre, deleted_at is not null as is_trashed
      from tracks where user_id = ${userId} and ${IS_THERE}
    ), genres as (
      select genre, count(*)::integer as tracks from mine
      where not is_trashed and genre is not null
      group by genre order by tracks desc, genre collate titles, genre limit ${GENRES_MAX}
    ), making as (
      select mine.id, title, take, jobs.id as "jobId"
      from mine join jobs on jobs.track_id = mine.id and jobs.kind = 'generate'
      where not is_trashed and mine.status in ${inList(OPEN)}
      order by order_id desc, mine.id limit ${MAKING_MAX}
    ) select
      count(*) filter (where not is_trashed)::integer as tracks,
      count(*) filter (where not is_trashed and favorite)::integer as favorites,
      count(*) filter (where not is_trashed and status = 'failed')::integer as failed,
      count(*) filter (where is_trashed)::integer as trashed,
      coalesce((select json_agg(genres) from genres), '[]') as genres,
      coalesce((select json_agg(making) from making), '[]') as making
    from mine`)
  // An aggregate without groups is one row, also over nothing.
  return rows[0] as Library
}
