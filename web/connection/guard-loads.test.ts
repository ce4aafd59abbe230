import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Connection } from './connection.ts'
import { guardLoads } from './guard-loads.ts'

const HERE = 'https://studio.test/library?q=sea'

beforeEach(() => {
  vi.stubGlobal('window', { location: new URL(HERE) })
  troubles.length = 0
})
afterEach(() => {
  vi.unstubAllGlobals()
})

const troubles: string[] = []

/** Tries three times at most, at once. */
const connection: Pick<Connection, 'keepTrying'> = {
  async keepTrying(attempt) {
    for (let tries = 0; tries < 3; tries += 1) {
      const brought = await attempt()
      if ('answer' in brought) return brought.answer
      troubles.push(brought.trouble)
    }
    throw new Error('never answered')
  },
}

/** A guarded fetch to which the network answers these, one after the other. */
function guarded(...answers: (() => Promise<Response>)[]) {
  const calls: string[] = []
  const network = async (input: string | URL | Request) => {
    calls.push(String(input))
    const answer = answers[calls.length - 1]
    return answer ? answer() : page('loaded')
  }
  const isShown = ({ pathname, search }: URL) => pathname + search === '/library?q=sea'
  return { calls, load: guardLoads(network, connection as Connection, isShown) }
}

const page = async (body: string, status = 200) =>
  new Response(body, { status, headers: { 'X-Remix-Response': 'yes' } })
const gateway = async (status: number) => new Response('<h1>Away</h1>', { status })
const cutOff = () => Promise.reject(new TypeError('Failed to fetch'))

it.each([
  ['without a connection', cutOff],
  ['when a gateway answers for the studio', () => gateway(502)],
  ['when a captive portal answers for the studio', () => gateway(200)],
  [
    'when the connection is cut in the middle',
    async () => {
      const body = new ReadableStream({ start: (stream) => stream.error(new TypeError('cut')) })
      return new Response(body, { headers: { 'X-Remix-Response': 'yes' } })
    },
  ],
])('loads a page’s data again %s', async (_, failure) => {
  const { load, calls } = guarded(failure, failure)
  const answer = await load(new URL('/create.data', HERE))
  expect(await answer.text()).toBe('loaded')
  expect(calls).toHaveLength(3)
})

it.each(['/library.data?q=sea', '/library.data?q=sea&_routes=root'])(
  'loads again where renewing the shown page fails: %s',
  async (address) => {
    const { load } = guarded(() => page('failed', 500))
    expect(await (await load(new URL(address, HERE))).text()).toBe('loaded')
  },
)

it('leads to sign-in from another page, and says of the shown one that it waits for it', async () => {
  const signIn = async () =>
    new Response('to sign-in', {
      status: 202,
      headers: { 'X-Remix-Response': 'yes', 'X-Signed-Out': 'yes' },
    })
  const other = guarded(signIn)
  expect(await (await other.load(new URL('/create.data', HERE))).text()).toBe('to sign-in')
  expect(troubles).toEqual([])
  const shown = guarded(signIn)
  expect(await (await shown.load(new URL('/library.data?q=sea', HERE))).text()).toBe('loaded')
  expect(troubles).toEqual(['signedOut'])
})

it('opens the error of another page, and every refusal', async () => {
  const other = guarded(() => page('failed', 500))
  expect((await other.load(new URL('/library.data?q=rain', HERE))).status).toBe(500)
  const shown = guarded(() => page('not found', 404))
  expect((await shown.load(new URL('/library.data?q=sea', HERE))).status).toBe(404)
})

it('lets forms, the API and other sites fail', async () => {
  const post = guarded(cutOff)
  await expect(post.load(new URL('/create.data', HERE), { method: 'POST' })).rejects.toThrow()
  const api = guarded(() => gateway(502))
  expect((await api.load('/api/jobs/1')).status).toBe(502)
  const elsewhere = guarded(() => gateway(502))
  expect((await elsewhere.load('https://other.test/x.data')).status).toBe(502)
})

it('gives up with the page that wanted it', async () => {
  const given = AbortSignal.abort(new Error('another page was pressed'))
  let heard: AbortSignal | null | undefined
  const network = async (_: unknown, init?: RequestInit) => {
    heard = init?.signal
    return page('loaded')
  }
  const load = guardLoads(network, connection as Connection, () => false)
  await load(new URL('/create.data', HERE), { signal: given })
  expect(heard?.aborted).toBe(true)
})
