import { createElement, type FunctionComponent } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import {
  createStaticHandler,
  createStaticRouter,
  type LoaderFunction,
  RouterContextProvider,
  StaticRouterProvider,
  useLoaderData,
} from 'react-router'
import { apiContext, openApi } from '../../web/api/client.ts'
import { PlayerProvider } from '../../web/player/player-provider.tsx'
import * as credits from '../../web/routes/credits/route.tsx'
import * as studio from '../../web/routes/studio/route.tsx'
import * as track from '../../web/routes/track/route.tsx'
import { type Heard, hearHtml } from './hear-html.ts'
import { type Person, PUBLIC_URL } from './studio.ts'

const pages = createStaticHandler([
  pageAt('/tracks/:id', track),
  pageAt('/library', studio),
  pageAt('/credits', credits),
])

/**
 * What a page says to a person: its own loader and components, rendered as the server does, over the
 * API. Without what surrounds every page. Throws when the page is an error or a redirect.
 */
export async function readPage(person: Person, path: string): Promise<Heard> {
  const requestContext = new RouterContextProvider()
  requestContext.set(apiContext, openApi(PUBLIC_URL, { fetch: callAs(person) }))
  const page = await pages.query(new Request(PUBLIC_URL + path), { requestContext })
  if (page instanceof Response) throw new Error(`${path} answered ${page.status}`)
  if (page.errors) throw new Error(`${path} failed`, { cause: page.errors })
  const router = createStaticRouter(pages.dataRoutes, page)
  const routed = createElement(StaticRouterProvider, { router, context: page, hydrate: false })
  return hearHtml(renderToStaticMarkup(createElement(PlayerProvider, null, routed)))
}

function callAs(person: Person) {
  return (input: RequestInfo | URL, init?: RequestInit) => {
    const { url, method, headers } = new Request(input, init)
    const { pathname, search } = new URL(url)
    return person.call(pathname + search, { method, headers: Object.fromEntries(headers) })
  }
}

/** A page's module as a route of its own. Its types know only its place in the whole studio. */
function pageAt(path: string, page: { loader: unknown; default: unknown }) {
  const Page = page.default as FunctionComponent<{ loaderData: unknown }>
  return {
    path,
    loader: page.loader as LoaderFunction,
    Component: () => createElement(Page, { loaderData: useLoaderData() }),
  }
}
