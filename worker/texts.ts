import { z } from 'zod'
import { lengthOf } from './providers/compose-prompt.ts'

const ID_LENGTH_MAX = 100

/** People's words: trimmed, in the composed form, with LF. Refuses what nobody can see or Postgres can't keep. */
export const words = (max: number) =>
  z
    .string()
    .overwrite(settleForm)
    .trim()
    .refine((text) => lengthOf(text) <= max, `At most ${max} characters.`)
    .superRefine((text, context) => {
      const message = findUnwanted(text)
      if (message) context.addIssue({ code: 'custom', message })
    })
    .refine((text) => text === '' || VISIBLE.test(text), 'Write at least one character.')

/** So that a text is found and counted the same however it was typed or sent: forms send CRLF. */
function settleForm(text: string): string {
  return text.normalize('NFC').replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
}

/** More than white space, marks of format, and characters that are drawn as nothing. */
const VISIBLE = /[^\p{White_Space}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u
/** But for line breaks and tabs. */
const CONTROL = /(?![\n\t])\p{Cc}/u
const HALF = /\p{Cs}/u
const OVERRIDE = /[\u202d\u202e]/

/** A sentence that names the first character that a text may not have. */
function findUnwanted(text: string): string | null {
  const [control, half, override] = [CONTROL, HALF, OVERRIDE].map((kind) => nameFirst(text, kind))
  if (control) return `Remove the control character ${control}.`
  if (half) return `Remove ${half}, which is only half a character.`
  return override ? `Remove ${override}, which turns the direction of text around.` : null
}

function nameFirst(text: string, kind: RegExp): string | null {
  const code = kind.exec(text)?.[0].codePointAt(0)
  return code === undefined ? null : `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
}

/** What a program wrote, such as an id or a key: kept as it is, but for what Postgres can't keep. */
export const token = (max: number) =>
  z
    .string()
    .trim()
    .refine((text) => lengthOf(text) <= max, `At most ${max} characters.`)
    .refine(
      (text) => text.isWellFormed() && !text.includes('\0'),
      'Remove the unprintable character.',
    )

export const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((text) => text === 'true')

export const pageSize = (usual: number) => z.coerce.number().int().min(1).max(100).default(usual)

export const idList = (max: number) => {
  const sentence = `From 1 to ${max} ids.`
  return z.array(token(ID_LENGTH_MAX)).min(1, sentence).max(max, sentence)
}

/** In a query: ids with commas between them. */
export const idsInText = (max: number) =>
  z
    .string()
    .transform((text) => text.split(',').filter(Boolean))
    .pipe(idList(max))

const isStorable = (date: Date) => date.getUTCFullYear() >= 1000 && date.getUTCFullYear() <= 2999

/** With `Z` or an offset. */
export const time = z.iso
  .datetime({ offset: true, error: 'A time such as 2026-11-23T00:00:00Z.' })
  .transform((text) => new Date(text))
  .refine(isStorable, 'A time from the year 1000 to 2999.')
