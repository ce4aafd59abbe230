import { sql } from 'drizzle-orm'
import type { Db } from './client.ts'

const GENRES_MAX = 20

/** How many tracks they have. Those in the trash count as `trashed` alone. */
export type Library = {
  tracks: number
  favorites: number
  failed: number
  trashed: number
  /** Most used first. */
  genres: { genre: string; tracks: number }[]
}

export async function readLibrary(db: Db, userId: string): Promise<Library> {
  const { rows } = await db.execute<Library>(sql`
    with mine as (
      select status, favorite, genre, deleted_at is not null as is_trashed
      from tracks where user_id = ${userId}
    ), genres as (
      select genre, count(*)::integer as tracks from mine
      where not is_trashed and genre is not null
      group by genre order by tracks desc, genre collate titles, genre limit ${GENRES_MAX}
    ) select
      count(*) filter (where not is_trashed)::integer as tracks,
      count(*) filter (where not is_trashed and favorite)::integer as favorites,
      count(*) filter (where not is_trashed and status = 'failed')::integer as failed,
      count(*) filter (where is_trashed)::integer as trashed,
      coalesce((select json_agg(genres) from genres), '[]') as genres
    from mine`)
  // An aggregate without groups is one row, also over nothing.
  return rows[0] as Library
}
