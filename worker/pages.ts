import { hc } from 'hono/client'
import { createRequestHandler, RouterContextProvider, type ServerBuild } from 'react-router'
import { apiContext } from '../web/api.ts'
import type { App, createApp } from './app.ts'
import { type Env, parseEnv } from './env.ts'

const render = createRequestHandler(
  // The virtual module declares its optional parts as `undefined`, the handler as absent: the same thing.
  () => import('virtual:react-router/server-build') as Promise<ServerBuild>,
  import.meta.env.MODE,
)

/** What the API must know of the person's own request when a page asks it on their behalf. */
const FORWARDED = ['cookie', 'origin', 'sec-fetch-site', 'cf-connecting-ip', 'user-agent']

/**
 * Renders a page. It is one more client of the API, called in process: it acts as the person who
 * asked, has no other rights, and every cookie that the API sets goes out with the page.
 */
export async function servePages(
  app: ReturnType<typeof createApp>,
  request: Request,
  env: Env,
  ctx: ExecutionContext,
): Promise<Response> {
  const { PUBLIC_URL } = parseEnv(env)
  const cookies: string[] = []
  const headers = Object.fromEntries(
    FORWARDED.flatMap((name) => {
      const value = request.headers.get(name)
      return value === null ? [] : [[name, value]]
    }),
  )
  const callApi = async (input: RequestInfo | URL, init?: RequestInit) => {
    const answer = await app.fetch(new Request(input, init), env, ctx)
    cookies.push(...answer.headers.getSetCookie())
    return answer
  }
  const context = new RouterContextProvider()
  context.set(apiContext, hc<App>(PUBLIC_URL, { fetch: callApi, headers }))
  const page = await render(request, context)
  const answer = new Response(page.body, page)
  for (const cookie of cookies) answer.headers.append('Set-Cookie', cookie)
  answer.headers.set('X-Content-Type-Options', 'nosniff')
  answer.headers.set('X-Frame-Options', 'DENY')
  answer.headers.set('Referrer-Policy', 'strict-origin-when-cross-origin')
  return answer
}
