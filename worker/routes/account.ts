import { Hono } from 'hono'
import { deleteCookie } from 'hono/cookie'
import type { SignedInEnv } from '../app-env.ts'
import { closeAccount } from '../domain/accounts/close-account.ts'
import { requireUser } from '../middleware/user.ts'

export const account = new Hono<SignedInEnv>().use(requireUser).delete('/', async (c) => {
  const { services, user } = c.var
  await closeAccount(services, user.id)
  const { authCookies } = await services.auth.$context
  for (const { name, attributes } of Object.values(authCookies))
    deleteCookie(c, name, { path: '/', secure: attributes.secure ?? false })
  return c.body(null, 204)
})
