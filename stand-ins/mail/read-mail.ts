import { z } from 'zod'
import type { SentMail } from './mail-store.ts'
import { MailRefusal } from './refusals.ts'

const Body = z.object({
  from: z.string().optional(),
  to: z.union([z.string(), z.array(z.string())]).optional(),
  subject: z.string().optional(),
  text: z.string().optional(),
  html: z.string().optional(),
})

const ADDRESS = /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/
const RECIPIENTS_MAX = 50
const FORMATS =
  'The email address needs to follow the `email@example.com` or `Name <email@example.com>` format.'

/** A mail as Resend takes it. Throws what Resend would refuse it with. */
export function readMail(text: string): Omit<SentMail, 'id' | 'sentAt'> {
  const parsed = Body.safeParse(parseJson(text))
  if (!parsed.success) throw MailRefusal.invalid('The request body is not valid.')
  const { from, to, subject, text: plain, html } = parsed.data
  for (const [name, value] of Object.entries({ from, to, subject }))
    if (value === undefined || value.length === 0) throw missing(name)
  if (plain === undefined && html === undefined)
    throw MailRefusal.invalid('Missing `html` or `text` field.')
  const recipients = [to ?? []].flat()
  if (recipients.length > RECIPIENTS_MAX)
    throw MailRefusal.invalid('The `to` field must not have more than 50 addresses.')
  if (!isAddress(from ?? '')) throw MailRefusal.invalid(`Invalid \`from\` field. ${FORMATS}`)
  if (!recipients.every(isAddress)) throw MailRefusal.invalid(`Invalid \`to\` field. ${FORMATS}`)
  return {
    from: from ?? '',
    to: recipients.map(bare),
    subject: subject ?? '',
    text: plain ?? '',
    html: html ?? '',
  }
}

const missing = (name: string) => MailRefusal.invalid(`Missing \`${name}\` field.`)

/** `Name <a@b.c>` as `a@b.c`. */
const bare = (address: string) => address.match(/<([^<>]*)>$/)?.[1] ?? address
const isAddress = (address: string) => ADDRESS.test(bare(address))

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
