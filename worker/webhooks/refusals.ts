import { bodyLimit } from 'hono/body-limit'
import { DomainError } from '../errors.ts'
import { refuseTooLarge } from '../middleware/body.ts'

const EVENT_BYTES_MAX = 1024 * 1024

/** Stands before every webhook: an event larger than 1 MB is not read to its end. */
export const limitEvent = bodyLimit({ maxSize: EVENT_BYTES_MAX, onError: refuseTooLarge })

export function forged(): DomainError {
  return new DomainError('unauthenticated', 'The signature does not fit.')
}
