import { createMiddleware } from 'hono/factory'
import { DomainError } from '../errors.ts'

export function refuseTooLarge(): never {
  throw new DomainError('too_large', 'The body is too large.')
}

export const requireJson = createMiddleware(async (c, next) => {
  if (!/^application\/json\s*(;|$)/i.test(c.req.header('content-type') ?? ''))
    throw new DomainError('unsupported_media', 'Send JSON, as Content-Type: application/json.')
  return next()
})
