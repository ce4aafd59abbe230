import { DrizzleQueryError } from 'drizzle-orm'
import type { Auth } from './auth.ts'

/**
 * The session of a request, with the cookies that go with it; null where nobody is signed in. The library fails
 * over a cookie that caches the session and is damaged: then the stores are asked, which replaces it. With
 * `disableCookieCache` they always are.
 */
export async function readSession(
  { api, $context }: Auth,
  headers: Headers,
  query: { disableCookieCache?: boolean } = {},
) {
  try {
    return await api.getSession({ headers, query, returnHeaders: true })
  } catch (error) {
    const { sessionData } = (await $context).authCookies
    if (isOfStores(error) || !headers.get('cookie')?.includes(sessionData.name)) throw error
    const others = withoutCookie(headers, sessionData.name)
    return api.getSession({ headers: others, returnHeaders: true })
  }
}

const isOfStores = (error: unknown) =>
  error instanceof Error && error.cause instanceof DrizzleQueryError

/** Without its parts, too: a large cookie comes in several. */
function withoutCookie(headers: Headers, name: string): Headers {
  const cookies = headers.get('cookie')?.split(/;\s*/) ?? []
  const others = new Headers(headers)
  others.set('cookie', cookies.filter((cookie) => !cookie.startsWith(name)).join('; '))
  return others
}
