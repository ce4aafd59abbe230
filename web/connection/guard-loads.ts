import type { Connection, Try } from './connection.ts'

const ANSWER_SECONDS_MAX = 20
const AWAY = { trouble: 'away' } as const

/**
 * A `fetch` for React Router, whose loads of pages' data never fail for want of a connection: they are
 * tried again until the studio answers or the load is given up, and the page that is shown stays. A
 * load that only renews this page isn't answered with a server error, nor with the way to sign-in
 * after signing out in another tab. All else passes through.
 */
export function guardLoads(
  fetch: typeof globalThis.fetch,
  connection: Connection,
  isShown: (address: URL) => boolean,
): typeof globalThis.fetch {
  return (input, init) => {
    const address = new URL(input instanceof Request ? input.url : input, window.location.href)
    if (!isLoad(address, init)) return fetch(input, init)
    const load = () => readLoad(fetch, address, init, isShown)
    return connection.keepTrying(load, init?.signal)
  }
}

/** React Router asks for the data of `/x` with a GET of `/x.data`. */
function isLoad({ origin, pathname }: URL, init: RequestInit | undefined): boolean {
  const isGet = (init?.method ?? 'GET') === 'GET'
  return isGet && origin === window.location.origin && pathname.endsWith('.data')
}

async function readLoad(
  fetch: typeof globalThis.fetch,
  address: URL,
  init: RequestInit | undefined,
  isShown: (address: URL) => boolean,
): Promise<Try<Response>> {
  const timeout = AbortSignal.timeout(ANSWER_SECONDS_MAX * 1000)
  const signal = init?.signal ? AbortSignal.any([init.signal, timeout]) : timeout
  try {
    const answer = await fetch(address, { ...init, signal })
    // React Router marks its answers. Any other comes from something in between, as a gateway's page does.
    if (!answer.headers.has('X-Remix-Response')) return AWAY
    if (isShown(pageOf(address))) {
      if (answer.status >= 500) return AWAY
      if (answer.headers.has('X-Signed-Out')) return { trouble: 'signedOut' }
    }
    // Read to its end, because a connection may be cut in the middle.
    const body = await answer.arrayBuffer()
    return { answer: new Response(body.byteLength > 0 ? body : null, answer) }
  } catch {
    return AWAY
  }
}

function pageOf(load: URL): URL {
  const page = new URL(load)
  page.pathname = load.pathname.replace(/_?\.data$/, '')
  page.searchParams.delete('_routes')
  return page
}
