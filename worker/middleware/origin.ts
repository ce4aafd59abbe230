import { createMiddleware } from 'hono/factory'
import type { AppEnv } from '../app-env.ts'
import { DomainError } from '../errors.ts'

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])
/** `none` is the person themselves. Browsers always say; a client that doesn't (curl) holds its own cookie. */
const OWN_SITES = new Set([null, 'same-origin', 'none'])

/** Whether another site's page would use a person's cookie to change something. */
export function isFromElsewhere({ method, headers }: Request, publicUrl: string): boolean {
  if (SAFE_METHODS.has(method)) return false
  const origin = headers.get('origin')
  if (origin !== null && origin !== publicUrl) return true
  return !OWN_SITES.has(headers.get('sec-fetch-site'))
}

export const requireSameOrigin = createMiddleware<AppEnv>(async (c, next) => {
  if (isFromElsewhere(c.req.raw, c.var.services.config.PUBLIC_URL))
    throw new DomainError('forbidden', 'This request came from another site.')
  return next()
})
