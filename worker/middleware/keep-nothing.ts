import { createMiddleware } from 'hono/factory'

const ENDS_SESSION = /\bsoundfoundry\.session_token=;/

/**
 * Nothing between the studio and a person keeps an answer that doesn't say how long it may be kept, and a
 * browser keeps none for whoever signs in next.
 */
export const keepNothing = createMiddleware(async (c, next) => {
  await next()
  if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'private, no-store')
  if (c.res.headers.getSetCookie().some((cookie) => ENDS_SESSION.test(cookie)))
    c.header('Clear-Site-Data', '"cache"')
})
