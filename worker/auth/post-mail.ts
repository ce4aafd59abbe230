import type { Db } from '../db/client.ts'
import { writeMail } from '../db/mails.ts'
import { newId } from '../ids.ts'
import type { MailKind } from '../mail/mail-kinds.ts'
import type { Queues } from '../messages/queues.ts'
import { logPassingError } from '../observability/log.ts'

/** Writes a mail down and has it sent. Whether it can be sent now concerns nobody: cron sends what waits. */
export async function postMail(
  { db, queues }: { db: Db; queues: Queues },
  mail: { userId: string; kind: MailKind; recipient: string; link: string },
): Promise<void> {
  const id = newId('mai')
  const write = () => writeMail(db, { ...mail, id })
  // Once more: the library ends what it does all the same, and its person would wait in vain.
  await write().catch(write)
  await queues
    .send({ kind: 'mail', mailId: id })
    .catch((error) => logPassingError('mail_not_enqueued', error, { mailId: id }))
}
