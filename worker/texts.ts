import { z } from 'zod'
import { lengthOf } from './providers/compose-prompt.ts'

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
