import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { Hono } from 'hono'
import { cutConnection } from '../kit/serve.ts'
import { authenticate, type FalEnv, keyOf } from './authenticate.ts'
import { ENDPOINTS, type Endpoint, validateInput } from './endpoints.ts'
import {
  answerFailure,
  type Failure,
  limitReached,
  modelFailure,
  platformFailure,
  requestFailure,
} from './errors.ts'
import { delayOf, type FalFault, type FaultKind, LIMIT_DEFAULT, refusalOf } from './fault-kinds.ts'
import { progressOf, type QueueRequest } from './queue-request.ts'
import { countAhead, countPlaced, findRequest, keepRequest } from './requests.ts'
import type { Services } from './services.ts'
import { urlsOf } from './status-routes.ts'

type SubmitServices = Omit<Services, 'audio' | 'keys'>

/** `POST /{endpoint}?fal_webhook=…`. Every call is counted, and every accepted one is a paid render. */
export function submitRoutes(services: SubmitServices) {
  const { store, settings, counters, faults, renders, webhooks } = services
  return new Hono<FalEnv>()
    .post('/*', async (c, next) => {
      counters.add(keyOf(c.req.header('authorization')) ?? '', 'submits')
      await next()
    })
    .post('/*', authenticate, async (c) => {
      const { key } = c.var
      const refusal = faults.take(key, REFUSALS)
      if (refusal) return answerRefusal(refusal)
      const { concurrency, refusesOverLimit } = settings.of(key)
      if (refusesOverLimit && concurrency && countPlaced(store, key) >= concurrency)
        return answerFailure(limitReached(concurrency))

      // The path begins with the host: /queue.fal.run/owner/alias…
      const id = c.req.path.split('/').slice(2).join('/')
      const endpoint = Object.hasOwn(ENDPOINTS, id) ? ENDPOINTS[id] : undefined
      if (!endpoint) return answerFailure(platformFailure(404, `Application "${id}" not found`))
      const input = readInput(endpoint, await c.req.text())
      if ('failure' in input) return answerFailure(input.failure)

      const request = newRequest({
        key,
        endpoint: id,
        input: input.accepted,
        headers: falHeadersOf(c.req.header()),
        webhookUrl: c.req.query('fal_webhook') ?? null,
        renderMilliseconds: settings.of(key).renderSeconds * 1000,
      })
      keepRequest(store, request)
      renders.begin(request)

      if (faults.take(key, ['webhook_before_response'])) {
        await renders.completeNow(request)
        await webhooks.deliverNow(key, ({ requestId }) => requestId === request.id)
      }
      const slow = faults.take(key, ['submit_slow'])
      if (slow) await wait(delayOf(slow))
      if (faults.take(key, ['submit_lost'])) return cutConnection(c.env.incoming)
      if (faults.take(key, ['submit_504'])) return new Response('Gateway Timeout', { status: 504 })
      const kept = findRequest(store, key, request.id) ?? request
      return answerAccepted(kept, countAhead(store, kept))
    })
}

const REFUSALS = [
  'submit_422',
  'submit_403_locked',
  'submit_429',
  'submit_500',
  'submit_503',
] as const satisfies readonly FaultKind[]

function answerRefusal(fault: FalFault): Response {
  switch (fault.kind) {
    case 'submit_422':
      return answerFailure(refusalOf(fault))
    case 'submit_403_locked':
      return answerFailure(platformFailure(403, 'User is locked. Reason: Exhausted balance.'))
    case 'submit_429':
      return answerFailure(limitReached(LIMIT_DEFAULT), { 'Retry-After': '2' })
    case 'submit_503':
      return answerFailure(requestFailure('runner_scheduling_failure'))
    default:
      return answerFailure(requestFailure('internal_error'))
  }
}

function readInput(
  endpoint: Endpoint,
  body: string,
): { accepted: Record<string, unknown> } | { failure: Failure } {
  let parsed: unknown
  try {
    parsed = JSON.parse(body)
  } catch {
    const detail = [{ loc: ['body'], msg: 'JSON decode error', type: 'json_invalid' }]
    return { failure: modelFailure(422, detail) }
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    const detail = [{ loc: ['body'], msg: 'Input should be a valid dictionary', type: 'dict_type' }]
    return { failure: modelFailure(422, detail) }
  }
  const accepted: Record<string, unknown> = { ...parsed }
  const detail = validateInput(endpoint, accepted)
  return detail.length > 0 ? { failure: modelFailure(422, detail) } : { accepted }
}

function newRequest(
  given: Pick<
    QueueRequest,
    'key' | 'endpoint' | 'input' | 'headers' | 'webhookUrl' | 'renderMilliseconds'
  >,
): QueueRequest {
  return {
    ...given,
    id: randomUUID(),
    createdAt: Date.now(),
    placedAt: null,
    cancelRequestedAt: null,
    completedAt: null,
    answer: null,
    forgotten: false,
  }
}

function falHeadersOf(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => /^x-(app-)?fal-/.test(name)))
}

function answerAccepted(request: QueueRequest, ahead: number): Response {
  const progress = progressOf(request, Date.now(), ahead)
  return Response.json(
    {
      status: 'IN_QUEUE',
      request_id: request.id,
      gateway_request_id: request.id,
      ...urlsOf(request),
      queue_position: progress.status === 'IN_QUEUE' ? progress.queuePosition : 0,
    },
    { headers: { 'x-fal-request-id': request.id } },
  )
}
