import { and, desc, eq, isNotNull, isNull, lt, type SQL, sql } from 'drizzle-orm'
import type { Rights } from '../states/rights.ts'
import { type Db, pgError } from './client.ts'
import { MEASURED, type Measurement, measurementOf } from './measurements.ts'
import { type Page, pageOf } from './page-of.ts'
import { files, tracks } from './schema.ts'
import { IS_THERE } from './trash.ts'

export type Reference = {
  id: string
  key: string
  name: string
  contentType: string
  bytes: number
  sha256: string
  rights: Rights
  /** Null for what can't be decoded. */
  smallPeaks: number[] | null
  measured: Measurement | null
  createdAt: Date
}

export type Room = { bytes: number; files: number }

/** For so long an upload that has begun takes its room. */
const ARRIVES_MINUTES = 15

/**
 * Writes down that a reference of at most `bytes` is coming, if there is room for it: however many come at once. False
 * without room, and for a closed account.
 */
export async function reserveReference(
  db: Db,
  { id, userId, key, bytes }: { id: string; userId: string; key: string; bytes: number },
  room: Room,
): Promise<boolean> {
  const [, { rows }] = await db.batch([
    db.execute(sql`select from users where id = ${userId} for no key update`),
    db.execute(sql`
      insert into files (id, user_id, kind, key, content_type, bytes, stored_at)
      select ${id}, users.id, 'reference', ${key}, '', ${bytes}::bigint, null
      from users, (
        select coalesce(sum(bytes), 0) as bytes, count(*) as files from files
        where user_id = ${userId} and kind = 'reference' and (stored_at is not null
          or created_at > now() - make_interval(mins => ${ARRIVES_MINUTES}::integer))
      ) as taken
      where users.id = ${userId} and closed_at is null
        and taken.bytes + ${bytes}::bigint <= ${room.bytes}::bigint and taken.files < ${room.files}::integer
      returning id`),
  ])
  return rows.length > 0
}

export type StoredReference = Pick<
  Reference,
  'id' | 'name' | 'contentType' | 'bytes' | 'sha256' | 'rights' | 'smallPeaks'
> & { userId: string; etag: string }

const UNIQUE_VIOLATION = '23505'

/**
 * Says that all of a reference is stored. `known`: they have brought these bytes before; then what was written down
 * for this upload is gone. `gone`: so is it without that, when the account was closed meanwhile.
 */
export async function confirmReference(
  db: Db,
  stored: StoredReference,
): Promise<'new' | 'known' | 'gone'> {
  const own = and(eq(files.id, stored.id), eq(files.userId, stored.userId))
  const { name, contentType, bytes, sha256, rights, smallPeaks, etag } = stored
  try {
    const confirmed = await db
      .update(files)
      .set({
        name,
        contentType,
        bytes,
        sha256,
        rights,
        smallPeaks,
        etag,
        storedAt: sql`now()`,
        measureAt: MEASURED_SOON,
      })
      .where(own)
      .returning({ id: files.id })
    return confirmed.length > 0 ? 'new' : 'gone'
  } catch (error) {
    if (pgError(error)?.code !== UNIQUE_VIOLATION) throw error
    await db.delete(files).where(own)
    return 'known'
  }
}

/** The message asks for it at once; cron, should that be lost. */
const MEASURED_SOON = sql`now() + interval '10 minutes'`

/** An upload that didn't end well takes no room. False for one that did, or of which nothing is known. */
export async function forgetUpload(
  db: Db,
  { id, userId }: { id: string; userId: string },
): Promise<boolean> {
  const forgotten = await db
    .delete(files)
    .where(and(eq(files.id, id), eq(files.userId, userId), isNull(files.storedAt)))
    .returning({ id: files.id })
  return forgotten.length > 0
}

const SHOWN = {
  id: files.id,
  key: files.key,
  name: files.name,
  contentType: files.contentType,
  bytes: files.bytes,
  sha256: files.sha256,
  rights: files.rights,
  smallPeaks: files.smallPeaks,
  measured: measurementOf(files.id),
  createdAt: files.createdAt,
}

const isTheirs = (userId: string) =>
  and(eq(files.userId, userId), eq(files.kind, 'reference'), isNotNull(files.storedAt))

export async function readReference(
  db: Db,
  userId: string,
  which: { id: string } | { sha256: string },
): Promise<Reference | null> {
  const [row] = await selectReferences(
    db,
    userId,
    'id' in which ? eq(files.id, which.id) : eq(files.sha256, which.sha256),
  )
  return row ?? null
}

/** The newest first. */
export async function listReferences(
  db: Db,
  userId: string,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<Page<Reference>> {
  const isBehind = cursor === undefined ? undefined : lt(files.id, cursor)
  const rows = await selectReferences(db, userId, isBehind, limit + 1)
  return pageOf(rows, limit, ({ id }) => id)
}

async function selectReferences(
  db: Db,
  userId: string,
  which: SQL | undefined,
  limit = 1,
): Promise<Reference[]> {
  const rows = await db
    .select(SHOWN)
    .from(files)
    .where(and(isTheirs(userId), which))
    .orderBy(desc(files.id))
    .limit(limit)
  // A stored reference has all that isn’t null: `files_stored`.
  return rows as Reference[]
}

/** Returns the key of what nothing names any more; null when there was no such reference of theirs. */
export async function deleteReference(db: Db, userId: string, id: string): Promise<string | null> {
  const gone = await db
    .delete(files)
    .where(and(isTheirs(userId), eq(files.id, id)))
    .returning({ key: files.key })
  return gone[0]?.key ?? null
}

export type OwnSound = {
  fileId: string | null
  measured: Measurement | null
  peaks: number[] | null
}

/** Of their own reference or track, whose file is null until it is finished. Null when there is no such thing. */
export async function readOwnSound(
  db: Db,
  userId: string,
  which: { fileId: string } | { trackId: string },
): Promise<OwnSound | null> {
  if ('fileId' in which) {
    const found = await readReference(db, userId, { id: which.fileId })
    return found && { fileId: found.id, measured: found.measured, peaks: found.smallPeaks }
  }
  const [track] = await db
    .select({
      fileId: tracks.audioFileId,
      measured: MEASURED,
      peaks: sql<
        number[] | null
      >`(select small_peaks from files where files.id = ${tracks.peaksFileId})`,
    })
    .from(tracks)
    .where(and(eq(tracks.id, which.trackId), eq(tracks.userId, userId), IS_THERE))
  return track ?? null
}
