import { sql } from 'drizzle-orm'
import type { Db } from './client.ts'

/** Keeps a message whose every try failed. Repeating it changes nothing. */
export async function buryMessage(db: Db, message: { id: string; body: unknown }): Promise<void> {
  await db.execute(sql`
    insert into dead_messages (id, body)
    values (${message.id}, ${JSON.stringify(message.body)}::jsonb)
    on conflict (id) do nothing`)
}

export type DeadMessage = {
  id: string
  body: unknown
  diedAt: string
  /** When an operator asked for it to be sent again, and when it was. */
  replayAt: string | null
  replayedAt: string | null
}

const COLUMNS = sql`id, body, died_at as "diedAt", replay_at as "replayAt", replayed_at as "replayedAt"`

/** The messages that have not been sent again, oldest first. */
export async function listDeadMessages(db: Db, limit: number): Promise<DeadMessage[]> {
  const { rows } = await db.execute<DeadMessage>(sql`
    select ${COLUMNS} from dead_messages where replayed_at is null
    order by died_at, id limit ${limit}::integer`)
  return rows
}

export async function readDeadMessage(db: Db, id: string): Promise<DeadMessage | null> {
  const { rows } = await db.execute<DeadMessage>(
    sql`select ${COLUMNS} from dead_messages where id = ${id}`,
  )
  return rows[0] ?? null
}

/** Asks cron to send a message, or all, again, and logs who asked. Returns the ids newly asked for. */
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

/** The messages that cron is asked to send, until `markReplayed`. */
export async function readReplays(db: Db): Promise<DeadMessage[]> {
  const { rows } = await db.execute<DeadMessage>(sql`
    select ${COLUMNS} from dead_messages
    where replay_at is not null and replayed_at is null order by replay_at limit 100`)
  return rows
}

export async function markReplayed(db: Db, id: string): Promise<void> {
  await db.execute(sql`update dead_messages set replayed_at = now() where id = ${id}`)
}

/** A message that this deploy doesn't know stays asked for, and lets those after it go first. */
export async function requeueLast(db: Db, id: string): Promise<void> {
  await db.execute(sql`update dead_messages set replay_at = now() where id = ${id}`)
}
