import { type PrecacheEntry, type RouteHandlerCallbackOptions, Serwist } from 'serwist'

/** Written in by `build.ts`: the studio's scripts, styles and fonts, and the page for when there is no connection. */
declare const SHELL: PrecacheEntry[]

const isPage = ({ request }: { request: Request }) => request.mode === 'navigate'

/**
 * Keeps the studio's shell in the browser, and nothing else: no answer of the API and nobody's page. A new
 * one takes over at once, which is safe, because the names of files carry a hash of what is in them.
 */
const serwist = new Serwist({
  precacheEntries: SHELL,
  precacheOptions: { cleanURLs: false },
  skipWaiting: true,
  clientsClaim: true,
  navigationPreload: true,
  runtimeCaching: (['GET', 'POST'] as const).map((method) => ({
    method,
    matcher: isPage,
    handler: openPage,
  })),
})

serwist.addEventListeners()

/** A page as the studio answers it, or a page that says that there is no way to the studio. */
async function openPage({ event, request }: RouteHandlerCallbackOptions): Promise<Response> {
  try {
    // Pages come by fetch events. With a GET the answer is under way already.
    const { preloadResponse } = event as unknown as {
      preloadResponse: Promise<Response | undefined>
    }
    const answer = (await preloadResponse) ?? (await fetch(request))
    if (isGateway(answer.status)) throw new Error(`A gateway answered ${answer.status}`)
    return answer
  } catch (problem) {
    const offline = await serwist.matchPrecache('/offline')
    if (offline) return offline
    throw problem
  }
}

/** Whether something between the browser and the studio answered: the studio itself never sends these. */
function isGateway(status: number): boolean {
  return status === 502 || status === 504 || (status >= 520 && status <= 530)
}
