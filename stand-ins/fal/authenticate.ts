import type { HttpBindings } from '@hono/node-server'
import { createMiddleware } from 'hono/factory'
import { answerFailure, platformFailure } from './errors.ts'

/** What a route behind the key check knows; `key` is the scope of everything it touches. */
export type FalEnv = { Bindings: HttpBindings; Variables: { key: string } }

const KEY_PREFIX = 'local'

/** Accepts any key that starts with "local"; anything else is 401 in FAL's words. */
export const authenticate = createMiddleware<FalEnv>(async (c, next) => {
  const key = keyOf(c.req.header('authorization'))
  if (key === undefined) {
    const sentence = 'Authentication is required to access this application'
    return answerFailure(platformFailure(401, sentence))
  }
  if (!key.startsWith(KEY_PREFIX)) {
    return answerFailure(platformFailure(401, 'No user found for Key ID and Secret'))
  }
  c.set('key', key)
  await next()
})

/** The key of an `Authorization: Key …` header, valid or not. */
export function keyOf(authorization: string | undefined): string | undefined {
  return authorization?.match(/^Key (.+)$/i)?.[1]
}
