import type { HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { Counters } from '../kit/counters.ts'
import { readBody } from '../kit/read-body.ts'
import { cutConnection, type LocalServer, serveLocally } from '../kit/serve.ts'
import { showInbox } from './inbox-page.ts'
import { type MailState, mailAdmin } from './mail-admin.ts'
import { MAIL_FAULT_KINDS, MailFaults } from './mail-faults.ts'
import { MailStore } from './mail-store.ts'
import { RateLimit } from './rate-limit.ts'
import { readMail } from './read-mail.ts'
import { MailRefusal } from './refusals.ts'

type MailContext = Context<{ Bindings: HttpBindings }>

const MAIL_BYTES_MAX = 40 * 1024 * 1024
const KEY_PREFIX = 're_local'
const IDEMPOTENCY_KEY_MAX = 256

/**
 * Resend's API for sending on 127.0.0.1, with its refusals, its limit and its idempotency keys. Every key
 * that begins with `re_local` has mails of its own. They are for tests at `/__admin` and for people at `/`.
 *
 * @param folder keeps the mails. @param port 0, the default, takes a free one.
 */
export function startMail({
  folder,
  port = 0,
}: {
  folder: string
  port?: number
}): Promise<LocalServer> {
  const state: MailState = {
    store: new MailStore(folder),
    faults: new MailFaults(),
    counters: new Counters(['requests']),
    limit: new RateLimit(),
  }
  const app = new Hono<{ Bindings: HttpBindings }>()
    .route('/__admin', mailAdmin(state))
    .get('/', (c) => c.html(showInbox(state.store.list())))
    .post('/emails', (c) => takeMail(state, c))
    .all('/emails', () => {
      throw MailRefusal.named('method_not_allowed')
    })
  app.notFound((c) => refuse(c, MailRefusal.named('not_found')))
  app.onError((error, c) =>
    refuse(c, error instanceof MailRefusal ? error : MailRefusal.named('application_error')),
  )
  return serveLocally(app.fetch, port)
}

function refuse(c: MailContext, { status, refusal, message }: MailRefusal): Response {
  // Every refusal is an error's status.
  const statusCode = status as ContentfulStatusCode
  return c.json({ statusCode, name: refusal, message }, statusCode)
}

async function takeMail(state: MailState, c: MailContext): Promise<Response> {
  const key = authenticate(c)
  state.counters.add(key, 'requests')
  const fault = state.faults.take(key, MAIL_FAULT_KINDS)?.kind
  if (fault === 'down') return cutConnection(c.env.incoming)
  const { text } = await readBody(c.env.incoming, MAIL_BYTES_MAX)
  if (fault === 'error') throw MailRefusal.named('application_error')
  if (fault === 'bad_key') throw MailRefusal.named('invalid_api_key')
  if (fault === 'quota') throw MailRefusal.named('daily_quota_exceeded')
  const { headers, isOver } = state.limit.count(key)
  for (const [name, value] of Object.entries(headers)) c.header(name, value)
  if (fault === 'rate_limited') c.header('retry-after', '1')
  if (isOver || fault === 'rate_limited') throw MailRefusal.named('rate_limit_exceeded')
  const idempotencyKey = c.req.header('idempotency-key')
  if (idempotencyKey !== undefined && !isKey(idempotencyKey))
    throw MailRefusal.named('invalid_idempotency_key')
  const mail = readMail(text ?? '')
  if (/@unverified\./.test(mail.from))
    throw MailRefusal.invalid(
      'The domain is not verified. Please, add and verify your domain.',
      403,
    )
  const id = state.store.send(key, mail, idempotencyKey)
  return fault === 'lost' ? cutConnection(c.env.incoming) : c.json({ id })
}

const isKey = (key: string) => key.length >= 1 && key.length <= IDEMPOTENCY_KEY_MAX

function authenticate(c: MailContext): string {
  const key = c.req.header('authorization')?.match(/^Bearer (\S+)$/i)?.[1]
  if (key === undefined) throw MailRefusal.named('missing_api_key')
  if (!key.startsWith(KEY_PREFIX)) throw MailRefusal.named('invalid_api_key')
  return key
}
