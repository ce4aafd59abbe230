import {
  createExecutionContext,
  createMessageBatch,
  getQueueResult,
  waitOnExecutionContext,
} from 'cloudflare:test'
import { env as bound } from 'cloudflare:workers'
import { inject } from 'vitest'
import type { Env } from '../worker/env.ts'
import worker from '../worker/index.ts'
import type { JobsMessage } from '../worker/queues/messages.ts'
import { type HeldMessage, holdQueue } from './held-queue.ts'

export const PUBLIC_URL = 'http://studio.test'

const ROUNDS_MAX = 40

type Call = { method?: string; json?: unknown; body?: BodyInit; headers?: Record<string, string> }

/** Someone at a keyboard: calls the API with the cookies they were given. */
export type Person = {
  id: string
  email: string
  cookie: string
  call(path: string, call?: Call): Promise<Response>
}

export type Studio = Awaited<ReturnType<typeof openStudio>>

/**
 * The Worker with a database, a Redis keyspace and a FAL account of its own, so that files of tests
 * never see each other. Its queues are held and no port leads into it: the test hands it requests,
 * messages and webhooks.
 */
export async function openStudio(settings: Record<string, string> = {}) {
  const standIns = inject('standIns')
  const name = `studio_${crypto.randomUUID().replaceAll('-', '')}`
  const template = new URL(standIns.databaseUrl).pathname.slice(1)
  await admin(standIns.neonUrl, 'POST', 'databases', { name, template })
  const database = new URL(standIns.databaseUrl)
  database.hostname = 'db.localtest.me'
  database.pathname = name
  const falKey = `local-${name}:secret`
  const redisToken = `local-${name}`
  await admin(standIns.falUrl, 'PUT', 'settings', { key: falKey, hold: true })
  const jobs = holdQueue()
  const finishes = holdQueue()
  const env: Env = {
    BUCKET: bound.BUCKET,
    JOBS: jobs.queue,
    FINISHES: finishes.queue,
    ENVIRONMENT: 'development',
    PUBLIC_URL,
    DATABASE_URL: database.href,
    NEON_ENDPOINT: `${standIns.neonUrl}/sql`,
    UPSTASH_REDIS_REST_URL: standIns.redisUrl,
    UPSTASH_REDIS_REST_TOKEN: redisToken,
    AUTH_SECRET: 'a-secret-that-only-the-tests-know-0123456789',
    WEBHOOK_SECRET: 'another-secret-that-only-tests-know-0123456789',
    FAL_KEY: falKey,
    FAL_BASE_URL: standIns.falUrl,
    ...settings,
  }

  async function fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const ctx = createExecutionContext()
    const request = new Request<unknown, IncomingRequestCfProperties>(`${PUBLIC_URL}${path}`, init)
    const response = await worker.fetch(request, env, ctx)
    await waitOnExecutionContext(ctx)
    return response
  }

  function callAs(cookie: string) {
    return (path: string, { json, ...call }: Call = {}) =>
      fetch(path, {
        ...call,
        ...(json === undefined
          ? {}
          : { method: call.method ?? 'POST', body: JSON.stringify(json) }),
        headers: {
          ...(cookie ? { cookie } : {}),
          ...(json === undefined ? {} : { 'content-type': 'application/json' }),
          ...call.headers,
        },
      })
  }

  async function signUp(name = 'Ada'): Promise<Person> {
    const email = `${crypto.randomUUID()}@example.com`
    const json = { email, password: 'correct horse battery', name }
    const answer = await callAs('')('/api/auth/sign-up/email', { json })
    if (answer.status !== 200) throw new Error(`Sign-up answered ${await answer.text()}`)
    const { user } = await answer.json<{ user: { id: string } }>()
    const cookie = readCookies(answer)
    return { id: user.id, email, cookie, call: callAs(cookie) }
  }

  /** Gives the Worker these messages in one batch; those it wants again go back into their queue. */
  async function deliver(messages: HeldMessage[], queue: 'jobs' | 'finishes' = 'jobs') {
    const batch = createMessageBatch(
      `soundfoundry-${queue}`,
      messages.map(({ id, body, attempts }) => ({ id, body, attempts, timestamp: new Date() })),
    )
    const ctx = createExecutionContext()
    await worker.queue(batch, env)
    const { retryMessages } = await getQueueResult(batch, ctx)
    const again = messages.flatMap((message) => {
      const retry = retryMessages.find(({ msgId }) => msgId === message.id)
      const delaySeconds = retry?.delaySeconds ?? 0
      return retry ? [{ ...message, attempts: message.attempts + 1, delaySeconds }] : []
    })
    ;(queue === 'jobs' ? jobs : finishes).held.push(...again)
    return again
  }

  /**
   * Delivers what the queues hold until nothing of the named kinds is left; other kinds stay held.
   * Delays don't count. Throws when it never ends.
   */
  async function work(...kinds: JobsMessage['kind'][]): Promise<void> {
    const wanted = (message: HeldMessage) => kinds.length === 0 || kinds.includes(message.body.kind)
    for (let round = 0; round < ROUNDS_MAX; round += 1) {
      const [small, large] = [take(jobs.held, wanted), take(finishes.held, wanted)]
      if (small.length + large.length === 0) return
      if (small.length > 0) await deliver(small, 'jobs')
      if (large.length > 0) await deliver(large, 'finishes')
    }
    throw new Error('The queues never run empty')
  }

  const fal = {
    fault: (kind: string, more: Record<string, unknown> = {}) =>
      admin(standIns.falUrl, 'POST', 'faults', { key: falKey, kind, ...more }),
    settings: (changed: { renderSeconds?: number; hold?: boolean }) =>
      admin(standIns.falUrl, 'PUT', 'settings', { key: falKey, ...changed }),
    counters: () =>
      admin<Record<'submits' | 'statuses' | 'results' | 'cancels' | 'files' | 'jwks', number>>(
        standIns.falUrl,
        'GET',
        `counters?key=${falKey}`,
      ),
    requests: () =>
      admin<
        {
          id: string
          endpoint: string
          input: Record<string, unknown>
          cancelRequestedAt?: unknown
        }[]
      >(standIns.falUrl, 'GET', `requests?key=${falKey}`),
    complete: (requestId: string) =>
      admin(standIns.falUrl, 'POST', 'complete', { key: falKey, requestId }),
    outbox: () => admin<SignedWebhook[]>(standIns.falUrl, 'GET', `outbox?key=${falKey}`),
    sign: (body: string, more: Record<string, unknown> = {}) =>
      admin<{ headers: Record<string, string> }>(standIns.falUrl, 'POST', 'sign', {
        key: falKey,
        body,
        ...more,
      }),
    rotateKeys: () => admin(standIns.falUrl, 'POST', 'keys/rotate', {}),
    /** Hands a webhook to the Worker as FAL would. */
    send: ({ url, headers, body }: Pick<SignedWebhook, 'url' | 'headers' | 'body'>) => {
      const { pathname, search } = new URL(url)
      return fetch(pathname + search, { method: 'POST', headers, body })
    },
  }

  return {
    env,
    fetch,
    callAs,
    signUp,
    jobs,
    finishes,
    deliver,
    work,
    fal,
    postgres: standIn(standIns.neonUrl, { database: name }),
    redis: standIn(standIns.redisUrl, { token: redisToken }),
    cron: () => worker.scheduled({} as ScheduledController, env),
  }
}

export type SignedWebhook = {
  id: string
  requestId: string
  url: string
  headers: Record<string, string>
  body: string
}

/** The counters and faults of one database or keyspace. */
function standIn(url: string, scope: { database: string } | { token: string }) {
  const query = new URLSearchParams(scope).toString()
  return {
    counters: () => admin<{ requests: number }>(url, 'GET', `counters?${query}`),
    resetCounters: () => admin(url, 'DELETE', `counters?${query}`),
    fault: (kind: string, times = 1) => admin(url, 'POST', 'faults', { ...scope, kind, times }),
    healFaults: () => admin(url, 'DELETE', `faults?${query}`),
    flush: () => admin(url, 'POST', `flush?${query}`),
  }
}

async function admin<T = unknown>(
  url: string,
  method: string,
  path: string,
  json?: unknown,
): Promise<T> {
  const answer = await fetch(`${url}/__admin/${path}`, {
    method,
    ...(json === undefined
      ? {}
      : { body: JSON.stringify(json), headers: { 'content-type': 'application/json' } }),
  })
  if (!answer.ok)
    throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`)
  const text = await answer.text()
  return (text ? JSON.parse(text) : null) as T
}

export function readCookies(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

function take<T>(from: T[], wanted: (item: T) => boolean): T[] {
  const taken = from.filter(wanted)
  const rest = from.filter((item) => !wanted(item))
  from.splice(0, from.length, ...rest)
  return taken
}
