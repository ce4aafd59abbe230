import { zValidator } from '@hono/zod-validator'
import { Hono } from 'hono'
import { z } from 'zod'
import { StripeFailure } from '../errors.ts'
import { NO_REQUEST } from '../payments/payment-context.ts'
import type { Store } from '../store.ts'
import { DASHBOARD_ACTIONS } from './dashboard-actions.ts'
import { dashboardPage } from './dashboard-page.ts'

const Shown = z.object({ key: z.string(), problem: z.string().optional() })
const Pressed = z.object({ key: z.string(), paymentIntent: z.string(), action: z.string() })

/** Every payment of an account, with buttons for what a bank or the operator can do to it. */
export function dashboardRoutes(store: Store) {
  return new Hono()
    .get('/', zValidator('query', Shown), (c) => {
      const { key, problem } = c.req.valid('query')
      return c.html(dashboardPage(store.read(key), key, problem))
    })
    .post('/', zValidator('form', Pressed), (c) => {
      const { key, paymentIntent, action } = c.req.valid('form')
      const query = new URLSearchParams({ key })
      const pressed = DASHBOARD_ACTIONS.find(({ name }) => name === action)
      try {
        store.write(key, (tx) =>
          pressed?.act(
            { tx, origin: new URL(c.req.url).origin, request: NO_REQUEST },
            paymentIntent,
          ),
        )
      } catch (error) {
        if (!(error instanceof StripeFailure)) throw error
        query.set('problem', error.message)
      }
      return c.redirect(`/dashboard?${query}`, 303)
    })
}
