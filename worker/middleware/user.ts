import { createMiddleware } from 'hono/factory'
import type { AppEnv, SignedInEnv } from '../app-env.ts'
import { readSession } from '../auth/read-session.ts'
import { DomainError } from '../errors.ts'

/** A renewed session cookie goes out with the answer, unless the answer sets cookies itself. */
export const loadUser = createMiddleware<AppEnv>(async (c, next) => {
  c.set('user', null)
  if (c.req.header('cookie') === undefined) return next()
  const { headers, response } = await readSession(c.var.services.auth, c.req.raw.headers)
  if (response) {
    const { id, name, email } = response.user
    c.set('user', { id, name, email })
  }
  await next()
  if (c.res.headers.has('set-cookie')) return
  for (const cookie of headers?.getSetCookie() ?? [])
    c.header('Set-Cookie', cookie, { append: true })
})

export const requireUser = createMiddleware<SignedInEnv>(async (c, next) => {
  if (c.var.user === null) throw new DomainError('unauthenticated', 'Sign in to do this.')
  return next()
})
