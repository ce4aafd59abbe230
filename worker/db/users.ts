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

/** Finds a person by their e-mail address or id. */
export async function findUser(db: Db, who: string): Promise<{ id: string; email: string } | null> {
  const [user] = await db
    .select({ id: users.id, email: users.email })
    .from(users)
    .where(or(eq(users.id, who), eq(users.email, who.toLowerCase())))
  return user ?? null
}

/**
 * Takes name, address, password and sessions from an account. The sessions' rows stay, expired, for
 * `readClosedUser`. Repeating it changes nothing.
 */
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

/** After two minutes no session can still be valid: cookies are cached for one. */
export const SIGNED_OUT = sql`closed_at < now() - interval '2 minutes'`

/** What a closed account still has going on; null when it isn't closed. */
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

/**
 * Erases a closed account's words, files and requests; credits and payments stay. Marks it as erased,
 * so that cron stops asking, once no session can be valid and no job is open.
 */
export async function eraseUser(db: Db, userId: string): Promise<void> {
  await db.batch([
    db.execute(sql`delete from request_keys where user_id = ${userId}`),
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
