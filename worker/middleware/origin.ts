import { createMiddleware } from 'hono/factory'
import type { AppEnv } from '../app-env.ts'
import { DomainError } from '../errors.ts'

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses a write that another site's page made: with our cookie it would act as its owner, without
 * one it could sign them in as somebody else. Clients that send neither header (curl, scripts) pass:
 * they hold a cookie because someone gave it to them.
 */
export const requireSameOrigin = createMiddleware<AppEnv>(async (c, next) => {
  if (SAFE_METHODS.has(c.req.method)) return next()
  const origin = c.req.header('origin')
  const isForeign = origin !== undefined && origin !== c.var.services.config.PUBLIC_URL
  if (isForeign || c.req.header('sec-fetch-site') === 'cross-site')
    throw new DomainError('forbidden', 'This request came from another site.')
  return next()
})
