import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { AppEnv } from '../app-env.ts'
import { readLinkToken } from '../auth/link-token.ts'
import { isMailConfigured, welcomePerson } from '../auth/welcome-person.ts'
import { countUses } from '../cache/rate-limits.ts'
import { pgError } from '../db/client.ts'
import { DomainError } from '../errors.ts'
import { parseBody, requireJson } from '../middleware/body.ts'
import { logError } from '../observability/log.ts'
import {
  askAuth,
  email,
  forward,
  networkOfRequest,
  newPassword,
  readCode,
  refusalOf,
} from './ask-auth.ts'

/** How the link of a mail came out, in words of the page's address. */
export type LinkOutcome = 'confirmed' | 'changed' | 'other' | 'old' | 'broken' | 'taken' | 'later'

const TOKEN_LENGTH_MAX = 4_000
const Address = z.strictObject({ email })
const Reset = z.strictObject({ token: z.string().min(1).max(TOKEN_LENGTH_MAX), newPassword })

const SENTENCES = {
  other: 'This link belongs to another account. Sign in to that one first.',
  old: 'This link is too old. Ask for a new one.',
  broken:
    'This link doesn’t work: it was used already, or part of it is missing. Ask for a new one.',
  taken: 'This address has an account by now.',
} as const

export const authByMail = new Hono<AppEnv>()
  /** `confirmFirst`: free credits come once the address is confirmed. */
  .get('/settings', (c) => c.json({ confirmFirst: isMailConfigured(c.var.services.config) }))
  .get('/verify-email', async (c) => {
    const outcome = await openLink(c, c.req.query('token') ?? '')
    if (c.req.query('callbackURL') !== undefined) return c.redirect(`/verify?is=${outcome}`)
    if (outcome === 'confirmed' || outcome === 'changed') return c.json({ status: true, outcome })
    if (outcome === 'later') throw new DomainError('unavailable', 'Try again in a moment.')
    throw new DomainError('invalid', SENTENCES[outcome], { fields: { token: SENTENCES[outcome] } })
  })
  .post('/send-verification-email', requireJson, async (c) => {
    const body = await parseBody(c, Address)
    await beginMail(c, body.email)
    // Without the cookie the answer is the same for every address.
    await forward(c, body, { withCookie: false })
    return c.json({ status: true })
  })
  .post('/request-password-reset', requireJson, async (c) => {
    const body = await parseBody(c, Address)
    await beginMail(c, body.email)
    await forward(c, body)
    return c.json({ status: true })
  })
  .post('/reset-password', requireJson, async (c) => {
    const body = await parseBody(c, Reset)
    const answer = await askAuth(c, body)
    if (answer.ok) return c.json({ status: true })
    const code = await readCode(answer)
    if (code !== 'INVALID_TOKEN' && code !== 'USER_NOT_FOUND') throw refusalOf(code, answer.status)
    const sentence =
      'This link doesn’t work: it is older than 30 minutes, was used already, or part of it is missing. Ask for a new one.'
    throw new DomainError('invalid', sentence, { fields: { token: sentence } })
  })

async function beginMail(c: Context<AppEnv>, to: string): Promise<void> {
  const { config, redis, now } = c.var.services
  if (!isMailConfigured(config))
    throw new DomainError('unavailable', 'This studio sends no mail. Write to whoever runs it.')
  const uses = [
    { limit: 'mailToAddress', who: to.toLowerCase() },
    { limit: 'mailFromNetwork', who: networkOfRequest(c) },
  ] as const
  await countUses(redis, uses, now())
}

const REFUSED: Readonly<Record<string, LinkOutcome>> = {
  TOKEN_EXPIRED: 'old',
  INVALID_TOKEN: 'broken',
  USER_NOT_FOUND: 'broken',
  INVALID_USER: 'other',
}

/** Verifies an address, and shows the browser's own session at once what has changed. */
async function openLink(c: Context<AppEnv>, token: string): Promise<LinkOutcome> {
  if (token === '' || token.length > TOKEN_LENGTH_MAX) return 'broken'
  const path = `/verify-email?token=${encodeURIComponent(token)}`
  const answer = await askAuth(c, null, { path }).catch((error) => {
    if (pgError(error)?.constraint === 'users_email_taken') return 'taken' as const
    logError('link_not_opened', error, { requestId: c.var.requestId })
    return 'later' as const
  })
  if (typeof answer === 'string') return answer
  if (answer.status >= 500) return 'later'
  if (!answer.ok) return REFUSED[await readCode(answer)] ?? 'broken'
  // The library has verified it.
  const said = readLinkToken(token)
  const isChange = said?.updateTo !== undefined
  if (isChange && said?.userId) await confirmNewAddress(c, said.userId)
  const me = await refreshSession(c)
  if (isChange) return 'changed'
  return me === null || me.id === said?.userId || me.email === said?.email ? 'confirmed' : 'other'
}

/** The library leaves an address unverified that replaces one that was. */
async function confirmNewAddress(c: Context<AppEnv>, userId: string): Promise<void> {
  const { auth, config, db } = c.var.services
  const { internalAdapter } = await auth.$context
  await internalAdapter.updateUser(userId, { emailVerified: true })
  await welcomePerson({ config, db }, userId, c.req.raw.headers)
}

async function refreshSession(c: Context<AppEnv>): Promise<{ id: string; email: string } | null> {
  if (c.req.header('cookie') === undefined) return null
  const { headers, response } = await c.var.services.auth.api.getSession({
    headers: c.req.raw.headers,
    query: { disableCookieCache: true },
    returnHeaders: true,
  })
  for (const cookie of headers?.getSetCookie() ?? [])
    c.header('Set-Cookie', cookie, { append: true })
  return response?.user ?? null
}
