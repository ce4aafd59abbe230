import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import type { AppEnv } from '../app-env.ts'
import { readSession } from '../auth/read-session.ts'
import { countUse, countUses } from '../cache/rate-limits.ts'
import { DomainError } from '../errors.ts'
import { parseBody, refuseTooLarge, requireJson, requireJsonIfAny } from '../middleware/body.ts'
import { words } from '../texts.ts'
import {
  addressOf,
  askAuth,
  email,
  forward,
  networkOfRequest,
  newPassword,
  password,
  readCode,
  refusalOf,
} from './ask-auth.ts'
import { authByMail } from './auth-by-mail.ts'
import { changeSignIn } from './change-sign-in.ts'
import { finishSignUp } from './finish-sign-up.ts'

const SignIn = z.strictObject({ email, password, rememberMe: z.boolean().optional() })

const SignUp = z.strictObject({
  email,
  password: newPassword,
  name: words(80).min(1, 'What should we call you?'),
})

export const authRoutes = new Hono<AppEnv>()
  .use(bodyLimit({ maxSize: 16 * 1024, onError: refuseTooLarge }))
  .post('/sign-up/email', requireJson, async (c) => {
    const body = await parseBody(c, SignUp)
    const { redis, now } = c.var.services
    const began = now()
    const uses = [
      { limit: 'signUp', who: networkOfRequest(c) },
      { limit: 'signUpWithAddress', who: body.email.toLowerCase() },
      { limit: 'signUpAnywhere', who: 'all' },
      { limit: 'takenAddress', who: networkOfRequest(c), times: 0 },
    ] as const
    await countUses(redis, uses, began)
    const answer = await askAuth(c, body)
    if (answer.ok) return answer
    const code = await readCode(answer)
    // Whether the person was written is unknown then; the next try finds out.
    if (code === 'FAILED_TO_CREATE_USER') throw signUpUnavailable()
    if (!code.startsWith('USER_ALREADY_EXISTS')) throw refusalOf(code, answer.status)
    const finished = await finishSignUp(c, body, began)
    if (finished) return finished
    await countUse(redis, 'takenAddress', networkOfRequest(c), now())
    throw emailTaken()
  })
  .post('/sign-in/email', requireJson, async (c) => {
    const body = await parseBody(c, SignIn)
    const person = body.email.toLowerCase()
    const uses = [
      { limit: 'signIn', who: `${addressOf(c)}:${person}` },
      { limit: 'signInFromNetwork', who: networkOfRequest(c) },
      { limit: 'signInAsPerson', who: person },
      { limit: 'signInAnywhere', who: 'all' },
    ] as const
    await countUses(c.var.services.redis, uses, c.var.services.now())
    return forward(c, body)
  })
  .post('/sign-out', requireJsonIfAny, async (c) => {
    const answer = await forward(c, {})
    if (await isSignedIn(c))
      throw new DomainError('unavailable', 'Signing out is not possible right now. Try again.')
    return answer
  })
  .get('/get-session', async (c) => {
    const query = { disableCookieCache: c.req.query('disableCookieCache') === 'true' }
    const { headers, response } = await readSession(c.var.services.auth, c.req.raw.headers, query)
    for (const cookie of headers.getSetCookie()) c.header('Set-Cookie', cookie, { append: true })
    return c.json(response)
  })
  .route('/', authByMail)
  .route('/', changeSignIn)

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

function signUpUnavailable(): DomainError {
  return new DomainError('unavailable', 'Signing up is not possible right now. Try again.')
}

function emailTaken(): DomainError {
  const sentence = 'There is an account with this email already. Sign in instead.'
  return new DomainError('conflict', sentence, { fields: { email: sentence } })
}
