import { zValidator } from '@hono/zod-validator'
import { Hono } from 'hono'
import { z } from 'zod'
import { accountLevers } from '../kit/account-levers.ts'
import type { Counters } from '../kit/counters.ts'
import { linksIn } from './links-in.ts'
import { MAIL_FAULT_KINDS, type MailFaults } from './mail-faults.ts'
import type { MailStore } from './mail-store.ts'
import type { RateLimit } from './rate-limit.ts'

export type MailState = {
  store: MailStore
  faults: MailFaults
  counters: Counters<'requests'>
  limit: RateLimit
}

const Account = z.object({ key: z.string().min(1) })
const Settings = z.strictObject({ key: z.string().min(1), requestsPerSecond: z.int().positive() })
const NewFault = z.strictObject({
  key: z.string().min(1),
  kind: z.enum(MAIL_FAULT_KINDS),
  times: z.int().positive().default(1),
})

/** What tests can do under `/__admin`: read what somebody got, and break the account of an API key. */
export function mailAdmin({ store, faults, counters, limit }: MailState) {
  return new Hono()
    .get('/messages', zValidator('query', z.object({ to: z.string().min(1) })), (c) => {
      const items = store.listTo(c.req.valid('query').to).map(({ to, subject, text }) => ({
        to: to.join(', '),
        subject,
        text,
        links: linksIn(text),
      }))
      return c.json({ items })
    })
    .post('/settings', zValidator('json', Settings), (c) => {
      const { key, requestsPerSecond } = c.req.valid('json')
      limit.raise(key, requestsPerSecond)
      return c.json({})
    })
    .post('/faults', zValidator('json', NewFault), (c) => {
      const { key, kind, times } = c.req.valid('json')
      faults.arm(key, kind, times, {})
      return c.json({})
    })
    .route('/', accountLevers(Account, { counters, faults, forget: (key) => store.forget(key) }))
}
