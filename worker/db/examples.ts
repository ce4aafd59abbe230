import { and, desc, eq, type SQL, sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import { SOUND } from './measurements.ts'
import { examples, files, type Track, tracks, users } from './schema.ts'
import { isFileOf, RENDITION_FIRST } from './track-files.ts'

export const EXAMPLES_MAX = 24

/** While this holds, strangers may hear the track. */
const IS_HEARD: SQL<boolean> = sql`(
  ${tracks.status} = 'complete' and ${tracks.deletedAt} is null and ${users.closedAt} is null)`

export type Example = { track: Track; isHeard: boolean; renditionId: string | null }

/** In the operator's order, also those that can't be heard now. */
export function listExamples(db: Db): Promise<Example[]> {
  return db
    .select({ track: tracks, isHeard: IS_HEARD, renditionId: SOUND.renditionId })
    .from(examples)
    .innerJoin(tracks, eq(tracks.id, examples.trackId))
    .innerJoin(users, eq(users.id, tracks.userId))
    .orderBy(examples.position, examples.trackId)
}

/** Null unless strangers may hear it now. `named` as for `readTrackFile`. */
export async function readExampleFile(
  db: Db,
  trackId: string,
  { kind, named = '' }: { kind: 'audio' | 'peaks'; named?: string | undefined },
) {
  const [row] = await db
    .select({ file: files })
    .from(examples)
    .innerJoin(tracks, eq(tracks.id, examples.trackId))
    .innerJoin(users, eq(users.id, tracks.userId))
    .innerJoin(files, isFileOf(kind))
    .where(and(eq(examples.trackId, trackId), IS_HEARD))
    .orderBy(desc(eq(files.id, named)), RENDITION_FIRST)
    .limit(1)
  return row?.file ?? null
}

/** What is known of a track that should become an example. */
export type Candidate = {
  isAdded: boolean
  title: string
  status: Track['status']
  isTrashed: boolean
  isClosed: boolean
  wasExample: boolean
}

/** At the end. Null for an unknown track. Adds no track that can't be heard, and none beyond `EXAMPLES_MAX`. */
export async function addExample(
  db: Db,
  { trackId, actor }: { trackId: string; actor: string },
): Promise<Candidate | null> {
  const { rows } = await db.execute<Candidate>(sql`
    with added as (
      insert into examples (track_id, position)
      select ${tracks.id}, (select coalesce(max(position), 0) + 1 from examples)
      from ${tracks} join ${users} on ${users.id} = ${tracks.userId}
      where ${tracks.id} = ${trackId} and ${IS_HEARD}
        and (select count(*) from examples) < ${EXAMPLES_MAX}
      on conflict do nothing returning track_id
    ), logged as (
      insert into audit_log (actor, action, subject, details)
      select ${actor}, 'example added', track_id, '{}' from added
    ) select exists (select from added) as "isAdded", ${tracks.title}, ${tracks.status},
      ${tracks.deletedAt} is not null as "isTrashed", ${users.closedAt} is not null as "isClosed",
      exists (select from examples where track_id = ${trackId}) as "wasExample"
    from ${tracks} join ${users} on ${users.id} = ${tracks.userId} where ${tracks.id} = ${trackId}`)
  return rows[0] ?? null
}

/** False for a track that is no example. */
export async function removeExample(
  db: Db,
  { trackId, actor }: { trackId: string; actor: string },
): Promise<boolean> {
  const { rows } = await db.execute(sql`
    with removed as (
      delete from examples where track_id = ${trackId} returning track_id
    ) insert into audit_log (actor, action, subject, details)
      select ${actor}, 'example removed', track_id, '{}' from removed returning id`)
  return rows.length > 0
}
