import { zValidator } from '@hono/zod-validator'
import { Hono } from 'hono'
import { z } from 'zod'
import type { Counters } from '../kit/counters.ts'
import type { RedisBackend } from './redis-backend.ts'
import { REDIS_FAULT_KINDS, type RedisFaults } from './redis-faults.ts'
import type { UnderWay } from './upstash-rest.ts'

type RedisState = {
  counters: Counters<'requests' | 'commands'>
  faults: RedisFaults
  backend: RedisBackend
  underWay: UnderWay
}

const ScopeQuery = zValidator('query', z.object({ token: z.string().min(1) }))
const NewFault = zValidator(
  'json',
  z
    .strictObject({
      token: z.string().min(1),
      kind: z.enum(REDIS_FAULT_KINDS),
      times: z.int().positive(),
      skip: z.int().min(0).optional(),
      milliseconds: z.int().positive().optional(),
    })
    .refine(({ kind, milliseconds }) => (kind === 'latency') === (milliseconds !== undefined), {
      error: 'latency takes milliseconds, nothing else does',
    }),
)

/** What tests can do under `/__admin`: counters, faults and flushing. */
export function redisAdmin({ counters, faults, backend, underWay }: RedisState) {
  return new Hono()
    .get('/counters', ScopeQuery, (c) => c.json(counters.read(c.req.valid('query').token)))
    .delete('/counters', ScopeQuery, (c) => {
      counters.reset(c.req.valid('query').token)
      return c.body(null, 204)
    })
    .get('/faults', ScopeQuery, (c) => c.json(faults.list(c.req.valid('query').token)))
    .post('/faults', NewFault, (c) => {
      const { token, kind, times, skip, milliseconds } = c.req.valid('json')
      faults.arm(token, kind, times, { skip, milliseconds })
      return c.body(null, 204)
    })
    .delete('/faults', ScopeQuery, (c) => {
      faults.clear(c.req.valid('query').token)
      return c.body(null, 204)
    })
    .post('/flush', ScopeQuery, async (c) => {
      // A late write would come back after the flush, and tell what isn't so any more.
      await Promise.allSettled(underWay)
      await backend.run(c.req.valid('query').token, ['FLUSHDB'])
      return c.body(null, 204)
    })
}
