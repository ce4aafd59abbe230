import { z } from 'zod'
import { words } from '../texts.ts'

const LENGTH_MAX = 200

/** A request sent again with the same key does nothing new. */
export const IdempotencyKey = z.object({
  'idempotency-key': words(LENGTH_MAX).min(1, `1 to ${LENGTH_MAX} characters.`).optional(),
})
