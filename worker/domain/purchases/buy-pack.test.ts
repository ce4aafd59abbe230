import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { expectLedgerHolds } from '../../../tests/harness/ledger-invariants.ts'
import {
  buy,
  hearAll,
  movesOf,
  openCheckout,
  payFor,
  readPurchase,
} from '../../../tests/harness/purchases.ts'
import { expectHidden, expectRefusal, itNeedsSignIn } from '../../../tests/harness/refusals.ts'
import { readBalance } from '../../../tests/harness/songs.ts'
import { openStudio, type Studio } from '../../../tests/harness/studio.ts'

let studio: Studio

beforeAll(async () => {
  studio = await openStudio()
})
afterEach(async () => {
  await expectLedgerHolds(studio)
  await studio.reset()
})

/** Makes the purchase old enough to be checked again. */
const rest = (purchaseId: string) =>
  studio.sql("update purchases set checked_at = now() - interval '3 seconds' where id = $1", [
    purchaseId,
  ])

describe('POST /api/credits/checkout', () => {
  itNeedsSignIn(
    () => studio,
    [
      ['/api/credits/checkout', { json: { pack: 'starter' } }],
      ['/api/credits/portal', { method: 'POST' }],
      ['/api/credits/purchases'],
      ['/api/credits/purchases/pur_1'],
    ],
  )

  it('opens a pay page for the pack, and moves no credits', async () => {
    const person = await studio.newPerson()
    const { sessionId, purchaseId } = await openCheckout(studio, person, 'studio')
    const session = (await studio.stripe.sessions()).find(({ id }) => id === sessionId)
    expect(session).toMatchObject({
      amount_total: 5900,
      client_reference_id: person.id,
      customer_email: person.email,
      metadata: { purchase_id: purchaseId, user_id: person.id, pack: 'studio' },
    })
    expect(await readPurchase(person, purchaseId)).toMatchObject({
      status: 'pending',
      credits: 700,
      priceCents: 5900,
      paidCents: null,
      checkoutUrl: session?.url,
    })
    expect(await readBalance(person)).toEqual({ available: 50, held: 0 })
  })

  it('refuses packs that are not on sale, and unknown fields', async () => {
    const person = await studio.newPerson()
    const refuse = async (json: unknown, field: string) =>
      expectRefusal(await person.call('/api/credits/checkout', { json }), 'invalid', field)
    await refuse({ pack: 'gold' }, 'pack')
    await refuse({}, 'pack')
    await refuse({ pack: 'starter', priceCents: 1 }, 'priceCents')
    const text = { method: 'POST', body: '{"pack":"starter"}' }
    await expectRefusal(await person.call('/api/credits/checkout', text), 'unsupported_media')
  })

  it('opens one page per key, for repeated and for concurrent requests', async () => {
    const person = await studio.newPerson()
    const headers = { 'idempotency-key': 'a-press' }
    const first = await openCheckout(studio, person, 'starter', headers)
    const again = await Promise.all(
      Array.from({ length: 5 }, () => openCheckout(studio, person, 'starter', headers)),
    )
    for (const each of again) expect(each).toEqual(first)
    const other = await studio.newPerson()
    const headersOfOther = { 'idempotency-key': 'another-press' }
    const atOnce = await Promise.all(
      Array.from({ length: 3 }, () => openCheckout(studio, other, 'starter', headersOfOther)),
    )
    expect(new Set(atOnce.map(({ sessionId }) => sessionId)).size).toBe(1)
  })

  it("refuses a key used for another pack, and keeps different people's keys apart", async () => {
    const [ada, bo] = [await studio.newPerson(), await studio.newPerson()]
    const headers = { 'idempotency-key': 'one-key' }
    const first = await openCheckout(studio, ada, 'starter', headers)
    const other = await ada.call('/api/credits/checkout', { json: { pack: 'label' }, headers })
    await expectRefusal(other, 'conflict')
    expect((await openCheckout(studio, bo, 'label', headers)).sessionId).not.toBe(first.sessionId)
  })

  it('costs two round trips to Postgres and one to Stripe', async () => {
    const person = await studio.newPerson()
    await studio.reset()
    const answer = await person.call('/api/credits/checkout', { json: { pack: 'starter' } })
    expect(answer.status).toBe(200)
    expect((await studio.postgres.counters()).requests).toBe(2)
    const counted = Object.entries(await studio.stripe.counters()).filter(([, times]) => times > 0)
    expect(counted).toEqual([['POST /v1/checkout/sessions', 1]])
  })
})

describe('buying while Stripe fails', () => {
  const press = async (key: string) => {
    const person = await studio.newPerson()
    const buyNow = () =>
      person.call('/api/credits/checkout', {
        json: { pack: 'starter' },
        headers: { 'idempotency-key': key },
      })
    return { person, buyNow }
  }

  it.each([
    ['down', 'down'],
    ['accepting but losing its answers', 'answer_lost'],
    ['limiting', 'rate_limited'],
    ['busy with the same key', 'conflict'],
    ['failing inside', 'error_500'],
  ])('says so when Stripe is %s, and the next press opens the only page', async (_, fault) => {
    const { person, buyNow } = await press(`while-${fault}`)
    await studio.stripe.fault(fault, { times: 10 })
    const { message } = await expectRefusal(await buyNow(), 'unavailable')
    expect(message).toMatch(/^Payments can't be reached right now. Nothing was charged/)
    await studio.stripe.healFaults()
    const answer = await buyNow()
    expect(answer.status).toBe(200)
    const { url } = await answer.json<{ url: string }>()
    const mine = (await studio.stripe.sessions()).filter(
      (each) => each.client_reference_id === person.id && each.url !== null,
    )
    // A failure inside Stripe may leave a page behind that was never shown.
    expect(mine.filter((each) => fault !== 'error_500' || each.url === url)).toHaveLength(1)
    expect(await readBalance(person)).toEqual({ available: 50, held: 0 })
  })

  it('forgets a customer that Stripe no longer has, so that the next press opens a page', async () => {
    const { person, buyNow } = await press('a-customer-that-is-gone')
    await studio.sql(
      "update credit_accounts set stripe_customer_id = 'cus_gone' where user_id = $1",
      [person.id],
    )
    await expectRefusal(await buyNow(), 'unavailable')
    expect((await buyNow()).status).toBe(200)
    await studio.sql(
      "update credit_accounts set stripe_customer_id = 'cus_gone' where user_id = $1",
      [person.id],
    )
    const portal = () => person.call('/api/credits/portal', { method: 'POST' })
    await expectRefusal(await portal(), 'conflict')
  })

  it('says that a purchase has ended when its page closed before the person saw it', async () => {
    const { person, buyNow } = await press('a-page-nobody-saw')
    await studio.stripe.fault('answer_lost', { times: 2 })
    await expectRefusal(await buyNow(), 'unavailable')
    const unseen = (await studio.stripe.sessions()).find(
      (each) => each.client_reference_id === person.id,
    )
    await studio.stripe.expire(unseen?.id ?? '')
    await hearAll(studio)
    const { message } = await expectRefusal(await buyNow(), 'conflict')
    expect(message).toBe('This purchase has ended. Begin a new one.')
  })

  it('asks Stripe rarely while people look at their purchases, and never makes them wait', async () => {
    const person = await studio.newPerson()
    const { purchaseId } = await openCheckout(studio, person)
    await rest(purchaseId)
    await studio.stripe.resetCounters()
    await studio.stripe.fault('slow', { ms: 9_000, times: 50 })
    const started = Date.now()
    const looks = Array.from({ length: 30 }, () => readPurchase(person, purchaseId))
    for (const seen of await Promise.all(looks)) expect(seen).toMatchObject({ status: 'pending' })
    expect(Date.now() - started).toBeLessThan(8_000)
    const asked = (await studio.stripe.counters())['GET /v1/checkout/sessions/:id']
    expect(asked).toBe(1)
  })

  it('leaves the rest of the studio working', async () => {
    const person = await studio.newPerson()
    const { purchaseId } = await openCheckout(studio, person)
    await studio.sql("update purchases set checked_at = now() - interval '1 minute'")
    await studio.stripe.fault('down', { times: 20 })
    expect((await person.call('/api/credits')).status).toBe(200)
    expect((await person.call('/api/credits/purchases')).status).toBe(200)
    expect(await readPurchase(person, purchaseId)).toMatchObject({ status: 'pending' })
    const song = { prompt: 'a slow waltz', instrumental: true }
    expect((await person.call('/api/tracks', { json: song })).status).toBe(202)
    await expectRefusal(await person.call('/api/credits/portal', { method: 'POST' }), 'conflict')
  })
})

describe('a payment', () => {
  it('grants its pack once Stripe reports it', async () => {
    const person = await studio.newPerson()
    const { purchaseId } = await buy(studio, person)
    expect(await readBalance(person)).toEqual({ available: 350, held: 0 })
    expect(await readPurchase(person, purchaseId)).toMatchObject({
      status: 'paid',
      paidCents: 2900,
      checkoutUrl: null,
      receiptUrl: expect.stringMatching(/^http/),
      paidAt: expect.any(String),
    })
    expect(await movesOf(studio, purchaseId)).toEqual([['purchase', 300]])
  })

  it('grants nothing when the card is declined or the person leaves the page', async () => {
    const person = await studio.newPerson()
    const declined = await payFor(studio, person, { how: 'declined' })
    const left = await openCheckout(studio, person)
    await studio.stripe.expire(left.sessionId)
    await hearAll(studio)
    await rest(declined.purchaseId)
    expect(await readPurchase(person, declined.purchaseId)).toMatchObject({ status: 'pending' })
    expect(await readBalance(person)).toEqual({ available: 50, held: 0 })
    expect(await readPurchase(person, left.purchaseId)).toMatchObject({
      status: 'expired',
      checkoutUrl: null,
    })
  })

  it('by bank transfer grants nothing until the money arrives', async () => {
    const person = await studio.newPerson()
    const [good, bad] = [
      await payFor(studio, person, { how: 'bank' }),
      await payFor(studio, person, { how: 'bank' }),
    ]
    await hearAll(studio)
    expect(await readPurchase(person, good.purchaseId)).toMatchObject({ status: 'processing' })
    expect(await readBalance(person)).toEqual({ available: 50, held: 0 })
    await studio.stripe.settle(good.intent, 'succeeded')
    await studio.stripe.settle(bad.intent, 'failed')
    await hearAll(studio)
    expect(await readPurchase(person, good.purchaseId)).toMatchObject({ status: 'paid' })
    expect(await readPurchase(person, bad.purchaseId)).toMatchObject({ status: 'failed' })
    expect(await readBalance(person)).toEqual({ available: 350, held: 0 })
  })

  it('with a promotion code grants the whole pack', async () => {
    const person = await studio.newPerson()
    const cheaper = await payFor(studio, person, { code: 'FORGE20' })
    const free = await payFor(studio, person, { how: 'free', code: 'ONTHEHOUSE' })
    await hearAll(studio)
    expect(await readPurchase(person, cheaper.purchaseId)).toMatchObject({ paidCents: 2320 })
    expect(await readPurchase(person, free.purchaseId)).toMatchObject({ paidCents: 0 })
    expect(await readBalance(person)).toEqual({ available: 650, held: 0 })
  })

  it('shows as paid on the way back from the pay page, before the webhook arrives', async () => {
    const person = await studio.newPerson()
    const { purchaseId } = await payFor(studio, person)
    expect(await readPurchase(person, purchaseId)).toMatchObject({ status: 'pending' })
    await studio.sql(
      "update purchases set checked_at = now() - interval '3 seconds' where id = $1",
      [purchaseId],
    )
    expect(await readPurchase(person, purchaseId)).toMatchObject({ status: 'paid' })
    await hearAll(studio)
    expect(await movesOf(studio, purchaseId)).toEqual([['purchase', 300]])
  })

  it('is found by cron when the webhook never arrives', async () => {
    const person = await studio.newPerson()
    const { purchaseId } = await payFor(studio, person)
    await studio.cron()
    expect(studio.payments.held).toEqual([])
    await studio.sql(
      `update purchases set checked_at = now() - interval '6 minutes',
         created_at = now() - interval '6 minutes' where id = $1`,
      [purchaseId],
    )
    await studio.cron()
    await studio.cron()
    expect(studio.payments.held).toMatchObject([{ body: { kind: 'purchase', purchaseId } }])
    await studio.work('purchase')
    expect(await readBalance(person)).toEqual({ available: 350, held: 0 })
  })

  it('by bank transfer is found by cron when the webhook for the money never arrives', async () => {
    const person = await studio.newPerson()
    const { purchaseId, intent } = await payFor(studio, person, { how: 'bank' })
    await hearAll(studio)
    await studio.stripe.settle(intent, 'succeeded')
    const age = (looked: string) =>
      studio.sql(
        `update purchases set created_at = now() - interval '4 days',
           checked_at = now() - interval '${looked}' where id = $1`,
        [purchaseId],
      )
    await age('23 hours')
    await studio.cron()
    expect(studio.payments.held).toEqual([])
    await age('25 hours')
    await studio.cron()
    await studio.work('purchase')
    expect(await readPurchase(person, purchaseId)).toMatchObject({ status: 'paid' })
  })

  it('is hidden from other people', async () => {
    const [ada, bo] = [await studio.newPerson(), await studio.newPerson()]
    const { purchaseId } = await buy(studio, ada)
    const path = (id: string) => `/api/credits/purchases/${id}`
    await expectHidden(bo, [purchaseId, 'pur_00000000000000000000000000'], [[path]])
    const list = await bo.call('/api/credits/purchases')
    expect(await list.json()).toEqual({ items: [], nextCursor: null })
  })

  it('is listed newest first, page by page, without abandoned pay pages', async () => {
    const person = await studio.newPerson()
    const bought = [await buy(studio, person), await buy(studio, person, 'label')]
    const left = await openCheckout(studio, person)
    await studio.stripe.expire(left.sessionId)
    await hearAll(studio)
    const read = async (query: string) =>
      (await person.call(`/api/credits/purchases${query}`)).json<{
        items: { id: string }[]
        nextCursor: string | null
      }>()
    const first = await read('?limit=1')
    expect(first.items.map(({ id }) => id)).toEqual([bought[1]?.purchaseId])
    const second = await read(`?limit=1&cursor=${first.nextCursor}`)
    expect(second.items.map(({ id }) => id)).toEqual([bought[0]?.purchaseId])
    expect(second.nextCursor).toBeNull()
  })
})

describe('POST /api/credits/portal', () => {
  it("opens the person's own invoices after their first purchase", async () => {
    const person = await studio.newPerson()
    const early = await person.call('/api/credits/portal', { method: 'POST' })
    await expectRefusal(early, 'conflict')
    await buy(studio, person)
    const answer = await person.call('/api/credits/portal', { method: 'POST' })
    const { url } = await answer.json<{ url: string }>()
    expect(await (await fetch(url)).text()).toContain('29.00')
  })

  it('uses the same customer for everything a person buys', async () => {
    const person = await studio.newPerson()
    await buy(studio, person)
    const second = await buy(studio, person, 'label')
    expect(second.session.customer).toMatch(/^cus_/)
    const [row] = await studio.sql<{ customer: string }>(
      'select stripe_customer_id as customer from credit_accounts where user_id = $1',
      [person.id],
    )
    expect(row?.customer).toBe(second.session.customer)
  })
})
