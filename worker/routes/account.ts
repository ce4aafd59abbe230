import { Hono } from 'hono'
import { deleteCookie } from 'hono/cookie'
import { z } from 'zod'
import type { SignedInEnv } from '../app-env.ts'
import { findOtherTokens, findSessionToken, listSessions } from '../db/sessions.ts'
import { closeAccount } from '../domain/accounts/close-account.ts'
import { endSessions } from '../domain/accounts/end-sessions.ts'
import { DomainError } from '../errors.ts'
import { invalidFields } from '../middleware/errors.ts'
import { requireUser } from '../middleware/user.ts'
import { password } from './ask-auth.ts'
import { checkPassword, requireSession } from './check-password.ts'

const Farewell = z.strictObject({ password })

export const account = new Hono<SignedInEnv>()
  .use(requireUser)
  .delete('/', async (c) => {
    const { services } = c.var
    const { user } = await requireSession(c.var.services, c.req.raw.headers)
    const body = Farewell.safeParse(await c.req.json().catch(() => ({})))
    if (!body.success) throw invalidFields(body.error.issues)
    await checkPassword(services, { userId: user.id, password: body.data.password })
    await closeAccount(services, { userId: user.id, email: user.email })
    const { authCookies } = await services.auth.$context
    for (const { name, attributes } of Object.values(authCookies))
      deleteCookie(c, name, { path: '/', secure: attributes.secure ?? false })
    return c.body(null, 204)
  })
  .get('/sessions', async (c) => {
    const { session } = await requireSession(c.var.services, c.req.raw.headers)
    const items = await listSessions(c.var.services.db, session.userId)
    return c.json({ items: items.map((each) => ({ ...each, current: each.id === session.id })) })
  })
  .delete('/sessions', async (c) => {
    const { session } = await requireSession(c.var.services, c.req.raw.headers)
    const { services } = c.var
    const tokens = await findOtherTokens(services.db, session.userId, session.id)
    await endSessions(services, session.userId, tokens)
    return c.body(null, 204)
  })
  .delete('/sessions/:id', async (c) => {
    const { session } = await requireSession(c.var.services, c.req.raw.headers)
    const id = c.req.param('id')
    if (id === session.id)
      throw new DomainError('conflict', 'This is the session you are in. Sign out instead.')
    const { services } = c.var
    const token = await findSessionToken(services.db, session.userId, id)
    if (token === null) throw new DomainError('not_found', 'There is no such session.')
    await endSessions(services, session.userId, [token])
    return c.body(null, 204)
  })
