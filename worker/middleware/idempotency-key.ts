import { z } from 'zod'
import { token } from '../texts.ts'

const LENGTH_MAX = 200

/** A request sent again with the same key does nothing new. */
export const IdempotencyKey = z.object({
  'idempotency-key': token(LENGTH_MAX).min(1, `1 to ${LENGTH_MAX} characters.`).optional(),
})
