import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import type { AppEnv } from '../app-env.ts'
import { PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from '../auth/auth.ts'
import { countUse } from '../cache/rate-limits.ts'
import { isEmailTaken } from '../db/users.ts'
import { DomainError } from '../errors.ts'
import { refuseTooLarge } from '../middleware/body.ts'
import { invalidFields, malformedJson } from '../middleware/errors.ts'
import { words } from '../texts.ts'

const email = z.string().trim().max(254).pipe(z.email('An email address such as ada@example.com.'))

const SignIn = z.strictObject({
  email,
  password: z.string().min(1, 'Your password.').max(PASSWORD_LENGTH_MAX, 'That is too long.'),
  rememberMe: z.boolean().optional(),
})

const SignUp = z.strictObject({
  email,
  password: z
    .string()
    .min(PASSWORD_LENGTH_MIN, `At least ${PASSWORD_LENGTH_MIN} characters.`)
    .max(PASSWORD_LENGTH_MAX, `At most ${PASSWORD_LENGTH_MAX} characters.`),
  name: words(80).min(1, 'What should we call you?'),
})

export const authRoutes = new Hono<AppEnv>()
  .use(bodyLimit({ maxSize: 16 * 1024, onError: refuseTooLarge }))
  .post('/sign-up/email', async (c) => {
    const body = await parseBody(c, SignUp)
    const { db, redis, now } = c.var.services
    await countUse(redis, 'signUp', address(c), now())
    const answer = await ask(c, body)
    if (answer.ok) return answer
    const refused = await readRefusal(answer)
    if (refused !== 'not created') throw refused
    throw (await isEmailTaken(db, body.email)) ? emailTaken() : signUpUnavailable()
  })
  .post('/sign-in/email', async (c) => {
    const body = await parseBody(c, SignIn)
    const who = `${address(c)}:${body.email.toLowerCase()}`
    await countUse(c.var.services.redis, 'signIn', who, c.var.services.now())
    return forward(c, body)
  })
  .post('/sign-out', async (c) => {
    const answer = await forward(c, {})
    if (await isSignedIn(c))
      throw new DomainError('unavailable', 'Signing out is not possible right now. Try again.')
    return answer
  })
  .get('/get-session', (c) => forward(c, null))

async function parseBody<T>(c: Context<AppEnv>, schema: z.ZodType<T>): Promise<T> {
  const json: unknown = await c.req.json().catch(() => {
    throw malformedJson()
  })
  const parsed = schema.safeParse(json)
  if (!parsed.success) throw invalidFields(parsed.error.issues)
  return parsed.data
}

/** Asks the stores: the library reports a sign-out even when they failed. True when they don't answer. */
async function isSignedIn(c: Context<AppEnv>): Promise<boolean> {
  const { headers } = c.req.raw
  const query = { disableCookieCache: true }
  const { api } = c.var.services.auth
  return api.getSession({ headers, query }).then(
    (session) => session !== null,
    () => true,
  )
}

const address = (c: Context<AppEnv>) => c.req.header('cf-connecting-ip') ?? 'unknown'

async function forward(c: Context<AppEnv>, body: unknown): Promise<Response> {
  const answer = await ask(c, body)
  if (answer.ok) return answer
  const refused = await readRefusal(answer)
  throw refused === 'not created' ? new Error('Only a sign-up creates people') : refused
}

function ask(c: Context<AppEnv>, body: unknown): Promise<Response> {
  const { method, url } = c.req.raw
  const headers = new Headers(c.req.raw.headers)
  headers.delete('content-length')
  if (body !== null) headers.set('content-type', 'application/json')
  const request = new Request(url, {
    method,
    headers,
    body: body === null ? null : JSON.stringify(body),
  })
  return c.var.services.auth.handler(request)
}

const Refusal = z.object({ code: z.string().catch('') })

/** `not created`: it couldn't write the person, perhaps because another sign-up took the address. */
async function readRefusal(answer: Response): Promise<Error | 'not created'> {
  const { status } = answer
  const code = Refusal.safeParse(await answer.json().catch(() => null)).data?.code ?? ''
  if (code.startsWith('USER_ALREADY_EXISTS')) return emailTaken()
  if (code === 'FAILED_TO_CREATE_USER') return 'not created'
  if (status === 401)
    return new DomainError('unauthenticated', 'The email or the password is wrong.')
  if (status === 400 || status === 422)
    return new DomainError('invalid', 'Please check what you entered.')
  return new Error(`The auth library answered ${status} ${code}`)
}

function signUpUnavailable(): DomainError {
  return new DomainError('unavailable', 'Signing up is not possible right now. Try again.')
}

function emailTaken(): DomainError {
  const sentence = 'There is an account with this email already. Sign in instead.'
  return new DomainError('conflict', sentence, { fields: { email: sentence } })
}
