import { Faults } from '../kit/faults.ts'

/**
 * down: the connection is cut without an answer. error: 500. lost: the mail is sent, its answer never
 * comes. rate_limited, quota, bad_key: Resend's refusals.
 */
export const MAIL_FAULT_KINDS = [
  'down',
  'error',
  'lost',
  'rate_limited',
  'quota',
  'bad_key',
] as const

export type MailFaultKind = (typeof MAIL_FAULT_KINDS)[number]

/** The faults of each API key. */
export class MailFaults extends Faults<MailFaultKind> {}
