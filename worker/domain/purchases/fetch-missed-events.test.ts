import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { expectLedgerHolds } from '../../../tests/harness/ledger-invariants.ts'
import { buy, hearAll, movesOf, payFor } from '../../../tests/harness/purchases.ts'
import { reconcileIn, servicesIn } from '../../../tests/harness/reconciliation.ts'
import { readBalance } from '../../../tests/harness/songs.ts'
import { openStudio, type Studio } from '../../../tests/harness/studio.ts'
import { fetchMissedEvents } from './fetch-missed-events.ts'

let studio: Studio

beforeAll(async () => {
  studio = await openStudio()
})
afterEach(async () => {
  await expectLedgerHolds(studio)
  await studio.reset()
})

/** Drops Stripe's webhooks for good. */
async function loseEvents(): Promise<void> {
  for (const { id } of await studio.stripe.outbox()) await studio.stripe.takeOut(id)
}

const fetchIn = (minutes: number) => fetchMissedEvents(servicesIn(studio, minutes))

describe('events whose webhook never arrived', () => {
  it('are fetched: a payment, a refund and a dispute', async () => {
    const person = await studio.newPerson()
    const refunded = await buy(studio, person)
    const disputed = await buy(studio, person)
    const paid = await payFor(studio, person)
    await studio.stripe.refund(refunded.intent)
    await studio.stripe.dispute(disputed.intent, 'open')
    await loseEvents()
    expect(await readBalance(person)).toEqual({ available: 650, held: 0 })
    await fetchIn(10)
    await studio.work('payment')
    expect(await movesOf(studio, paid.purchaseId)).toEqual([['purchase', 300]])
    expect(await readBalance(person)).toEqual({ available: 350, held: 0 })
  })

  it('are not fetched while the webhook may still arrive, nor twice', async () => {
    const person = await studio.newPerson()
    await payFor(studio, person)
    await loseEvents()
    await fetchIn(4)
    expect(studio.payments.held).toEqual([])
    await fetchIn(10)
    expect(studio.payments.held).toHaveLength(1)
    await fetchIn(10)
    expect(studio.payments.held).toHaveLength(1)
    await studio.work('payment')
  })

  it('that did arrive send no message', async () => {
    await buy(studio, await studio.newPerson())
    await fetchIn(10)
    expect(studio.payments.held).toEqual([])
  })

  it('about money that went back count as differences until they are fetched', async () => {
    const person = await studio.newPerson()
    const [refunded, disputed] = [await buy(studio, person), await buy(studio, person)]
    await studio.stripe.refund(refunded.intent, 1000)
    await studio.stripe.dispute(disputed.intent, 'open')
    await loseEvents()
    expect(await reconcileIn(studio, 60)).toEqual([])
    expect(await reconcileIn(studio, 100)).toEqual([
      { check: 'stripe_refunded', subject: refunded.intent, expected: '1000', found: '0' },
      { check: 'stripe_disputed', subject: disputed.intent, expected: '2900', found: '0' },
    ])
    await fetchIn(100)
    await studio.work('payment')
    expect(await reconcileIn(studio, 100)).toEqual([])
    await hearAll(studio)
  })
})
