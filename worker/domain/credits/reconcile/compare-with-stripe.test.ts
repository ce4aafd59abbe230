import { beforeEach, describe, expect, it } from 'vitest'
import { buy, hearAll, openCheckout, payFor } from '../../../../tests/harness/purchases.ts'
import {
  plantIn,
  readFound,
  reconcileIn,
  reconcileNow,
  sameOrder,
  servicesIn,
} from '../../../../tests/harness/reconciliation.ts'
import { openStudio, type Person, type Studio } from '../../../../tests/harness/studio.ts'
import { openServices } from '../../../services.ts'
import { compareWithStripe } from './compare-with-stripe.ts'
import { reconcileCredits } from './reconcile-credits.ts'

/** A round compares every purchase, so each test has its own studio. */
let studio: Studio
let ada: Person
beforeEach(async () => {
  studio = await openStudio()
  ada = await studio.newPerson()
})

/** Sells something at Stripe that has no purchase here. */
async function sellElsewhere(metadata: Record<string, string>): Promise<void> {
  const session = await servicesIn(studio, 0).stripe?.checkout.sessions.create({
    mode: 'payment',
    success_url: 'http://elsewhere.test',
    line_items: [
      {
        quantity: 1,
        price_data: { currency: 'usd', unit_amount: 100, product_data: { name: 'A mug' } },
      },
    ],
    metadata,
  })
  if (!session) throw new Error('There is no Stripe')
  await studio.stripe.pay(session.id, 'card')
}

/** Reconciles as if it were three days after `second`: what happened in it is the oldest that is looked at. */
async function reconcileBackTo(second: number) {
  const now = () => new Date((second + 3 * 86_400) * 1_000)
  await reconcileCredits({ ...openServices(studio.env), now })
  return readFound(studio)
}

const thisSecond = () => Math.floor(Date.now() / 1_000)

describe('the days that are compared', () => {
  it('are those in which money came, not those in which the pay page was opened', async () => {
    const { purchaseId, sessionId, intent } = await payFor(studio, ada, { how: 'bank' })
    await hearAll(studio)
    const opened = thisSecond()
    await expect.poll(() => thisSecond()).toBeGreaterThan(opened)
    const settled = thisSecond()
    await studio.stripe.settle(intent, 'succeeded')
    const found = `processing 0 by ${sessionId}`
    const expected = `paid 2900 by ${sessionId}`
    const difference = { check: 'stripe_paid', subject: purchaseId, expected, found }
    expect(await reconcileBackTo(settled)).toEqual([difference])
    await hearAll(studio)
    expect(await reconcileBackTo(settled)).toEqual([])
  })

  it('have no difference for money that came before them and that we heard of in them', async () => {
    await buy(studio, ada)
    const later = thisSecond() + 60
    await studio.sql('update purchases set paid_at = to_timestamp($1)', [later])
    expect(await reconcileBackTo(later)).toEqual([])
  })
})

describe('a difference between purchases and Stripe', () => {
  const paid = (cents: number, session: string) => `paid ${cents} by ${session}`

  it('is found when Stripe has money that was not reported here for a quarter of an hour', async () => {
    const { purchaseId, sessionId } = await payFor(studio, ada)
    expect(await reconcileIn(studio, 14)).toEqual([])
    expect(await reconcileIn(studio, 16)).toEqual([
      {
        check: 'stripe_paid',
        subject: purchaseId,
        expected: paid(2900, sessionId),
        found: `pending 0 by ${sessionId}`,
      },
    ])
    await hearAll(studio)
    expect(await reconcileIn(studio, 16)).toEqual([])
  })

  it('is found when the purchase does not exist here', async () => {
    const { purchaseId, sessionId } = await payFor(studio, ada)
    await plantIn(studio, 'delete from purchases where id = $1', [purchaseId])
    expect(await reconcileIn(studio, 16)).toEqual([
      { check: 'stripe_paid', subject: purchaseId, expected: paid(2900, sessionId), found: 'none' },
    ])
  })

  it('is found in the amount and in the session', async () => {
    const [less, other] = [await buy(studio, ada), await buy(studio, ada)]
    await plantIn(studio, 'update purchases set paid_cents = 2800 where id = $1', [less.purchaseId])
    await plantIn(studio, `update purchases set session_id = 'cs_x' where id = $1`, [
      other.purchaseId,
    ])
    const found = await reconcileIn(studio, 16)
    const check = 'stripe_paid'
    expect(sameOrder(found)).toEqual(
      sameOrder([
        {
          check,
          subject: less.purchaseId,
          expected: paid(2900, less.sessionId),
          found: paid(2800, less.sessionId),
        },
        {
          check,
          subject: other.purchaseId,
          expected: paid(2900, other.sessionId),
          found: paid(2900, 'cs_x'),
        },
      ]),
    )
  })

  it('is found when a purchase is paid here but not at Stripe', async () => {
    const { purchaseId, sessionId } = await openCheckout(studio, ada)
    await plantIn(
      studio,
      `with bought as (
        update purchases set status = 'paid', paid_cents = 2900, paid_at = now()
        where id = $1 returning *
      ) select move_credits(user_id, 'purchase', 'forged', credits, 0, null, null, null, id) from bought`,
      [purchaseId],
    )
    expect(await reconcileIn(studio, 14)).toEqual([])
    const expected = paid(2900, sessionId)
    expect(await reconcileIn(studio, 16)).toEqual([
      { check: 'stripe_unpaid', subject: purchaseId, expected, found: 'none' },
    ])
    await studio.sql(`update purchases set paid_at = now() - interval '4 days'`)
    expect(await reconcileIn(studio, 16)).toEqual([])
  })

  it('is not one when nothing was charged, or the bank is still moving the money', async () => {
    await payFor(studio, ada, { how: 'bank' })
    await payFor(studio, ada, { how: 'declined' })
    await hearAll(studio)
    expect(await reconcileIn(studio, 16)).toEqual([])
  })

  it('is not one when another product uses the same Stripe account', async () => {
    await sellElsewhere({})
    expect(await reconcileIn(studio, 16)).toEqual([])
  })

  it("is found on any page of Stripe's list, and reported at most twenty times", async () => {
    const first = await payFor(studio, ada)
    await hearAll(studio)
    await plantIn(studio, 'update purchases set paid_cents = 1 where id = $1', [first.purchaseId])
    await Promise.all(Array.from({ length: 100 }, () => sellElsewhere({})))
    await studio.stripe.resetCounters()
    const found = await reconcileIn(studio, 16)
    expect(found.map(({ subject }) => subject)).toEqual([first.purchaseId])
    expect(await studio.stripe.counters()).toMatchObject({ 'GET /v1/events': 4 })
    const lost = Array.from({ length: 25 }, (_, number) => ({ purchase_id: `pur_${number}` }))
    await Promise.all(lost.map(sellElsewhere))
    expect(await reconcileIn(studio, 16)).toHaveLength(20)
  })

  it('is sought only back to the oldest session listed', async () => {
    await buy(studio, ada)
    await studio.sql(`update purchases set paid_at = paid_at - interval '1 minute'`)
    await sellElsewhere({})
    const { db, stripe, now } = servicesIn(studio, 16)
    if (!stripe) throw new Error('There is no Stripe')
    expect(await compareWithStripe({ db, stripe, now }, { sessionsMax: 1 })).toEqual([])
  })

  it('is not sought while Stripe is down, which is reported; the rest is compared', async () => {
    await plantIn(studio, 'update credit_accounts set balance = 57 where user_id = $1', [ada.id])
    await studio.stripe.fault('down', { times: 10 })
    const found = await reconcileNow(studio)
    expect(found.map(({ check }) => check).sort()).toEqual([
      'account_balance',
      'account_last_entry',
      'stripe_not_compared',
    ])
    const events = (await studio.sentry.errors()).map(({ tags }) => tags.event)
    expect(events).toEqual(['stripe_not_compared', 'credits_differ'])
  })
})
