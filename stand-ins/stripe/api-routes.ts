import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { type Context, Hono } from 'hono'
import { cutConnection } from '../kit/serve.ts'
import { API_VERSION } from './api-version.ts'
import { type ApiEnv, authenticate } from './authenticate.ts'
import {
  internalError,
  keyInUse,
  keyUsedDifferently,
  StripeFailure,
  unrecognizedUrl,
} from './errors.ts'
import { type Answer, execute } from './execute.ts'
import { type StripeFault, takeFault } from './fault-kinds.ts'
import { parseForm } from './form.ts'
import type { Operation } from './operation.ts'
import { ALL_OPERATIONS } from './operations/all-operations.ts'
import { counterOf } from './request-counters.ts'
import type { Services } from './services.ts'

type ApiServices = Pick<Services, 'store' | 'faults' | 'counters'>

const SLOW_MILLISECONDS = 1000

/** `/v1/*`: forms in, JSON out, Stripe's errors for everything else. */
export function apiRoutes(services: ApiServices) {
  const keysInUse = new Set<string>()
  const routes = new Hono<ApiEnv>().use('/v1/*', authenticate(services.store))
  for (const each of ALL_OPERATIONS)
    routes.on(each.method, each.path, (c) => answerRequest(services, keysInUse, each, c))
  return routes.all('/v1/*', (c) => {
    throw unrecognizedUrl(c.req.method, c.req.path)
  })
}

async function answerRequest(
  { store, faults, counters }: ApiServices,
  keysInUse: Set<string>,
  asked: Operation,
  c: Context<ApiEnv>,
): Promise<Response> {
  const { key, requestId } = c.var
  counters.add(key, counterOf(asked))
  const idempotencyKey = asked.method === 'POST' ? c.req.header('idempotency-key') : undefined
  const fault = takeFault(faults, key, c.req.path)
  if (fault?.kind === 'down') return cutConnection(c.env.incoming)
  refuseIfAsked(fault, idempotencyKey)

  const encoded = asked.method === 'GET' ? new URL(c.req.url).search : await c.req.text()
  const fingerprint = fingerprintOf(c.req.path, encoded)
  const earlier = findReply(store, key, idempotencyKey, fingerprint)
  const run = earlier ? undefined : asked.prepare(parseForm(encoded))
  const used = `${key} ${idempotencyKey}`
  if (idempotencyKey !== undefined && keysInUse.has(used)) throw keyInUse(idempotencyKey)
  keysInUse.add(used)
  try {
    if (fault?.kind === 'slow') await wait(fault.ms ?? SLOW_MILLISECONDS)
    const answer = run
      ? execute(store, {
          key,
          origin: new URL(c.req.url).origin,
          requestId,
          fingerprint,
          idempotencyKey,
          failAfterwards: fault?.kind === 'error_500' ? internalError() : undefined,
          run: (context) => run(context, c.req.param('id') ?? ''),
        })
      : earlier
    if (fault?.kind === 'answer_lost' || !answer) return cutConnection(c.env.incoming)
    return respond(c, answer, idempotencyKey)
  } finally {
    keysInUse.delete(used)
  }
}

function refuseIfAsked(fault: StripeFault | undefined, idempotencyKey = ''): void {
  if (fault?.kind === 'conflict') throw keyInUse(idempotencyKey)
  if (fault?.kind === 'rate_limited')
    throw new StripeFailure(
      429,
      'Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits.',
      { code: 'rate_limit' },
    )
  if (fault?.kind === 'http_error') {
    const { status = 503, type = 'api_error', code } = fault
    throw new StripeFailure(status, 'Something is wrong at Stripe.', {
      type,
      ...(code === undefined ? {} : { code }),
    })
  }
}

/** The earlier answer to this idempotency key. Throws when it was another request's. */
function findReply(
  store: Services['store'],
  key: string,
  idempotencyKey: string | undefined,
  fingerprint: string,
): Answer | undefined {
  if (idempotencyKey === undefined) return undefined
  const reply = store.read(key).find('replies', idempotencyKey)
  if (reply && reply.request !== fingerprint) throw keyUsedDifferently(idempotencyKey)
  return reply && { ...reply, replayed: true }
}

/** Requests are the same when they send the same fields, in any order, to the same path. */
function fingerprintOf(path: string, encoded: string): string {
  const fields = new URLSearchParams(encoded)
  fields.sort()
  return createHash('sha256').update(`${path}\n${fields}`).digest('hex')
}

function respond(c: Context<ApiEnv>, answer: Answer, idempotencyKey: string | undefined): Response {
  return new Response(answer.body, {
    status: answer.status,
    headers: {
      'content-type': 'application/json',
      'request-id': c.var.requestId,
      'stripe-version': c.req.header('stripe-version') ?? API_VERSION,
      ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
      ...(answer.replayed
        ? { 'idempotent-replayed': 'true', 'original-request': answer.requestId }
        : {}),
    },
  })
}
