import { and, asc, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import { type DeadMessage, deadMessages } from './schema.ts'

const REPLAYS_MAX = 100

/** Repeating it changes nothing. */
export async function buryMessage(db: Db, message: { id: string; body: unknown }): Promise<void> {
  // The builder would write a body of `null` as SQL's null.
  const body = sql`${JSON.stringify(message.body)}::jsonb`
  await db.insert(deadMessages).values({ id: message.id, body }).onConflictDoNothing()
}

export function listDeadMessages(db: Db, limit: number): Promise<DeadMessage[]> {
  return db
    .select()
    .from(deadMessages)
    .where(isNull(deadMessages.replayedAt))
    .orderBy(asc(deadMessages.diedAt), asc(deadMessages.id))
    .limit(limit)
}

export async function readDeadMessage(db: Db, id: string): Promise<DeadMessage | null> {
  const [message] = await db.select().from(deadMessages).where(eq(deadMessages.id, id))
  return message ?? null
}

/** Cron sends them. Returns only the ids that no operator had asked for before. */
export async function askForReplay(
  db: Db,
  { id, actor }: { id: string | 'all'; actor: string },
): Promise<string[]> {
  const { rows } = await db.execute<{ id: string }>(sql`
    with asked as (
      update dead_messages set replay_at = now()
      where replay_at is null and (${id} = 'all' or id = ${id}) returning id, body
    ), logged as (
      insert into audit_log (actor, action, subject, details)
      select ${actor}, 'message replayed', id, body from asked
    ) select id from asked`)
  return rows.map((row) => row.id)
}

export function readReplays(db: Db): Promise<DeadMessage[]> {
  return db
    .select()
    .from(deadMessages)
    .where(and(isNotNull(deadMessages.replayAt), isNull(deadMessages.replayedAt)))
    .orderBy(asc(deadMessages.replayAt))
    .limit(REPLAYS_MAX)
}

export async function markReplayed(db: Db, id: string): Promise<void> {
  await db.update(deadMessages).set({ replayedAt: sql`now()` }).where(eq(deadMessages.id, id))
}

/** Behind all others, until a deploy comes that knows the message. */
export async function requeueLast(db: Db, id: string): Promise<void> {
  await db.update(deadMessages).set({ replayAt: sql`now()` }).where(eq(deadMessages.id, id))
}
