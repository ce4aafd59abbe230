import { z } from 'zod'
import { lengthOf } from './providers/compose-prompt.ts'

/** Text as people type it: trimmed, and without what Postgres can't keep: NUL and half characters. */
export const words = (max: number) =>
  z
    .string()
    .trim()
    .refine((text) => lengthOf(text) <= max, `At most ${max} characters.`)
    .refine(
      (text) => text.isWellFormed() && !text.includes('\0'),
      'Remove the unprintable character.',
    )

/** `true` or `false` as a query or the environment says it; false when it says nothing. */
export const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((text) => text === 'true')

/** How many items of a list a page of it has, as its query says: 1 to 100. */
export const pageSize = (usual: number) => z.coerce.number().int().min(1).max(100).default(usual)
