import { zValidator } from '@hono/zod-validator'
import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { StripeFailure } from '../errors.ts'
import { applyPromotion, removePromotion } from '../payments/apply-promotion.ts'
import { DECLINE_MESSAGE } from '../payments/fail-payment.ts'
import { PAY_WAYS, paySession } from '../payments/pay-session.ts'
import { NO_REQUEST, type PaymentContext } from '../payments/payment-context.ts'
import type { Store } from '../store.ts'
import type { Tables } from '../tables.ts'
import { notFoundPage, payPage } from './pay-page.ts'
import { successUrlOf } from './success-url.ts'

type Session = Tables['sessions']

const Pay = z.object({ how: z.enum(PAY_WAYS) })
const Promotion = z.object({ code: z.string() })

/** What the last press of a button may have run into. */
const PROBLEMS: Record<string, string> = {
  declined: DECLINE_MESSAGE,
  code: 'This code is invalid.',
}

/** The hosted page of a Checkout Session, and what its buttons do. */
export function payRoutes(store: Store) {
  /** Changes the session and redirects where `work` says; a session that is over shows that it is. */
  function change(
    c: Context,
    id: string,
    work: (context: PaymentContext, session: Session) => string,
  ): Response | Promise<Response> {
    const key = store.ownerOf('sessions', id)
    if (key === undefined) return c.html(notFoundPage(), 404)
    const next = store.write(key, (tx) => {
      const session = tx.find('sessions', id)
      if (session?.status !== 'open') return ''
      return work({ tx, origin: new URL(c.req.url).origin, request: NO_REQUEST }, session)
    })
    return c.redirect(next === '' || next.startsWith('?') ? `/c/pay/${id}${next}` : next, 303)
  }

  return new Hono()
    .get('/:id', (c) => {
      const id = c.req.param('id')
      const key = store.ownerOf('sessions', id)
      const reader = store.read(key ?? '')
      const session = reader.find('sessions', id)
      const details = reader.find('sessionDetails', id)
      if (key === undefined || !session || !details) return c.html(notFoundPage(), 404)
      const problem = PROBLEMS[c.req.query('problem') ?? '']
      return c.html(payPage({ key, session, lineItems: details.lineItems, reader, problem }))
    })
    .post('/:id/pay', zValidator('form', Pay), (c) =>
      change(c, c.req.param('id'), (context, session) => {
        const { how } = c.req.valid('form')
        const paid = paySession(context, session, how)
        return how === 'declined' ? '?problem=declined' : successUrlOf(paid)
      }),
    )
    .post('/:id/promotion', zValidator('form', Promotion), (c) =>
      change(c, c.req.param('id'), (context, session) => {
        try {
          applyPromotion(context, session, c.req.valid('form').code)
          return ''
        } catch (error) {
          if (error instanceof StripeFailure) return '?problem=code'
          throw error
        }
      }),
    )
    .post('/:id/promotion/remove', (c) =>
      change(c, c.req.param('id'), (context, session) => {
        removePromotion(context, session)
        return ''
      }),
    )
    .post('/:id/cancel', (c) =>
      change(c, c.req.param('id'), (_context, session) => session.cancel_url ?? ''),
    )
}
