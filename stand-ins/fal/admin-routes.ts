import { randomUUID } from 'node:crypto'
import { zValidator } from '@hono/zod-validator'
import { Hono } from 'hono'
import { z } from 'zod'
import { accountLevers } from '../kit/account-levers.ts'
import { REQUEST_ERRORS, type RequestError } from './errors.ts'
import { FAULT_KINDS } from './fault-kinds.ts'
import { expired, progressOf, type QueueRequest } from './queue-request.ts'
import { findRequest, keepRequest, listRequests } from './requests.ts'
import type { Services, Store } from './services.ts'
import { LOCAL_USER_ID } from './signing-keys.ts'
import type { Webhook } from './tables.ts'

// `Object.keys` gives a table's own names and no others.
const ERROR_TYPES = Object.keys(REQUEST_ERRORS) as RequestError[]
const Key = z.strictObject({ key: z.string() })
const NewSettings = z.strictObject({
  key: z.string(),
  renderSeconds: z.number().min(0).exactOptional(),
  hold: z.boolean().exactOptional(),
  concurrency: z.int().min(1).nullable().exactOptional(),
  refusesOverLimit: z.boolean().exactOptional(),
})
const ToSign = z.strictObject({
  key: z.string(),
  url: z.string().optional(),
  body: z.string(),
  timestamp: z.int().optional(),
  requestId: z.string().optional(),
  userId: z.string().optional(),
  wrongKey: z.boolean().default(false),
})
const OneRequest = z.strictObject({ key: z.string(), requestId: z.string() })
const NewFault = z.strictObject({
  key: z.string(),
  kind: z.enum(FAULT_KINDS),
  times: z.int().min(1).default(1),
  milliseconds: z.int().min(0).exactOptional(),
  reason: z.enum(['content', 'validation']).exactOptional(),
  errorType: z.enum(ERROR_TYPES).exactOptional(),
})

/**
 * What tests can do under `/__admin`: JSON in and out, always for the account of the `key` named.
 * An unknown field, fault or missing key is 400.
 */
export function adminRoutes(services: Services) {
  const { store, audio, keys, settings, counters, faults, webhooks, renders } = services

  function forget(key: string): void {
    store.forget(key)
    audio.removeAllOf(key)
  }

  return new Hono()
    .route('/', accountLevers(Key, { counters, faults, forget }))
    .put('/settings', zValidator('json', NewSettings), (c) => {
      const { key, ...changed } = c.req.valid('json')
      return c.json(settings.change(key, changed))
    })
    .get('/outbox', zValidator('query', Key), (c) =>
      c.json(webhooks.outbox(c.req.valid('query').key)),
    )
    .delete('/outbox/:id', zValidator('query', Key), (c) => {
      const taken = webhooks.takeOut(c.req.valid('query').key, c.req.param('id'))
      return taken ? c.json({}) : c.json({ error: 'no such webhook is due' }, 404)
    })
    .post('/sign', zValidator('json', ToSign), (c) => {
      const { body, timestamp, requestId, userId, wrongKey } = c.req.valid('json')
      const headers = keys.sign({
        requestId: requestId ?? requestIdIn(body) ?? randomUUID(),
        userId: userId ?? LOCAL_USER_ID,
        timestamp: timestamp ?? Math.floor(Date.now() / 1000),
        body,
        byStranger: wrongKey,
      })
      return c.json({ headers })
    })
    .post('/complete', zValidator('json', OneRequest), async (c) => {
      const { key, requestId } = c.req.valid('json')
      const request = findRequest(store, key, requestId)
      if (!request) return c.json({ error: 'no such request' }, 404)
      await renders.completeNow(request)
      return c.json(summaryOf(store, findRequest(store, key, requestId) ?? request))
    })
    .post('/expire', zValidator('json', OneRequest), (c) => {
      const { key, requestId } = c.req.valid('json')
      const request = findRequest(store, key, requestId)
      if (!request?.completedAt) return c.json({ error: 'no such request is completed' }, 404)
      keepRequest(store, expired(request))
      return c.json({})
    })
    .get('/requests', zValidator('query', Key), (c) => {
      const requests = listRequests(store, c.req.valid('query').key)
      return c.json(requests.map((request) => summaryOf(store, request)))
    })
    .post('/keys/rotate', (c) => {
      keys.rotate()
      return c.json(keys.jwks())
    })
    .post('/faults', zValidator('json', NewFault), (c) => {
      const { key, kind, times, ...detail } = c.req.valid('json')
      faults.arm(key, kind, times, detail)
      return c.json(faults.list(key))
    })
}

function summaryOf(store: Store, request: QueueRequest) {
  const { renderMilliseconds: _, forgotten: __, ...shown } = request
  const webhooks = store
    .read(request.key)
    .list('deliveries')
    .filter(({ requestId }) => requestId === request.id)
    .map(showWebhook)
  return { ...shown, status: progressOf(request, Date.now()).status, webhooks }
}

function showWebhook({ requestId: _, ...shown }: Webhook) {
  return shown
}

function requestIdIn(body: string): string | undefined {
  try {
    return z.object({ request_id: z.string() }).parse(JSON.parse(body)).request_id
  } catch {
    return undefined
  }
}
