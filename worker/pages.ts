import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { hc } from 'hono/client'
import { createRequestHandler, RouterContextProvider, type ServerBuild } from 'react-router'
import { apiContext } from '../web/api/client.ts'
import type { App, createApp } from './app.ts'
import { type Env, oncePerEnv } from './env.ts'
import { securePages } from './middleware/secure-headers.ts'
import { logError } from './observability/log.ts'
import { servicesOf } from './services.ts'

const render = createRequestHandler(
  // The virtual module declares its optional parts as `undefined`, the handler as absent: the same thing.
  () => import('virtual:react-router/server-build') as Promise<ServerBuild>,
  import.meta.env.MODE,
)

/** What the API must know of the person's own request when a page asks it on their behalf. */
const FORWARDED = ['cookie', 'origin', 'sec-fetch-site', 'cf-connecting-ip', 'user-agent']

/** The largest form, with every character of its lyrics percent-encoded, is a third of this. */
const FORM_BYTES_MAX = 256 * 1024

/** Every page of the studio: whatever isn't the API. Answers with a sentence where none can be rendered. */
export function createPages(api: ReturnType<typeof createApp>) {
  return new Hono<{ Bindings: Env }>()
    .onError((error, c) => {
      logError('page_failed', error, { path: c.req.path })
      return c.text('Something went wrong on our side. Please try again in a moment.', 500)
    })
    .use((c, next) => securePagesOf(c.env)(c, next))
    .use(
      bodyLimit({
        maxSize: FORM_BYTES_MAX,
        onError: (c) => c.text('That is more than any form here takes.', 413),
      }),
    )
    .all('*', (c) => renderPage(api, c.req.raw, c.env, c.executionCtx))
}

/** The headers of a page. Settings that are broken are reported when the page is rendered. */
const securePagesOf = oncePerEnv((env) => {
  try {
    return securePages(servicesOf(env).config)
  } catch {
    return securePages({})
  }
})

/**
 * Renders a page. It is one more client of the API, called in process: it acts as the person who
 * asked, has no other rights, and every cookie that the API sets goes out with the page.
 */
async function renderPage(
  api: ReturnType<typeof createApp>,
  request: Request,
  env: Env,
  ctx: Context['executionCtx'],
): Promise<Response> {
  const { PUBLIC_URL } = servicesOf(env).config
  const cookies: string[] = []
  const headers = Object.fromEntries(
    FORWARDED.flatMap((name) => {
      const value = request.headers.get(name)
      return value === null ? [] : [[name, value]]
    }),
  )
  const callApi = async (input: RequestInfo | URL, init?: RequestInit) => {
    const answer = await api.fetch(new Request(input, init), env, ctx)
    cookies.push(...answer.headers.getSetCookie())
    return answer
  }
  const context = new RouterContextProvider()
  context.set(apiContext, hc<App>(PUBLIC_URL, { fetch: callApi, headers }))
  const page = await render(request, context)
  const answer = new Response(page.body, page)
  for (const cookie of cookies) answer.headers.append('Set-Cookie', cookie)
  return answer
}
