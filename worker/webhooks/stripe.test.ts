import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { expectLedgerHolds } from '../../tests/harness/ledger-invariants.ts'
import {
  buy,
  hearAll,
  movesOf,
  openCheckout,
  payFor,
  readPurchase,
} from '../../tests/harness/purchases.ts'
import { expectRefusal } from '../../tests/harness/refusals.ts'
import { readBalance, requestSong } from '../../tests/harness/songs.ts'
import type { SignedEvent } from '../../tests/harness/stripe-account.ts'
import { openStudio, type Studio } from '../../tests/harness/studio.ts'

let studio: Studio

beforeAll(async () => {
  studio = await openStudio()
})
afterEach(async () => {
  await expectLedgerHolds(studio)
  await forgetEvents()
  await studio.reset()
})

/** Empties Stripe's outbox, so that the next test finds only its own events. */
async function forgetEvents(): Promise<void> {
  for (const { id } of await studio.stripe.outbox()) await studio.stripe.takeOut(id)
}

async function eventOf(type: string, more: Parameters<Studio['stripe']['outbox']>[0] = {}) {
  const event = (await studio.stripe.outbox(more)).find((each) => each.type === type)
  if (!event) throw new Error(`Stripe has no ${type} to tell`)
  return event
}

const inboxOf = ({ id }: SignedEvent) =>
  studio.sql<{ payload: unknown; processed: boolean }>(
    `select payload, processed_at is not null as processed from inbox
     where provider = 'stripe' and event_id = $1`,
    [id],
  )

describe('POST /api/stripe/webhook', () => {
  it('stores an event once, as ids only, and enqueues it, by one round trip and one send', async () => {
    const person = await studio.newPerson()
    const { sessionId } = await payFor(studio, person)
    const event = await eventOf('checkout.session.completed')
    await studio.postgres.resetCounters()
    expect((await studio.receive(event)).status).toBe(200)
    expect((await studio.postgres.counters()).requests).toBe(1)
    expect(studio.payments.held).toMatchObject([{ body: { kind: 'payment', eventId: event.id } }])
    const [stored] = await inboxOf(event)
    expect(stored).toEqual({
      processed: false,
      payload: {
        type: 'checkout.session.completed',
        sessionId,
        paymentIntentId: expect.stringMatching(/^pi_/),
      },
    })
    expect(await readBalance(person)).toEqual({ available: 50, held: 0 })
  })

  it('refuses an event that Stripe did not sign, an old one and a changed one, and stores nothing', async () => {
    const person = await studio.newPerson()
    await payFor(studio, person)
    const type = 'checkout.session.completed'
    const good = await eventOf(type)
    const signature = good.headers['stripe-signature'] ?? ''
    const forged: Pick<SignedEvent, 'url' | 'headers' | 'body'>[] = [
      await eventOf(type, { wrongSecret: true }),
      await eventOf(type, { secondsAgo: 301 }),
      { ...good, body: good.body.replace('"livemode": false', '"livemode": true ') },
      { ...good, headers: {} },
      { ...good, headers: { 'stripe-signature': 'nonsense' } },
      { ...good, body: '' },
      { ...good, body: `\uFEFF${good.body}` },
      { ...good, headers: { 'stripe-signature': signature.replace(/t=\d+/, '$&.5') } },
      { ...good, headers: { 'stripe-signature': signature.replace('t=', 't=+') } },
    ]
    for (const event of forged) await expectRefusal(await studio.receive(event), 'unauthenticated')
    expect(await inboxOf(good)).toEqual([])
    expect(studio.payments.held).toEqual([])
    expect((await studio.receive(good)).status).toBe(200)
  })

  it('accepts an event that an old and a new secret have both signed', async () => {
    const person = await studio.newPerson()
    const { purchaseId } = await payFor(studio, person)
    const secrets = ['whsec_the_new_one', String(studio.env.STRIPE_WEBHOOK_SECRET)]
    await studio.stripe.settings({ secrets })
    await hearAll(studio)
    await studio.stripe.settings({ secrets: secrets.slice(1) })
    expect(await readPurchase(person, purchaseId)).toMatchObject({ status: 'paid' })
  })

  it('enqueues an event on its second delivery when the first could not be enqueued', async () => {
    const person = await studio.newPerson()
    const { purchaseId } = await payFor(studio, person)
    const event = await eventOf('checkout.session.completed')
    await studio.receive(event)
    studio.payments.reset()
    expect((await studio.receive(event)).status).toBe(200)
    await studio.work('payment')
    expect(await movesOf(studio, purchaseId)).toEqual([['purchase', 300]])
    expect((await studio.receive(event)).status).toBe(200)
    expect(studio.payments.held).toEqual([])
  })

  it('leaves an event whose message was lost to cron', async () => {
    const person = await studio.newPerson()
    const { purchaseId } = await payFor(studio, person)
    const event = await eventOf('checkout.session.completed')
    await studio.receive(event)
    studio.payments.reset()
    await studio.cron()
    expect(studio.payments.held).toEqual([])
    await studio.sql('update inbox set next_send_at = now()')
    await studio.cron()
    await studio.work('payment')
    expect(await movesOf(studio, purchaseId)).toEqual([['purchase', 300]])
    expect((await inboxOf(event))[0]).toMatchObject({ processed: true })
  })

  it('sends ever fewer messages for an event that keeps failing', async () => {
    const person = await studio.newPerson()
    await payFor(studio, person)
    const event = await eventOf('checkout.session.completed')
    await studio.receive(event)
    studio.payments.reset()
    await studio.sql(
      "update inbox set received_at = now() - interval '1 hour', next_send_at = now()",
    )
    for (let round = 0; round < 3; round += 1) await studio.cron()
    expect(studio.payments.held).toHaveLength(1)
    const [{ minutes } = { minutes: 0 }] = await studio.sql<{ minutes: number }>(
      `select round(extract(epoch from next_send_at - now()) / 60)::integer as minutes from inbox
       where event_id = $1`,
      [event.id],
    )
    expect(minutes).toBe(15)
    await studio.work('payment')
  })

  it('lets other events through, however many keep failing', async () => {
    await studio.sql(`insert into inbox (provider, event_id, payload, received_at, next_send_at)
      select 'stripe', 'evt_stuck_' || number, '{}', now() - interval '1 hour', now()
      from generate_series(1, 100) as number`)
    await studio.sql(`insert into inbox (provider, event_id, attempt_id, payload, next_send_at)
      values ('fal', 'a-render', 'att_1', '{}', now())`)
    await studio.cron()
    expect(studio.finishes.held.filter(({ body }) => body.kind === 'finish')).toHaveLength(1)
    await studio.sql('delete from inbox')
  })

  it('fails while Postgres is down, so that Stripe delivers the event again', async () => {
    const person = await studio.newPerson()
    const { purchaseId } = await payFor(studio, person)
    const event = await eventOf('checkout.session.completed')
    await studio.postgres.fault('drop')
    expect((await studio.receive(event)).status).toBe(503)
    await hearAll(studio)
    expect(await movesOf(studio, purchaseId)).toEqual([['purchase', 300]])
  })

  it('ignores events that are not about a payment', async () => {
    const person = await studio.newPerson()
    await payFor(studio, person)
    const event = await eventOf('payment_intent.succeeded')
    expect((await studio.receive(event)).status).toBe(200)
    expect(await inboxOf(event)).toEqual([])
  })

  it('ignores a payment of another product on the same Stripe account', async () => {
    const key = String(studio.env.STRIPE_SECRET_KEY)
    const answer = await fetch(`${studio.env.STRIPE_BASE_URL}/v1/checkout/sessions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}` },
      body: new URLSearchParams({
        mode: 'payment',
        success_url: 'https://shop.example.com',
        'line_items[0][quantity]': '1',
        'line_items[0][price_data][currency]': 'usd',
        'line_items[0][price_data][unit_amount]': '700',
        'line_items[0][price_data][product_data][name]': 'A mug',
      }),
    })
    const { id } = await answer.json<{ id: string }>()
    await studio.stripe.pay(id, 'card')
    const event = await eventOf('checkout.session.completed')
    await hearAll(studio)
    expect((await inboxOf(event))[0]).toMatchObject({ processed: true })
    expect(await studio.sql('select from purchases where session_id = $1', [id])).toEqual([])
  })
})

/** The consumer reads the event and finds and reads its purchase; then it asks Stripe, and writes. */
const READS_BEFORE_WRITE = 3

describe('the same payment', () => {
  it('reported 100 times at once grants once', async () => {
    const person = await studio.newPerson()
    const { purchaseId } = await payFor(studio, person)
    const event = await eventOf('checkout.session.completed')
    const answers = await Promise.all(Array.from({ length: 100 }, () => studio.receive(event)))
    expect(answers.map(({ status }) => status)).toEqual(Array(100).fill(200))
    const messages = studio.payments.held.splice(0)
    expect(messages).toHaveLength(100)
    await Promise.all(messages.map((message) => studio.deliver([message], 'payments')))
    await studio.work('payment')
    expect(await movesOf(studio, purchaseId)).toEqual([['purchase', 300]])
    expect(await readBalance(person)).toEqual({ available: 350, held: 0 })
  })

  it('reported by two events, at once and in either order, grants once', async () => {
    const person = await studio.newPerson()
    const { purchaseId, intent } = await payFor(studio, person, { how: 'bank' })
    await studio.stripe.settle(intent, 'succeeded')
    const completed = await eventOf('checkout.session.completed')
    const succeeded = await eventOf('checkout.session.async_payment_succeeded')
    await Promise.all([studio.receive(succeeded), studio.receive(completed)])
    const messages = studio.payments.held.splice(0)
    await Promise.all(messages.map((message) => studio.deliver([message], 'payments')))
    await studio.work('payment')
    await studio.receive(completed)
    await studio.work('payment')
    expect(await movesOf(studio, purchaseId)).toEqual([['purchase', 300]])
  })

  it("is processed once more when the commit's answer was lost", async () => {
    const person = await studio.newPerson()
    const { purchaseId } = await payFor(studio, person)
    await studio.receive(await eventOf('checkout.session.completed'))
    const message = studio.takeMessage('payment')
    await studio.postgres.fault('error_after_commit', 1, { skip: READS_BEFORE_WRITE })
    const [again] = await studio.deliver([message], 'payments')
    expect(await movesOf(studio, purchaseId)).toEqual([['purchase', 300]])
    expect(again).toBeDefined()
    await studio.work('payment')
    expect(await movesOf(studio, purchaseId)).toEqual([['purchase', 300]])
  })

  it('waits while Stripe is down', async () => {
    const person = await studio.newPerson()
    const { purchaseId } = await payFor(studio, person)
    await studio.receive(await eventOf('checkout.session.completed'))
    await studio.stripe.fault('down', { times: 10 })
    expect(await studio.deliver([studio.takeMessage('payment')], 'payments')).toHaveLength(1)
    expect(await movesOf(studio, purchaseId)).toEqual([])
    await studio.stripe.healFaults()
    await studio.work('payment')
    expect(await movesOf(studio, purchaseId)).toEqual([['purchase', 300]])
  })

  it("finds its purchase even if Stripe's answer with the pay page was lost", async () => {
    const person = await studio.newPerson()
    const { purchaseId, sessionId } = await payFor(studio, person)
    await studio.sql('update purchases set session_id = null, checkout_url = null where id = $1', [
      purchaseId,
    ])
    await hearAll(studio)
    expect(await movesOf(studio, purchaseId)).toEqual([['purchase', 300]])
    const rows = await studio.sql('select session_id from purchases where id = $1', [purchaseId])
    expect(rows).toEqual([{ session_id: sessionId }])
  })
})

/** Lets the consumer read from Stripe, and delays what it then writes. */
async function holdWrite(event: SignedEvent): Promise<{ finished: Promise<unknown[]> }> {
  await studio.receive(event)
  const message = studio.takeMessage('payment')
  await studio.postgres.resetCounters()
  const late = { milliseconds: 3_000, skip: READS_BEFORE_WRITE }
  await studio.postgres.fault('latency', 1, late)
  const finished = studio.deliver([message], 'payments')
  const countRequests = async () => (await studio.postgres.counters()).requests
  await expect.poll(() => countRequests()).toBe(READS_BEFORE_WRITE + 1)
  return { finished }
}

describe('money that goes back', () => {
  it('takes its share of the credits back, and in the end exactly the pack', async () => {
    const person = await studio.newPerson()
    const { purchaseId, intent } = await buy(studio, person)
    for (const cents of [967, 967, 966]) {
      await studio.stripe.refund(intent, cents)
      await hearAll(studio)
    }
    expect(await movesOf(studio, purchaseId)).toEqual([
      ['purchase', 300],
      ['clawback', -100],
      ['clawback', -100],
      ['clawback', -100],
    ])
    expect(await readBalance(person)).toEqual({ available: 50, held: 0 })
    expect(await readPurchase(person, purchaseId)).toMatchObject({
      status: 'paid',
      refundedCents: 2900,
      takenCredits: 300,
    })
  })

  it('is counted once, however often and in whatever order its events arrive', async () => {
    const person = await studio.newPerson()
    const { purchaseId, intent } = await buy(studio, person)
    await studio.stripe.refund(intent, 1000)
    await studio.stripe.refund(intent, 450)
    const events = (await studio.stripe.outbox()).reverse()
    await Promise.all([...events, ...events].map((event) => studio.receive(event)))
    const messages = studio.payments.held.splice(0)
    await Promise.all(messages.map((message) => studio.deliver([message], 'payments')))
    await studio.work('payment')
    const moves = await movesOf(studio, purchaseId)
    expect(moves.slice(1).reduce((sum, [, credits]) => sum + credits, 0)).toBe(-150)
  })

  it("is not overwritten by an older answer of Stripe's that arrives late", async () => {
    const person = await studio.newPerson()
    const { purchaseId, intent } = await buy(studio, person)
    await studio.stripe.refund(intent, 1000)
    const older = await holdWrite(await eventOf('charge.refunded'))
    await forgetEvents()
    await studio.stripe.refund(intent, 450)
    await hearAll(studio)
    expect(await older.finished).toEqual([])
    expect(await readPurchase(person, purchaseId)).toMatchObject({ refundedCents: 1450 })
    expect(await movesOf(studio, purchaseId)).toEqual([
      ['purchase', 300],
      ['clawback', -150],
    ])
  })

  it('and returns before it was counted is not counted by the older answer', async () => {
    const person = await studio.newPerson()
    const { purchaseId, intent } = await buy(studio, person)
    const refund = await studio.stripe.refund(intent, 1000)
    const older = await holdWrite(await eventOf('charge.refunded'))
    await forgetEvents()
    await studio.stripe.failRefund(refund.id)
    await hearAll(studio)
    expect(await older.finished).toEqual([])
    expect(await movesOf(studio, purchaseId)).toEqual([['purchase', 300]])
  })

  it('before its payment was reported is granted first and then taken back', async () => {
    const person = await studio.newPerson()
    const { purchaseId, intent } = await payFor(studio, person)
    await studio.stripe.refund(intent, 1450)
    await studio.receive(await eventOf('charge.refunded'))
    await studio.work('payment')
    expect(await movesOf(studio, purchaseId)).toEqual([
      ['purchase', 300],
      ['clawback', -150],
    ])
    await hearAll(studio)
    expect(await movesOf(studio, purchaseId)).toHaveLength(2)
  })

  it('returns its credits when paying it back failed', async () => {
    const person = await studio.newPerson()
    const { purchaseId, intent } = await buy(studio, person)
    const refund = await studio.stripe.refund(intent)
    await hearAll(studio)
    expect(await readBalance(person)).toEqual({ available: 50, held: 0 })
    await studio.stripe.failRefund(refund.id)
    await hearAll(studio)
    expect(await movesOf(studio, purchaseId)).toEqual([
      ['purchase', 300],
      ['clawback', -300],
      ['adjust', 300],
    ])
  })

  it('in a dispute takes the credits, and a dispute that is won returns them', async () => {
    const person = await studio.newPerson()
    const { purchaseId, intent } = await buy(studio, person)
    await studio.stripe.dispute(intent, 'open')
    await hearAll(studio)
    expect(await readBalance(person)).toEqual({ available: 50, held: 0 })
    expect(await readPurchase(person, purchaseId)).toMatchObject({ disputedCents: 2900 })
    await studio.stripe.dispute(intent, 'win')
    await hearAll(studio)
    expect(await readBalance(person)).toEqual({ available: 350, held: 0 })
    expect(await readPurchase(person, purchaseId)).toMatchObject({ disputedCents: 0 })
  })

  it('in a lost dispute stays gone, and an inquiry takes nothing', async () => {
    const person = await studio.newPerson()
    const lost = await buy(studio, person)
    await studio.stripe.dispute(lost.intent, 'open')
    await studio.stripe.dispute(lost.intent, 'lose')
    const inquired = await buy(studio, person)
    await studio.stripe.dispute(inquired.intent, 'inquire')
    await hearAll(studio)
    expect(await readBalance(person)).toEqual({ available: 350, held: 0 })
    expect(await movesOf(studio, inquired.purchaseId)).toEqual([['purchase', 300]])
  })

  it('after the credits were spent leaves a debt, which the next purchase pays first', async () => {
    const person = await studio.newPerson()
    const { intent } = await buy(studio, person)
    // All 350 are held: 70 songs of 5 credits.
    for (let asked = 0; asked < 17; asked += 1) await requestSong(person, { variations: 4 })
    await requestSong(person, { variations: 2 })
    await studio.stripe.refund(intent, 1450)
    await hearAll(studio)
    const read = async () => (await person.call('/api/credits')).json()
    expect(await read()).toMatchObject({ available: 0, held: 350, debt: 150 })
    const song = { prompt: 'one more', instrumental: true }
    const refused = await person.call('/api/tracks', { json: song })
    const { message } = await expectRefusal(refused, 'insufficient_credits')
    expect(message).toBe('You need 5 credits and are 150 below zero. Nothing was charged.')
    await buy(studio, person)
    expect(await read()).toMatchObject({ available: 150, held: 350, debt: 0 })
  })

  it('cannot go back for an abandoned page or a declined card, which move nothing', async () => {
    const person = await studio.newPerson()
    const left = await openCheckout(studio, person)
    await studio.stripe.expire(left.sessionId)
    await payFor(studio, person, { how: 'declined' })
    await hearAll(studio)
    expect(await readBalance(person)).toEqual({ available: 50, held: 0 })
  })
})
