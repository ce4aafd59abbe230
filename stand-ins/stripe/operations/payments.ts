import type Stripe from 'stripe'
import { noSuch } from '../errors.ts'
import { isWithin, listPage } from '../list-page.ts'
import { operation } from '../operation.ts'
import { PAGE_PARAMS, Text, TimeRange } from '../param-types.ts'

const CHARGE_LIST = {
  ...PAGE_PARAMS,
  created: TimeRange.optional(),
  customer: Text.optional(),
  payment_intent: Text.optional(),
}

export const PAYMENTS = [
  operation('GET', '/v1/payment_intents/:id', {}, ({ tx, id }): Stripe.PaymentIntent => {
    const paymentIntent = tx.find('paymentIntents', id)
    if (!paymentIntent) throw noSuch('payment_intent', id, 'intent')
    return paymentIntent
  }),
  operation('GET', '/v1/charges', CHARGE_LIST, ({ tx, params }) => {
    const { created, customer, payment_intent, ...page } = params
    const wanted = tx
      .list('charges')
      .filter(
        (charge) =>
          isWithin(charge.created, created) &&
          (customer === undefined || charge.customer === customer) &&
          (payment_intent === undefined || charge.payment_intent === payment_intent),
      )
    return listPage('/v1/charges', wanted, page)
  }),
  operation('GET', '/v1/charges/:id', {}, ({ tx, id }): Stripe.Charge => {
    const charge = tx.find('charges', id)
    if (!charge) throw noSuch('charge', id)
    return charge
  }),
]
