import { z } from 'zod'

/** Every parameter arrives as text. The messages are Stripe's for a value that it can't read. */
export const Integer = z
  .string()
  .refine((text) => /^-?\d{1,15}$/.test(text), {
    error: ({ input }) => `Invalid integer: ${String(input)}`,
  })
  .transform(Number)

export const PositiveInteger = Integer.refine((value) => value > 0, {
  error: 'This value must be greater than or equal to 1.',
})

export const Bool = z
  .enum(['true', 'false'], { error: ({ input }) => `Invalid boolean: ${String(input)}` })
  .transform((text) => text === 'true')

export const Percent = z
  .string()
  .transform(Number)
  .refine((value) => value > 0 && value <= 100, {
    error: 'Invalid percent_off: must be over 0, at most 100',
  })

export const Text = z.string().min(1, { error: 'You passed an empty string.' })

export const Currency = z
  .string()
  .transform((code) => code.toLowerCase())
  .refine((code) => /^[a-z]{3}$/.test(code), {
    error: ({ input }) => `Invalid currency: ${String(input)}.`,
  })

/** Up to 50 pairs; an empty value removes its name. */
export const Metadata = z
  .record(z.string().max(40), z.string().max(500))
  .transform((pairs) => Object.fromEntries(Object.entries(pairs).filter(([, text]) => text !== '')))

/** `x[0]=…&x[1]=…`. */
export function List<Item extends z.ZodType>(item: Item) {
  return z.preprocess(
    (sent) => (typeof sent === 'object' && sent !== null ? Object.values(sent) : sent),
    z.array(item),
  )
}

/** `created=5` or `created[gte]=5`. Seconds. */
export const TimeRange = z.union([
  Integer.transform((time) => ({ gte: time, lte: time })),
  z.strictObject({
    gt: Integer.optional(),
    gte: Integer.optional(),
    lt: Integer.optional(),
    lte: Integer.optional(),
  }),
])

/** The parameters of every list. */
export const PAGE_PARAMS = {
  limit: Integer.refine((limit) => limit >= 1 && limit <= 100, {
    error: 'Invalid limit: must be from 1 to 100',
  }).optional(),
  starting_after: Text.optional(),
  ending_before: Text.optional(),
}
