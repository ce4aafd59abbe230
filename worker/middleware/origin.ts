import { createMiddleware } from 'hono/factory'
import type { AppEnv } from '../app-env.ts'
import { DomainError } from '../errors.ts'

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Stops other sites' pages from using a person's cookie. A client without these headers (curl) holds its own cookie. */
export const requireSameOrigin = createMiddleware<AppEnv>(async (c, next) => {
  if (SAFE_METHODS.has(c.req.method)) return next()
  const origin = c.req.header('origin')
  const isForeign = origin !== undefined && origin !== c.var.services.config.PUBLIC_URL
  if (isForeign || c.req.header('sec-fetch-site') === 'cross-site')
    throw new DomainError('forbidden', 'This request came from another site.')
  return next()
})
