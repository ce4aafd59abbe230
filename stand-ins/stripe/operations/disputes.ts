import { noSuch } from '../errors.ts'
import { isWithin, listPage } from '../list-page.ts'
import { operation } from '../operation.ts'
import { PAGE_PARAMS, Text, TimeRange } from '../param-types.ts'

const DISPUTE_LIST = {
  ...PAGE_PARAMS,
  charge: Text.optional(),
  created: TimeRange.optional(),
  payment_intent: Text.optional(),
}

export const DISPUTES = [
  operation('GET', '/v1/disputes', DISPUTE_LIST, ({ tx, params }) => {
    const { charge, created, payment_intent, ...page } = params
    const wanted = tx
      .list('disputes')
      .filter(
        (dispute) =>
          isWithin(dispute.created, created) &&
          (charge === undefined || dispute.charge === charge) &&
          (payment_intent === undefined || dispute.payment_intent === payment_intent),
      )
    return listPage('/v1/disputes', wanted, page)
  }),
  operation('GET', '/v1/disputes/:id', {}, ({ tx, id }) => {
    const dispute = tx.find('disputes', id)
    if (!dispute) throw noSuch('dispute', id, 'dispute')
    return dispute
  }),
]
