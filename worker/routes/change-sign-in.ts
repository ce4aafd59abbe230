import { Hono } from 'hono'
import { z } from 'zod'
import type { AppEnv } from '../app-env.ts'
import { isMailConfigured } from '../auth/welcome-person.ts'
import { countUses } from '../cache/rate-limits.ts'
import { DomainError } from '../errors.ts'
import { parseBody, requireJson } from '../middleware/body.ts'
import { email, forward, networkOfRequest, newPassword, password } from './ask-auth.ts'
import { checkPassword, requireSession } from './check-password.ts'

const ChangePassword = z.strictObject({ currentPassword: password, newPassword })
const ChangeEmail = z.strictObject({ newEmail: email, password })

/** How a person signs in: each change asks for the password, and reads the session past its cache. */
export const changeSignIn = new Hono<AppEnv>()
  .post('/change-password', requireJson, async (c) => {
    const { user } = await requireSession(c.var.services, c.req.raw.headers)
    const body = await parseBody(c, ChangePassword)
    const { currentPassword } = body
    await checkPassword(c.var.services, {
      userId: user.id,
      password: currentPassword,
      field: 'currentPassword',
    })
    const answer = await forward(c, { ...body, revokeOtherSessions: true })
    for (const cookie of answer.headers.getSetCookie())
      c.header('Set-Cookie', cookie, { append: true })
    return c.json({ status: true })
  })
  .post('/change-email', requireJson, async (c) => {
    const { user } = await requireSession(c.var.services, c.req.raw.headers)
    const body = await parseBody(c, ChangeEmail)
    const { config, redis, now } = c.var.services
    if (!isMailConfigured(config))
      throw new DomainError('unavailable', 'This studio sends no mail. Write to whoever runs it.')
    const newEmail = body.newEmail.toLowerCase()
    if (newEmail === user.email) throw invalidAddress('This is your address already.')
    await checkPassword(c.var.services, { userId: user.id, password: body.password })
    const uses = [
      { limit: 'mailToAddress', who: newEmail },
      { limit: 'mailFromNetwork', who: networkOfRequest(c) },
    ] as const
    await countUses(redis, uses, now())
    await forward(c, { newEmail })
    return c.json({ status: true })
  })

function invalidAddress(sentence: string): DomainError {
  return new DomainError('invalid', sentence, { fields: { newEmail: sentence } })
}
