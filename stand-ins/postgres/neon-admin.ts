import { zValidator } from '@hono/zod-validator'
import { Hono } from 'hono'
import { DatabaseError } from 'pg'
import { z } from 'zod'
import type { Counters } from '../kit/counters.ts'
import { type ClonedDatabases, DATABASE_NAME } from './cloned-databases.ts'
import { NEON_FAULT_KINDS, type NeonFaults } from './neon-faults.ts'

type NeonState = {
  counters: Counters<'requests' | 'statements'>
  faults: NeonFaults
  databases: ClonedDatabases
}

const ScopeQuery = zValidator('query', z.object({ database: z.string().min(1) }))
const NameQuery = zValidator('query', z.object({ name: z.string().regex(DATABASE_NAME) }))
const NewDatabase = zValidator(
  'json',
  z.strictObject({
    name: z.string().regex(DATABASE_NAME),
    template: z.string().regex(DATABASE_NAME),
  }),
)
const NewFault = zValidator(
  'json',
  z
    .strictObject({
      database: z.string().min(1),
      kind: z.enum(NEON_FAULT_KINDS),
      times: z.int().positive(),
      skip: z.int().min(0).optional(),
      milliseconds: z.int().positive().optional(),
    })
    .refine(({ kind, milliseconds }) => (kind === 'latency') === (milliseconds !== undefined), {
      error: 'latency takes milliseconds, nothing else does',
    }),
)

/** What tests can do under `/__admin`: counters, faults and cloned databases. */
export function neonAdmin({ counters, faults, databases }: NeonState) {
  return new Hono()
    .get('/counters', ScopeQuery, (c) => c.json(counters.read(c.req.valid('query').database)))
    .delete('/counters', ScopeQuery, (c) => {
      counters.reset(c.req.valid('query').database)
      return c.body(null, 204)
    })
    .get('/faults', ScopeQuery, (c) => c.json(faults.list(c.req.valid('query').database)))
    .post('/faults', NewFault, (c) => {
      const { database, kind, times, skip, milliseconds } = c.req.valid('json')
      faults.arm(database, kind, times, { skip, milliseconds })
      return c.body(null, 204)
    })
    .delete('/faults', ScopeQuery, (c) => {
      faults.clear(c.req.valid('query').database)
      return c.body(null, 204)
    })
    .post('/databases', NewDatabase, async (c) => {
      const { name, template } = c.req.valid('json')
      await databases.create(name, template)
      return c.json({ name }, 201)
    })
    .delete('/databases', NameQuery, async (c) => {
      await databases.drop(c.req.valid('query').name)
      return c.body(null, 204)
    })
    .onError((error, c) => {
      // 42P04: the name is taken. 3D000: there is no such template.
      const code = error instanceof DatabaseError ? error.code : undefined
      const status = code === '42P04' ? 409 : code === '3D000' ? 404 : 500
      return c.json({ error: error.message }, status)
    })
}
