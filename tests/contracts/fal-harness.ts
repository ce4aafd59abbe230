import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ApiError, createFalClient, type FalClient } from '@fal-ai/client'
import { expect, onTestFinished, vi } from 'vitest'
import { startFal } from '../../stand-ins/fal/fal-server.ts'

export const SONG = 'fal-ai/minimax-music/v2'
export const INSTRUMENTAL = 'fal-ai/minimax-music/v2.5'
export const SONG_INPUT = {
  prompt: 'dreamy synth pop at night',
  lyrics_prompt: 'City lights are calling me home tonight',
}

type StartOptions = Parameters<typeof startFal>[0]

/** A running stand-in, a key of its own, the real client for it, and what `/__admin` offers. */
export type Fal = {
  url: string
  key: string
  client: FalClient
  /** Calls `/__admin{path}` with the key and returns the parsed body. */
  admin(method: string, path: string, body?: object): Promise<unknown>
  arm(kind: string, more?: object): Promise<unknown>
  /** The local form of one of FAL's addresses. */
  local(falUrl: string): string
  restart(options?: Partial<StartOptions>): Promise<void>
}

/** Starts a stand-in on an empty folder; both are gone when the test is over. */
export async function startTestFal(options: Partial<StartOptions> = {}): Promise<Fal> {
  const folder = mkdtempSync(join(tmpdir(), 'fal-test-'))
  let server = await startFal({ folder, renderSeconds: 0, ...options })
  onTestFinished(async () => {
    await server.close()
    rmSync(folder, { recursive: true })
  })
  const key = `local-${randomUUID()}`
  const local = (falUrl: string) => falUrl.replace('https://', `${server.url}/`)

  async function admin(method: string, path: string, body?: object): Promise<unknown> {
    const url = new URL(`/__admin${path}`, server.url)
    if (!body) url.searchParams.set('key', key)
    const response = await fetch(url, {
      method,
      ...(body && {
        body: JSON.stringify({ key, ...body }),
        headers: { 'Content-Type': 'application/json' },
      }),
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`)
    return await response.json()
  }

  return {
    get url() {
      return server.url
    },
    key,
    client: clientFor(key, local),
    admin,
    arm: (kind, more = {}) => admin('POST', '/faults', { kind, ...more }),
    local,
    async restart(again = {}) {
      await server.close()
      server = await startFal({ folder, renderSeconds: 0, ...options, ...again })
    },
  }
}

/** The unmodified client; only the addresses it calls are rewritten. */
export function clientFor(
  credentials: string,
  local: Fal['local'],
  fetchOverride: typeof fetch = fetch,
): FalClient {
  return createFalClient({
    credentials,
    fetch: fetchOverride,
    requestMiddleware: async (request) => ({ ...request, url: local(request.url) }),
  })
}

export async function submit(fal: Fal, endpoint = SONG, input: object = SONG_INPUT) {
  return await fal.client.queue.submit(endpoint, { input })
}

export async function statusOf(fal: Fal, requestId: string) {
  return await fal.client.queue.status(SONG, { requestId, logs: true })
}

/** The error that the client throws for a refused request. */
export async function failureOf(promise: Promise<unknown>): Promise<ApiError<unknown>> {
  const failure = await promise.then(
    () => undefined,
    (error: unknown) => error,
  )
  expect(failure).toBeInstanceOf(ApiError)
  return failure as ApiError<unknown> // just checked
}

export type Delivery = { headers: IncomingHttpHeaders; body: string; at: number }

/** A webhook target that answers the given statuses in turn, then 200. */
export async function startReceiver(statuses: number[] = []) {
  const deliveries: Delivery[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const status = statuses[deliveries.length] ?? 200
    const body = Buffer.concat(chunks).toString('utf8')
    deliveries.push({ headers: request.headers, body, at: Date.now() })
    response.writeHead(status, { Location: '/elsewhere' }).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  // A server that listens on a port has an AddressInfo.
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/webhook?attempt=att_1&mac=ab%2Bc`, deliveries }
}

/** Makes seconds pass in milliseconds, for the client and the stand-in alike. */
export function speedUpTime() {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  onTestFinished(() => {
    vi.useRealTimers()
  })
  return {
    async pass(seconds: number): Promise<void> {
      await vi.advanceTimersByTimeAsync(seconds * 1000)
    },
    async until(isDone: () => boolean): Promise<void> {
      while (!isDone()) {
        await vi.advanceTimersByTimeAsync(20)
        // The network is not faked: this gives it time.
        await new Promise((resolve) => setImmediate(resolve))
      }
    },
  }
}

/** The audio address in a result or webhook payload. */
export function audioUrlOf(payload: unknown): string {
  // Throws on any other shape, which fails the test.
  return (payload as { audio: { url: string } }).audio.url
}
