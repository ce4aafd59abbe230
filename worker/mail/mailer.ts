export type Mail = {
  /** The same for every try, so that a mail is sent once. */
  key: string
  to: string
  subject: string
  text: string
}

/**
 * sent: it is on its way. refused: it never will be, whatever we do. unavailable: perhaps later, at the
 * earliest after `retryAfterSeconds` if the service says so; `isOurs` when an operator must mend something.
 */
export type MailOutcome =
  | { kind: 'sent' }
  | { kind: 'refused'; why: string }
  | { kind: 'unavailable'; why: string; isOurs: boolean; retryAfterSeconds: number | null }

/** Sends mail. Never throws. */
export type Mailer = { send(mail: Mail): Promise<MailOutcome> }
