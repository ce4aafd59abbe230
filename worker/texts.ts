import { z } from 'zod'
import { lengthOf } from './providers/compose-prompt.ts'

const ID_LENGTH_MAX = 100

/** Trimmed, and without what Postgres can't keep: NUL and half characters. */
export const words = (max: number) =>
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
  return z.array(words(ID_LENGTH_MAX)).min(1, sentence).max(max, sentence)
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
