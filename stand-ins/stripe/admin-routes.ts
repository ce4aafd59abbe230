import { zValidator } from '@hono/zod-validator'
import { Hono } from 'hono'
import { z } from 'zod'
import { FAULT_KINDS } from './fault-kinds.ts'
import type { Services } from './services.ts'

const Key = z.strictObject({ key: z.string() })
const NewEndpoint = z.strictObject({
  key: z.string(),
  url: z.url().optional(),
  secrets: z.array(z.string().min(1)).min(1).max(2).optional(),
  hold: z.boolean().optional(),
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
  match: z.string().optional(),
  ms: z.int().min(0).optional(),
  status: z.int().min(400).max(599).optional(),
  type: z.string().optional(),
  code: z.string().optional(),
})

/**
 * The levers, under `/__admin`: JSON in and out, everything belongs to the `key` it names.
 * An unknown field, fault or missing key is 400.
 */
export function adminRoutes({ store, faults, counters, webhooks, endpointOf }: Services) {
  return new Hono()
    .post('/reset', zValidator('json', Key), (c) => {
      const { key } = c.req.valid('json')
      store.forget(key)
      faults.clear(key)
      counters.reset(key)
      return c.json({})
    })
    .put('/webhook-endpoint', zValidator('json', NewEndpoint), (c) => {
      const { key, url, secrets, hold } = c.req.valid('json')
      store.write(key, (tx) =>
        tx.put('endpoints', {
          ...tx.find('endpoints', 'endpoint'),
          id: 'endpoint',
          ...(url === undefined ? {} : { url }),
          ...(secrets === undefined ? {} : { secrets }),
          ...(hold === undefined ? {} : { hold }),
        }),
      )
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
    .get('/counters', zValidator('query', Key), (c) =>
      c.json(counters.read(c.req.valid('query').key)),
    )
    .delete('/counters', zValidator('query', Key), (c) => {
      counters.reset(c.req.valid('query').key)
      return c.json({})
    })
    .post('/faults', zValidator('json', NewFault), (c) => {
      const { key, kind, times, match, ms, status, type, code } = c.req.valid('json')
      faults.arm(key, kind, times, {
        ...(match === undefined ? {} : { match }),
        ...(ms === undefined ? {} : { ms }),
        ...(status === undefined ? {} : { status }),
        ...(type === undefined ? {} : { type }),
        ...(code === undefined ? {} : { code }),
      })
      return c.json(faults.list(key))
    })
    .get('/faults', zValidator('query', Key), (c) => c.json(faults.list(c.req.valid('query').key)))
    .delete('/faults', zValidator('query', Key), (c) => {
      faults.clear(c.req.valid('query').key)
      return c.json({})
    })
}
