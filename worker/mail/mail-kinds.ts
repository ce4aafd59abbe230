/** What mails are for, in the words that people get. Each has one link. */
const MAIL_KINDS = {
  verify: {
    subject: 'Confirm your email address',
    says: 'Press this link to confirm your email address. It works for a day.',
    otherwise: 'If you didn’t sign up, ignore this mail.',
  },
  reset: {
    subject: 'Choose a new password',
    says: 'Press this link to choose a new password. It works once, for 30 minutes.',
    otherwise: 'If you didn’t ask for this, ignore this mail: your password stays as it is.',
  },
  newAddress: {
    subject: 'Confirm your new email address',
    says: 'Press this link to make this the email address of your account. It works for a day.',
    otherwise: 'If you didn’t ask for this, ignore this mail.',
  },
} as const

export type MailKind = keyof typeof MAIL_KINDS

export function writeWords(kind: MailKind, link: string): { subject: string; text: string } {
  const { subject, says, otherwise } = MAIL_KINDS[kind]
  return { subject: `SoundFoundry: ${subject}`, text: `${says}\n\n${link}\n\n${otherwise}\n` }
}
