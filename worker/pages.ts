import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { SecureHeadersVariables } from 'hono/secure-headers'
import {
  createRequestHandler,
  type RequestHandler,
  RouterContextProvider,
  type ServerBuild,
} from 'react-router'
import { apiContext, openApi } from '../web/api/client.ts'
import { nonceContext, reportContext } from '../web/shell/page-context.ts'
import type { App } from './app.ts'
import { type Env, oncePerEnv } from './env.ts'
import { keepNothing } from './middleware/keep-nothing.ts'
import { isFromElsewhere } from './middleware/origin.ts'
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
type PageEnv = { Bindings: Env; Variables: SecureHeadersVariables }

/** Every path but the API's. A page that fails to render is a sentence. */
export function createPages(api: Api, loadBuild: () => Promise<ServerBuild> = loadStudio) {
  const render = createRequestHandler(loadBuild, import.meta.env.MODE)
  return new Hono<PageEnv>()
    .onError((error, c) => {
      logError('page_failed', error, { path: c.req.path })
      return c.text('Something went wrong on our side. Please try again in a moment.', 500)
    })
    .use(keepNothing)
    .use((c, next) => secure(c.env)(c, next))
    .use(async (c, next) => {
      if (!isFromElsewhere(c.req.raw, servicesOf(c.env).config.PUBLIC_URL)) return next()
      return c.text('This request came from another site.', 403)
    })
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

async function renderPage(
  c: Context<PageEnv>,
  api: Api,
  render: RequestHandler,
): Promise<Response> {
  const calls = callInProcess(c, api)
  const context = new RouterContextProvider()
  context.set(apiContext, calls.api)
  context.set(nonceContext, c.var.secureHeadersNonce ?? '')
  context.set(reportContext, (error) => logError('page_failed', error, { path: c.req.path }))
  const page = await render(c.req.raw, context)
  const answer = new Response(page.body, page)
  for (const cookie of calls.cookies) answer.headers.append('Set-Cookie', cookie)
  if (page.status === 503 && calls.wait) answer.headers.set('Retry-After', calls.wait)
  return answer
}

/** The API, called in process as the person who asked. Its cookies and its wait are for the browser. */
function callInProcess(c: Context<PageEnv>, { fetch }: Api) {
  const asked = c.req.raw.headers
  const headers = Object.fromEntries(
    FORWARDED_HEADERS.flatMap((name) => {
      const value = asked.get(name)
      return value === null ? [] : [[name, value]]
    }),
  )
  const calls = {
    cookies: [] as string[],
    wait: null as string | null,
    api: openApi(servicesOf(c.env).config.PUBLIC_URL, {
      headers,
      fetch: async (input: RequestInfo | URL, init?: RequestInit) => {
        const answer = await fetch(new Request(input, init), c.env, c.executionCtx)
        calls.cookies.push(...answer.headers.getSetCookie())
        calls.wait ??= answer.headers.get('Retry-After')
        return answer
      },
    }),
  }
  return calls
}
