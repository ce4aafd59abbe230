import { zValidator } from '@hono/zod-validator'
import { Hono } from 'hono'
import type { z } from 'zod'
import type { Counters } from './counters.ts'
import type { Faults } from './faults.ts'

/** Reads the account's key from a body or a query that holds nothing else. */
type Account = z.ZodType<{ key: string }, Record<string, string>>

type Levers = {
  counters: Pick<Counters<string>, 'read' | 'reset'>
  faults: Pick<Faults<string>, 'list' | 'clear'>
  /** Forgets everything else that is kept of the account. */
  forget(key: string): void
}

/** For every provider: reset an account, read and reset its counters, list and clear its faults. */
export function accountLevers(account: Account, { counters, faults, forget }: Levers) {
  const queried = zValidator('query', account)
  return new Hono()
    .post('/reset', zValidator('json', account), (c) => {
      const { key } = c.req.valid('json')
      forget(key)
      counters.reset(key)
      faults.clear(key)
      return c.json({})
    })
    .get('/counters', queried, (c) => c.json(counters.read(c.req.valid('query').key)))
    .delete('/counters', queried, (c) => {
      counters.reset(c.req.valid('query').key)
      return c.json({})
    })
    .get('/faults', queried, (c) => c.json(faults.list(c.req.valid('query').key)))
    .delete('/faults', queried, (c) => {
      faults.clear(c.req.valid('query').key)
      return c.json({})
    })
}
