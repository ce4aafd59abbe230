import { and, desc, eq, gt, inArray, ne, sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import { sessions } from './schema.ts'

const isOpen = gt(sessions.expiresAt, sql`now()`)

/** Where a person is signed in, the last used first. Tokens stay here. */
export async function listSessions(db: Db, userId: string) {
  const { id, createdAt, updatedAt, userAgent } = sessions
  return db
    .select({ id, createdAt, usedAt: updatedAt, userAgent })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), isOpen))
    .orderBy(desc(updatedAt), id)
    .limit(100)
}

/** Null when it isn't this person's. */
export async function findSessionToken(
  db: Db,
  userId: string,
  sessionId: string,
): Promise<string | null> {
  const [session] = await db
    .select({ token: sessions.token })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), eq(sessions.id, sessionId), isOpen))
  return session?.token ?? null
}

/** Of all others, expired ones too. */
export async function findOtherTokens(
  db: Db,
  userId: string,
  keptSessionId: string,
): Promise<string[]> {
  const others = await db
    .select({ token: sessions.token })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), ne(sessions.id, keptSessionId)))
  return others.map(({ token }) => token)
}

export async function deleteSessions(
  db: Db,
  userId: string,
  tokens: readonly string[],
): Promise<void> {
  await db
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), inArray(sessions.token, [...tokens])))
}
