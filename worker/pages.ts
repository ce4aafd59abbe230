import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { hc } from 'hono/client'
import {
  createRequestHandler,
  type RequestHandler,
  RouterContextProvider,
  type ServerBuild,
} from 'react-router'
import { apiContext } from '../web/api/client.ts'
import type { App } from './app.ts'
import { type Env, oncePerEnv } from './env.ts'
import { securePages } from './middleware/secure-headers.ts'
import { logError } from './observability/log.ts'
import { servicesOf } from './services.ts'

const FORWARDED_HEADERS = ['cookie', 'origin', 'sec-fetch-site', 'cf-connecting-ip', 'user-agent']

/**
 * Percent-encoding makes up to three bytes of one. Texts far longer than the API takes still fit, so that
 * it can say at the field what is too long.
 */
const FORM_BYTES_MAX = 1024 * 1024

type Api = Pick<App, 'fetch'>

/** Every path but the API's. A page that fails to render is a sentence. */
export function createPages(api: Api, loadBuild: () => Promise<ServerBuild> = loadStudio) {
  const render = createRequestHandler(loadBuild, import.meta.env.MODE)
  return new Hono<{ Bindings: Env }>()
    .onError((error, c) => {
      logError('page_failed', error, { path: c.req.path })
      return c.text('Something went wrong on our side. Please try again in a moment.', 500)
    })
    .use((c, next) => secure(c.env)(c, next))
    .use(
      bodyLimit({
        maxSize: FORM_BYTES_MAX,
        onError: (c) =>
          c.text(
            'That is too long to send. Go back: your words are still there. Shorten them.',
            413,
          ),
      }),
    )
    .all('*', (c) => renderPage(c, api, render))
}

function loadStudio(): Promise<ServerBuild> {
  // The virtual module declares its optional parts as `undefined`, the handler as absent.
  return import('virtual:react-router/server-build') as Promise<ServerBuild>
}

const securePagesOf = oncePerEnv((env) => securePages(servicesOf(env).config))

/** Rendering reports a broken environment. */
function secure(env: Env) {
  try {
    return securePagesOf(env)
  } catch {
    return securePages({})
  }
}

/** Calls the API in process as the person who asked, and sends on the cookies that it sets. */
async function renderPage(
  c: Context<{ Bindings: Env }>,
  api: Api,
  render: RequestHandler,
): Promise<Response> {
  const request = c.req.raw
  const { PUBLIC_URL } = servicesOf(c.env).config
  const cookies: string[] = []
  const headers = Object.fromEntries(
    FORWARDED_HEADERS.flatMap((name) => {
      const value = request.headers.get(name)
      return value === null ? [] : [[name, value]]
    }),
  )
  const callApi = async (input: RequestInfo | URL, init?: RequestInit) => {
    const answer = await api.fetch(new Request(input, init), c.env, c.executionCtx)
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
