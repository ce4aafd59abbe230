import type { HttpBindings } from '@hono/node-server'
import { createMiddleware } from 'hono/factory'
import { StripeFailure } from './errors.ts'
import { newId } from './ids.ts'
import { openAccount } from './open-account.ts'
import type { Store } from './store.ts'

/** What a route of the API knows; `key` is the scope of everything it touches. */
export type ApiEnv = { Bindings: HttpBindings; Variables: { key: string; requestId: string } }

const KEY_PREFIX = 'sk_test_local'

/** Gives every request its id, and accepts any key that starts with "sk_test_local". */
export function authenticate(store: Store) {
  return createMiddleware<ApiEnv>(async (c, next) => {
    c.set('requestId', newId('req'))
    const key = c.req.header('authorization')?.match(/^Bearer (\S+)$/i)?.[1]
    if (key === undefined) throw new StripeFailure(401, 'You did not provide an API key.')
    if (!key.startsWith(KEY_PREFIX))
      throw new StripeFailure(401, `Invalid API Key provided: ${masked(key)}`)
    openAccount(store, key)
    c.set('key', key)
    await next()
  })
}

function masked(key: string): string {
  return `${key.slice(0, 8)}${'*'.repeat(Math.max(0, key.length - 12))}${key.slice(-4)}`
}
