import { setTimeout as sleep } from 'node:timers/promises'
import type { HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { Counters } from '../kit/counters.ts'
import { readBody } from '../kit/read-body.ts'
import { cutConnection, type LocalServer, serveLocally } from '../kit/serve.ts'
import { type Envelope, parseEnvelope } from './envelope.ts'
import { showErrors } from './error-page.ts'
import { type SentryState, sentryAdmin } from './sentry-admin.ts'
import { SentryFaults } from './sentry-faults.ts'
import { SentryStore } from './sentry-store.ts'

type SentryContext = Context<{ Bindings: HttpBindings }, '/api/:project/envelope/'>

const ENVELOPE_BYTES_MAX = 20 * 1024 * 1024
const RETRY_AFTER_SECONDS = 60

/**
 * Sentry's intake on 127.0.0.1, for unmodified clients with the DSN
 * `http://{public key}@{host}:{port}/{project}`. Any public key is accepted and has envelopes of its
 * own. They are kept in memory, for tests at `/__admin` and for people at `/`.
 *
 * @param port 0, the default, takes a free one. Rejects when the port is taken.
 */
export function startSentry({ port = 0 }: { port?: number } = {}): Promise<LocalServer> {
  const state: SentryState = {
    store: new SentryStore(),
    faults: new SentryFaults(),
    counters: new Counters(['requests']),
  }
  const app = new Hono<{ Bindings: HttpBindings }>()
    .route('/__admin', sentryAdmin(state))
    .get('/', (c) => c.html(showErrors(state.store.listAll())))
    .post('/api/:project/envelope/', (c) => takeEnvelope(state, c))
  return serveLocally(app.fetch, port)
}

async function takeEnvelope(state: SentryState, c: SentryContext): Promise<Response> {
  const key = c.req.query('sentry_key')
  if (!key) return c.json({ detail: 'missing authorization information' }, 403)
  state.counters.add(key, 'requests')
  const fault = state.faults.take(key, ['down', 'error', 'rate_limited', 'slow'])
  if (fault?.kind === 'down') return cutConnection(c.env.incoming)
  const { text } = await readBody(c.env.incoming, ENVELOPE_BYTES_MAX)
  if (fault?.kind === 'error') return c.json({ detail: 'Internal Server Error' }, 500)
  if (fault?.kind === 'rate_limited') {
    const headers = { 'Retry-After': String(RETRY_AFTER_SECONDS) }
    return c.json({ detail: 'Sentry dropped data due to a quota or a rate limit' }, 429, headers)
  }
  if (text === undefined) return c.json({ detail: 'envelope exceeded size limits' }, 413)
  const envelope = readEnvelope(text)
  if (!envelope) return c.json({ detail: 'invalid event envelope' }, 400)
  state.store.add(key, {
    receivedAt: new Date().toISOString(),
    project: c.req.param('project'),
    body: text,
    items: envelope.items,
  })
  await sleep(fault?.milliseconds ?? 0)
  return c.json({ id: envelope.eventId })
}

function readEnvelope(text: string): Envelope | null {
  try {
    return parseEnvelope(text)
  } catch {
    return null
  }
}
