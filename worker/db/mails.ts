import { and, eq, isNull, sql } from 'drizzle-orm'
import type { MailKind } from '../mail/mail-kinds.ts'
import type { Db } from './client.ts'
import { mails } from './schema.ts'

/** Resend keeps idempotency keys, and our links work, for no longer. */
const isCurrent = sql`${mails.createdAt} > now() - interval '1 day'`
const isWaiting = and(isNull(mails.sentAt), isNull(mails.refusedAt), isCurrent)

export type WaitingMail = {
  id: string
  kind: MailKind
  recipient: string
  link: string
  age: number
}

/** Repeating it changes nothing. */
export async function writeMail(
  db: Db,
  mail: { id: string; userId: string; kind: MailKind; recipient: string; link: string },
): Promise<void> {
  await db.insert(mails).values(mail).onConflictDoNothing()
}

/** Null once it is sent, refused, or too old. `age` in seconds. */
export async function readWaitingMail(db: Db, mailId: string): Promise<WaitingMail | null> {
  const { id, kind, recipient, link } = mails
  const age = sql<number>`extract(epoch from now() - ${mails.createdAt})::integer`
  const [mail] = await db
    .select({ id, kind, recipient, link, age })
    .from(mails)
    .where(and(eq(id, mailId), isWaiting))
  return mail ?? null
}

/** Marks the mail as sent or refused, and takes its link out of the row: whoever has it can use it. */
export async function endMail(db: Db, mailId: string, how: 'sent' | 'refused'): Promise<void> {
  const ended = how === 'sent' ? { sentAt: sql`now()` } : { refusedAt: sql`now()` }
  await db
    .update(mails)
    .set({ ...ended, link: '' })
    .where(eq(mails.id, mailId))
}

/** Leaves the mail to cron. */
export async function postponeMail(db: Db, mailId: string, seconds: number): Promise<void> {
  const nextSendAt = sql`now() + make_interval(secs => ${seconds}::integer)`
  await db.update(mails).set({ nextSendAt }).where(eq(mails.id, mailId))
}
