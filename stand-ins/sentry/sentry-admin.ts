import { zValidator } from '@hono/zod-validator'
import { Hono } from 'hono'
import { z } from 'zod'
import type { Counters } from '../kit/counters.ts'
import { SENTRY_FAULT_KINDS, type SentryFaults } from './sentry-faults.ts'
import type { SentryStore } from './sentry-store.ts'

export type SentryState = {
  store: SentryStore
  faults: SentryFaults
  counters: Counters<'requests'>
}

const Scope = zValidator('query', z.object({ key: z.string().min(1) }))
const NewFault = zValidator(
  'json',
  z
    .strictObject({
      key: z.string().min(1),
      kind: z.enum(SENTRY_FAULT_KINDS),
      times: z.int().positive().default(1),
      milliseconds: z.int().positive().optional(),
    })
    .refine(({ kind, milliseconds }) => (kind === 'slow') === (milliseconds !== undefined), {
      error: 'slow takes milliseconds, nothing else does',
    }),
)

/** What tests can do under `/__admin`, always for the public `key` of a DSN. */
export function sentryAdmin({ store, faults, counters }: SentryState) {
  return new Hono()
    .get('/envelopes', Scope, (c) => c.json(store.list(c.req.valid('query').key)))
    .delete('/envelopes', Scope, (c) => {
      store.clear(c.req.valid('query').key)
      return c.body(null, 204)
    })
    .get('/counters', Scope, (c) => c.json(counters.read(c.req.valid('query').key)))
    .delete('/counters', Scope, (c) => {
      counters.reset(c.req.valid('query').key)
      return c.body(null, 204)
    })
    .get('/faults', Scope, (c) => c.json(faults.list(c.req.valid('query').key)))
    .post('/faults', NewFault, (c) => {
      const { key, kind, times, milliseconds } = c.req.valid('json')
      faults.arm(key, kind, times, { milliseconds })
      return c.body(null, 204)
    })
    .delete('/faults', Scope, (c) => {
      faults.clear(c.req.valid('query').key)
      return c.body(null, 204)
    })
}
