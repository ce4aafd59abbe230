import { createMiddleware } from 'hono/factory'
import { DomainError } from '../errors.ts'

/** For `bodyLimit`: a body over the limit is never read to its end. */
export function refuseTooLarge(): never {
  throw new DomainError('too_large', 'The body is too large.')
}

/** Refuses a body that doesn't say it is JSON, before anything in it is called missing. */
export const requireJson = createMiddleware(async (c, next) => {
  if (!/^application\/json\s*(;|$)/i.test(c.req.header('content-type') ?? ''))
    throw new DomainError('unsupported_media', 'Send JSON, as Content-Type: application/json.')
  return next()
})
