import { createHash, randomUUID } from 'node:crypto'
import { type Journal, openJournal } from '../kit/journal.ts'
import { MailRefusal } from './refusals.ts'

export type SentMail = {
  id: string
  from: string
  to: string[]
  subject: string
  text: string
  html: string
  sentAt: string
}

/** An idempotency key of the last day, and what it sent. */
type Used = { id: string; bodySha256: string; mailId: string; usedAt: number }

const KEY_MILLISECONDS = 24 * 60 * 60_000

/** What each API key has sent, on disk. */
export class MailStore {
  readonly #journal: Journal<{ mails: SentMail; keys: Used }>

  constructor(folder: string) {
    this.#journal = openJournal(folder)
  }

  /** Sends a mail, or with a key that was used for the same one answers the first one's id. */
  send(
    apiKey: string,
    mail: Omit<SentMail, 'id' | 'sentAt'>,
    idempotencyKey: string | undefined,
  ): string {
    const now = Date.now()
    const bodySha256 = createHash('sha256').update(JSON.stringify(mail)).digest('hex')
    return this.#journal.write(apiKey, (tx) => {
      const used = idempotencyKey === undefined ? undefined : tx.find('keys', idempotencyKey)
      if (used && used.usedAt > now - KEY_MILLISECONDS) {
        if (used.bodySha256 !== bodySha256) throw MailRefusal.named('invalid_idempotent_request')
        return used.mailId
      }
      const id = randomUUID()
      tx.put('mails', { ...mail, id, sentAt: new Date(now).toISOString() })
      if (idempotencyKey !== undefined)
        tx.put('keys', { id: idempotencyKey, bodySha256, mailId: id, usedAt: now })
      return id
    })
  }

  /** Newest first. */
  list(): SentMail[] {
    return this.#journal
      .keys()
      .flatMap((key) => this.#journal.read(key).list('mails').toReversed())
      .toSorted((a, b) => b.sentAt.localeCompare(a.sentAt))
  }

  listTo(address: string): SentMail[] {
    const wanted = address.toLowerCase()
    return this.list().filter(({ to }) => to.some((each) => each.toLowerCase() === wanted))
  }

  forget(apiKey: string): void {
    this.#journal.forget(apiKey)
  }
}
