import { zValidator } from '@hono/zod-validator'
import { Hono } from 'hono'
import { z } from 'zod'
import { noSuch } from './errors.ts'
import { applyPromotion } from './payments/apply-promotion.ts'
import { closeDispute } from './payments/close-dispute.ts'
import { expireSession } from './payments/expire-session.ts'
import { failRefund } from './payments/fail-refund.ts'
import { openDispute, openInquiry } from './payments/open-dispute.ts'
import { PAY_WAYS, paySession } from './payments/pay-session.ts'
import { NO_REQUEST, type PaymentContext } from './payments/payment-context.ts'
import { settlePayment } from './payments/settle-payment.ts'
import type { Store } from './store.ts'

const Pay = z.strictObject({
  key: z.string(),
  session: z.string(),
  how: z.enum(PAY_WAYS),
  promotionCode: z.string().optional(),
})
const Settle = z.strictObject({
  key: z.string(),
  paymentIntent: z.string(),
  outcome: z.enum(['succeeded', 'failed']),
})
const Expire = z.strictObject({ key: z.string(), session: z.string() })
const FailRefund = z.strictObject({ key: z.string(), refund: z.string() })
const Dispute = z.strictObject({
  key: z.string(),
  paymentIntent: z.string(),
  action: z.enum(['open', 'inquire', 'win', 'lose', 'close']),
  amount: z.int().min(1).optional(),
})

/** What customers, banks and time do, for tests under `/__admin`. Each answers the changed object. */
export function paymentLevers(store: Store) {
  const act = <Result>(
    c: { req: { url: string } },
    key: string,
    work: (context: PaymentContext) => Result,
  ) =>
    store.write(key, (tx) => work({ tx, origin: new URL(c.req.url).origin, request: NO_REQUEST }))
  return new Hono()
    .post('/pay', zValidator('json', Pay), (c) => {
      const { key, session, how, promotionCode } = c.req.valid('json')
      const paid = act(c, key, (context) => {
        const open = findSession(context, session)
        const priced =
          promotionCode === undefined ? open : applyPromotion(context, open, promotionCode)
        return paySession(context, priced, how)
      })
      return c.json(paid)
    })
    .post('/settle', zValidator('json', Settle), (c) => {
      const { key, paymentIntent, outcome } = c.req.valid('json')
      return c.json(act(c, key, (context) => settlePayment(context, paymentIntent, outcome)))
    })
    .post('/expire', zValidator('json', Expire), (c) => {
      const { key, session } = c.req.valid('json')
      return c.json(act(c, key, (context) => expireSession(context, findSession(context, session))))
    })
    .post('/refund-fail', zValidator('json', FailRefund), (c) => {
      const { key, refund } = c.req.valid('json')
      return c.json(act(c, key, (context) => failRefund(context, refund)))
    })
    .post('/dispute', zValidator('json', Dispute), (c) => {
      const { key, paymentIntent, action, amount } = c.req.valid('json')
      const changed = act(c, key, (context) => {
        if (action === 'open') return openDispute(context, paymentIntent, amount)
        if (action === 'inquire') return openInquiry(context, paymentIntent, amount)
        return closeDispute(context, paymentIntent, VERDICTS[action])
      })
      return c.json(changed)
    })
}

const VERDICTS = { win: 'won', lose: 'lost', close: 'warning_closed' } as const

function findSession({ tx }: PaymentContext, id: string) {
  const session = tx.find('sessions', id)
  if (!session) throw noSuch('checkout.session', id, 'session')
  return session
}
