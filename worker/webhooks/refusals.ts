import { bodyLimit } from 'hono/body-limit'
import { DomainError } from '../errors.ts'
import { refuseTooLarge } from '../middleware/body.ts'

const EVENT_BYTES_MAX = 1024 * 1024

export const limitEvent = bodyLimit({ maxSize: EVENT_BYTES_MAX, onError: refuseTooLarge })

export function forged(): DomainError {
  return new DomainError('unauthenticated', 'The signature does not fit.')
}
