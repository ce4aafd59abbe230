import { setTimeout as wait } from 'node:timers/promises'
import type { HttpBindings } from '@hono/node-server'
import { createMiddleware } from 'hono/factory'
import { cutConnection } from '../kit/serve.ts'
import { unauthenticated } from './errors.ts'
import { delayOf } from './fault-kinds.ts'
import type { CounterName } from './request-counters.ts'
import type { Services } from './services.ts'

/** What a route of the API knows; `token` is the scope of everything it touches. */
export type ApiEnv = { Bindings: HttpBindings; Variables: { token: string } }

const TOKEN_PREFIX = 'local'

/**
 * Counts the request, accepts any token that starts with "local", and fires the account's faults that
 * can hit any request.
 */
export function authenticate(
  { counters, faults }: Pick<Services, 'counters' | 'faults'>,
  counter: CounterName,
) {
  return createMiddleware<ApiEnv>(async (c, next) => {
    const token = c.req.header('authorization')?.match(/^(?:Bearer|Token) (\S+)$/i)?.[1]
    if (token === undefined) throw unauthenticated('You did not pass an authentication token')
    counters.add(token, counter)
    if (!token.startsWith(TOKEN_PREFIX))
      throw unauthenticated('You did not pass a valid authentication token')
    if (faults.take(token, ['down'])) return cutConnection(c.env.incoming)
    const slow = faults.take(token, ['slow'])
    c.set('token', token)
    await next()
    if (slow) await wait(delayOf(slow))
  })
}
