import { Hono } from 'hono'
import type { AppEnv } from '../../worker/app-env.ts'
import { type Auth, openAuth } from '../../worker/auth/auth.ts'
import { openRedis } from '../../worker/cache/redis.ts'
import type { Queues } from '../../worker/messages/queues.ts'
import { answerError } from '../../worker/middleware/errors.ts'
import { loadUser } from '../../worker/middleware/user.ts'
import { account } from '../../worker/routes/account.ts'
import { authRoutes } from '../../worker/routes/auth.ts'
import type { Services } from '../../worker/services.ts'
import { CONFIG, db } from './services.ts'

/** What a browser gets for a request. */
export type Site = (request: Request) => Promise<Response>

/** The routes by which people sign up, in and out, and leave. Passwords are kept as they are: hashing takes long. */
export async function openSite(services: () => Services, queues: Queues): Promise<Site> {
  const auth = openAuth({ config: CONFIG, db, redis: openRedis(CONFIG), queues })
  await keepPasswords(auth)
  const app = new Hono<AppEnv>()
  app.onError(answerError)
  app.use(async (c, next) => {
    c.set('requestId', 'req')
    c.set('services', Object.defineProperty(services(), 'auth', { value: auth }))
    await next()
  })
  app.route('/api/auth', authRoutes)
  app.use('/api/*', loadUser)
  app.route('/api/account', account)
  return async (request) => app.fetch(request)
}

async function keepPasswords(auth: Auth): Promise<void> {
  const { password } = await auth.$context
  Object.assign(password, {
    hash: async (text: string) => `hash of ${text}`,
    verify: async ({ hash, password: text }: { hash: string; password: string }) =>
      hash === `hash of ${text}`,
  })
}
