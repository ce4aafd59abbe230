import { and, eq, isNull, or, type SQL, sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import { accounts, files, sessions, tracks, users, verifications } from './schema.ts'

const NOW = sql`now()`

export async function markVerified(db: Db, userId: string): Promise<void> {
  await db
    .update(users)
    .set({ emailVerified: true, updatedAt: NOW })
    .where(and(eq(users.id, userId), isNull(users.closedAt)))
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
    // A link to reset the password would bring one back.
    db.delete(verifications).where(eq(verifications.value, userId)),
    db
      .update(sessions)
      .set({ expiresAt: NOW, ipAddress: null, userAgent: null })
      .where(eq(sessions.userId, userId)),
  ])
}

/**
 * For whom an erasure is due. Two minutes after the sessions were forgotten none is valid, since a cookie
 * is cached for one; until they are, another device may renew its cookie.
 */
export const DUE_TO_ERASE = sql`closed_at < now() - interval '2 minutes'
  and (signed_out_at is null or signed_out_at < now() - interval '2 minutes')`

/** Waits for a closing that is under way: whatever is written under this belongs to an open account. */
export function openAccountOf(userId: string): SQL {
  return sql`select from users where id = ${userId} and closed_at is null for key share`
}

/** For statements that can't lock: what a closing overtakes is erased after it. */
export function accountIsOpen(userId: string): SQL {
  return sql`exists (select from users where id = ${userId} and closed_at is null)`
}

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

/** Once the sessions are forgotten. Credits and payments stay. Cron asks again until no session is valid and no job is open. */
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
        drawAt: null,
        deletedAt: sql`coalesce(${tracks.deletedAt}, now())`,
      })
      .where(eq(tracks.userId, userId)),
    db.execute(sql`
      update attempts set audio_url = null from jobs
      where jobs.id = attempts.job_id and jobs.user_id = ${userId} and audio_url is not null`),
    db.delete(files).where(eq(files.userId, userId)),
    db.execute(sql`delete from mails where user_id = ${userId}`),
    db.execute(sql`update credit_accounts set network_hash = null where user_id = ${userId}`),
    db.execute(sql`
      update users set signed_out_at = coalesce(signed_out_at, now())
      where id = ${userId} and closed_at is not null`),
    db.execute(sql`
      with erased as (
        update users set erased_at = now()
        where id = ${userId} and erased_at is null and signed_out_at < now() - interval '2 minutes'
          and not exists (select from jobs where user_id = ${userId} and finished_at is null)
        returning id
      ) delete from sessions using erased where sessions.user_id = erased.id`),
  ])
}
