import { and, eq, isNull, or, sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import { accounts, files, sessions, tracks, users } from './schema.ts'

const NOW = sql`now()`

/** False also when Postgres doesn't answer. */
export async function isEmailTaken(db: Db, email: string): Promise<boolean> {
  const found = db.select({ id: users.id }).from(users).where(eq(users.email, email.toLowerCase()))
  return found.then(
    (rows) => rows.length > 0,
    () => false,
  )
}

export async function findUser(
  db: Db,
  emailOrId: string,
): Promise<{ id: string; email: string } | null> {
  const [user] = await db
    .select({ id: users.id, email: users.email })
    .from(users)
    .where(or(eq(users.id, emailOrId), eq(users.email, emailOrId.toLowerCase())))
  return user ?? null
}

/** Repeating it changes nothing. The sessions' rows stay, expired, for `readClosedUser`. */
export async function closeUser(db: Db, userId: string): Promise<void> {
  await db.batch([
    db
      .update(users)
      .set({
        closedAt: NOW,
        name: '',
        email: sql`'closed:' || ${users.id}`,
        emailVerified: false,
        image: null,
        updatedAt: NOW,
      })
      .where(and(eq(users.id, userId), isNull(users.closedAt))),
    db.delete(accounts).where(eq(accounts.userId, userId)),
    db
      .update(sessions)
      .set({ expiresAt: NOW, ipAddress: null, userAgent: null })
      .where(eq(sessions.userId, userId)),
  ])
}

/** After two minutes no session is valid: a cookie is cached for one. */
export const SIGNED_OUT = sql`closed_at < now() - interval '2 minutes'`

export async function readClosedUser(
  db: Db,
  userId: string,
): Promise<{ tokens: string[]; openJobs: string[] } | null> {
  const { rows } = await db.execute<{ tokens: string[]; openJobs: string[] }>(sql`
    select array(select token from sessions where user_id = users.id) as tokens,
      array(select id from jobs where user_id = users.id and finished_at is null) as "openJobs"
    from users where id = ${userId} and closed_at is not null`)
  return rows[0] ?? null
}

/** Credits and payments stay. Cron asks again until no session is valid and no job is open. */
export async function eraseUser(db: Db, userId: string): Promise<void> {
  await db.batch([
    db.execute(sql`delete from request_keys where user_id = ${userId}`),
    db.execute(sql`
      delete from examples using tracks
      where tracks.id = examples.track_id and tracks.user_id = ${userId}`),
    db
      .update(tracks)
      .set({
        title: '',
        prompt: '',
        lyrics: null,
        genre: null,
        mood: null,
        audioFileId: null,
        peaksFileId: null,
        deletedAt: sql`coalesce(${tracks.deletedAt}, now())`,
      })
      .where(eq(tracks.userId, userId)),
    db.delete(files).where(eq(files.userId, userId)),
    db.execute(sql`
      with erased as (
        update users set erased_at = now()
        where id = ${userId} and erased_at is null and ${SIGNED_OUT}
          and not exists (select from jobs where user_id = ${userId} and finished_at is null)
        returning id
      ) delete from sessions using erased where sessions.user_id = erased.id`),
  ])
}
