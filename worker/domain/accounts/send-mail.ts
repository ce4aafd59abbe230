import { endMail, postponeMail, readWaitingMail } from '../../db/mails.ts'
import { writeWords } from '../../mail/mail-kinds.ts'
import { DONE, type Outcome } from '../../messages/outcome.ts'
import { log, logError } from '../../observability/log.ts'
import type { Services } from '../../services.ts'

/** Past this age the queue has tried enough: cron sends the mail, ever less often. */
const QUEUE_SECONDS_MAX = 60
const RETRY_SECONDS = 5
const OUTAGE = new Error('Mail can’t be sent until an operator mends it')

/** Sends a mail once. One that can't go out now goes out when the service is back, within a day. */
export async function sendMail(
  { db, mailer }: Pick<Services, 'db' | 'mailer'>,
  mailId: string,
): Promise<Outcome> {
  const mail = await readWaitingMail(db, mailId)
  if (mail === null) return { dropBecause: 'no such mail waits' }
  if (mailer === null) return { dropBecause: 'mail is not configured' }
  const { kind, recipient, link, age } = mail
  const outcome = await mailer.send({ key: mailId, to: recipient, ...writeWords(kind, link) })
  switch (outcome.kind) {
    case 'sent':
    case 'refused':
      if (outcome.kind === 'refused') log('warn', 'mail_refused', { mailId, why: outcome.why })
      await endMail(db, mailId, outcome.kind)
      return DONE
    case 'unavailable': {
      if (outcome.isOurs) logError('mail_unavailable', OUTAGE, { mailId, why: outcome.why })
      if (age < QUEUE_SECONDS_MAX && !outcome.isOurs)
        return { retryAfterSeconds: outcome.retryAfterSeconds ?? RETRY_SECONDS }
      await postponeMail(db, mailId, Math.max(QUEUE_SECONDS_MAX, Math.round(age / 4)))
      return DONE
    }
  }
}
