import { z } from 'zod'
import { invalidParameter, noSuch, StripeFailure } from '../errors.ts'
import { isWithin, listPage } from '../list-page.ts'
import { operation } from '../operation.ts'
import { Metadata, PAGE_PARAMS, PositiveInteger, Text, TimeRange } from '../param-types.ts'
import { refundCharge } from '../payments/refund-charge.ts'
import type { Reader } from '../store.ts'

const NEW_REFUND = {
  amount: PositiveInteger.optional(),
  charge: Text.optional(),
  metadata: Metadata.optional(),
  payment_intent: Text.optional(),
  reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
}

const REFUND_LIST = {
  ...PAGE_PARAMS,
  charge: Text.optional(),
  created: TimeRange.optional(),
  payment_intent: Text.optional(),
}

export const REFUNDS = [
  operation('POST', '/v1/refunds', NEW_REFUND, ({ params, ...context }) => {
    const { charge, payment_intent: paymentIntent, ...wanted } = params
    return refundCharge(context, chargeToRefund(context.tx, charge, paymentIntent), wanted)
  }),
  operation('GET', '/v1/refunds', REFUND_LIST, ({ tx, params }) => {
    const { charge, created, payment_intent, ...page } = params
    const wanted = tx
      .list('refunds')
      .filter(
        (refund) =>
          isWithin(refund.created, created) &&
          (charge === undefined || refund.charge === charge) &&
          (payment_intent === undefined || refund.payment_intent === payment_intent),
      )
    return listPage('/v1/refunds', wanted, page)
  }),
  operation('GET', '/v1/refunds/:id', {}, ({ tx, id }) => {
    const refund = tx.find('refunds', id)
    if (!refund) throw noSuch('refund', id)
    return refund
  }),
]

function chargeToRefund(
  reader: Reader,
  chargeId: string | undefined,
  paymentIntentId: string | undefined,
): string {
  if (chargeId !== undefined && paymentIntentId !== undefined)
    throw invalidParameter(
      'charge',
      'You may only specify one of these parameters: charge, payment_intent.',
    )
  if (chargeId !== undefined) return chargeId
  if (paymentIntentId === undefined)
    throw new StripeFailure(
      400,
      'One of the following params should be provided for this request: payment_intent or charge.',
    )
  const paymentIntent = reader.find('paymentIntents', paymentIntentId)
  if (!paymentIntent) throw noSuch('payment_intent', paymentIntentId, 'payment_intent')
  return String(paymentIntent.latest_charge)
}
