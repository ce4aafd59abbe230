import { zValidator } from '@hono/zod-validator'
import { Hono } from 'hono'
import { z } from 'zod'
import { accountLevers } from '../kit/account-levers.ts'
import { FAULT_KINDS } from './fault-kinds.ts'
import type { Services } from './services.ts'

const Key = z.strictObject({ key: z.string() })
const NewEndpoint = z.strictObject({
  key: z.string(),
  url: z.url().exactOptional(),
  secrets: z.array(z.string().min(1)).min(1).max(2).exactOptional(),
  hold: z.boolean().exactOptional(),
})
const OutboxQuery = z.strictObject({
  key: z.string(),
  wrongSecret: z.stringbool().default(false),
  secondsAgo: z.coerce.number().int().default(0),
})
const NewFault = z.strictObject({
  key: z.string(),
  kind: z.enum(FAULT_KINDS),
  times: z.int().min(1).default(1),
  match: z.string().exactOptional(),
  ms: z.int().min(0).exactOptional(),
  status: z.int().min(400).max(599).exactOptional(),
  type: z.string().exactOptional(),
  code: z.string().exactOptional(),
})

/**
 * What tests can do under `/__admin`: JSON in and out, always for the account of the `key` named.
 * An unknown field, fault or missing key is 400.
 */
export function adminRoutes({ store, faults, counters, webhooks, endpointOf }: Services) {
  return new Hono()
    .route('/', accountLevers(Key, { counters, faults, forget: store.forget }))
    .put('/webhook-endpoint', zValidator('json', NewEndpoint), (c) => {
      const { key, ...changed } = c.req.valid('json')
      store.write(key, (tx) => {
        const own = tx.find('endpoints', 'endpoint')
        tx.put('endpoints', { ...own, ...changed, id: 'endpoint' })
      })
      return c.json(endpointOf(key))
    })
    .get('/outbox', zValidator('query', OutboxQuery), (c) => {
      const { key, ...how } = c.req.valid('query')
      return c.json(webhooks.outbox(key, how))
    })
    .delete('/outbox/:id', zValidator('query', Key), (c) => {
      const taken = webhooks.takeOut(c.req.valid('query').key, c.req.param('id'))
      return taken ? c.json({}) : c.json({ error: 'no such event is due' }, 404)
    })
    .post('/faults', zValidator('json', NewFault), (c) => {
      const { key, kind, times, ...detail } = c.req.valid('json')
      faults.arm(key, kind, times, detail)
      return c.json(faults.list(key))
    })
}
