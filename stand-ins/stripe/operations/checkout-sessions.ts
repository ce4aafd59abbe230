import type Stripe from 'stripe'
import { z } from 'zod'
import { noSuch } from '../errors.ts'
import { isWithin, listPage } from '../list-page.ts'
import { operation } from '../operation.ts'
import { PAGE_PARAMS, Text, TimeRange } from '../param-types.ts'
import { expireSession } from '../payments/expire-session.ts'
import { detailsOf } from '../payments/find-session.ts'
import type { Reader } from '../store.ts'
import { createSession, NEW_SESSION } from './create-session.ts'

const PATH = '/v1/checkout/sessions'

const SESSION_LIST = {
  ...PAGE_PARAMS,
  created: TimeRange.optional(),
  customer: Text.optional(),
  payment_intent: Text.optional(),
  status: z.enum(['complete', 'expired', 'open']).optional(),
}

export const CHECKOUT_SESSIONS = [
  operation('POST', PATH, NEW_SESSION, createSession),
  operation('GET', PATH, SESSION_LIST, ({ tx, params }) => {
    const { created, customer, payment_intent, status, ...page } = params
    const wanted = tx
      .list('sessions')
      .filter(
        (session) =>
          isWithin(session.created, created) &&
          (customer === undefined || session.customer === customer) &&
          (payment_intent === undefined || session.payment_intent === payment_intent) &&
          (status === undefined || session.status === status),
      )
    return listPage(PATH, wanted, page)
  }),
  operation('GET', `${PATH}/:id`, {}, ({ tx, id }) => findSession(tx, id)),
  operation('POST', `${PATH}/:id/expire`, {}, (call) =>
    expireSession(call, findSession(call.tx, call.id)),
  ),
  operation('GET', `${PATH}/:id/line_items`, PAGE_PARAMS, ({ tx, id, params }) => {
    const { lineItems } = detailsOf(tx, findSession(tx, id))
    // Line items keep the order in which they were given.
    return listPage(`${PATH}/${id}/line_items`, lineItems.toReversed(), params)
  }),
]

function findSession(reader: Reader, id: string): Stripe.Checkout.Session {
  const session = reader.find('sessions', id)
  if (!session) throw noSuch('checkout.session', id, 'session')
  return session
}
