import { DomainError } from '../domain/errors.ts'

/** For `bodyLimit`: a body over the limit is never read to its end. */
export function refuseTooLarge(): never {
  throw new DomainError('too_large', 'The body is too large.')
}
