import { setImmediate } from 'node:timers/promises'
import Stripe from 'stripe'
import { describe, expect, it, vi } from 'vitest'
import { speedUpTime, startReceiver } from './fal-harness.ts'
import { SECRET, sell, sold, startTestStripe } from './stripe-harness.ts'

/** Verifies as the Worker does: asynchronously, on the raw body. */
function verify(event: { headers: object; body: string }, secret: string) {
  const headers = new Map(
    Object.entries(event.headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  )
  const signature = headers.get('stripe-signature') ?? ''
  const provider = Stripe.createSubtleCryptoProvider()
  return Stripe.webhooks.constructEventAsync(event.body, signature, secret, undefined, provider)
}

describe('an event', () => {
  it('says what happened, to what, when, and because of which request', async () => {
    const stripe = await startTestStripe()
    const { client } = stripe
    const customer = await client.customers.create({}, { idempotencyKey: 'new customer' })
    const [event] = (await client.events.list()).data
    expect(event).toMatchObject({
      id: expect.stringMatching(/^evt_/),
      object: 'event',
      api_version: Stripe.API_VERSION,
      created: expect.any(Number),
      livemode: false,
      pending_webhooks: 1,
      request: { id: customer.lastResponse.requestId, idempotency_key: 'new customer' },
      type: 'customer.created',
      data: { object: { id: customer.id, object: 'customer' } },
    })
    const { lastResponse: _, ...read } = await client.events.retrieve(String(event?.id))
    expect(read).toEqual(event)
  })

  it('has no request when a customer or a bank caused it', async () => {
    const stripe = await startTestStripe()
    await sold(stripe)
    const { data } = await stripe.client.events.list({ type: 'checkout.session.completed' })
    expect(data).toMatchObject([{ request: { id: null, idempotency_key: null } }])
  })

  it('keeps its object as it was, and is listed by type and time', async () => {
    const stripe = await startTestStripe()
    const { client, account } = stripe
    const paymentIntent = await sold(stripe, 'bank')
    await account.settle(paymentIntent, 'succeeded')
    const types = ['checkout.session.completed', 'checkout.session.async_payment_succeeded']
    const { data } = await client.events.list({ types })
    expect(data).toMatchObject([
      { type: types[1], data: { object: { payment_status: 'paid' } } },
      { type: types[0], data: { object: { payment_status: 'unpaid' } } },
    ])
    expect((await client.events.list({ created: { gt: Date.now() } })).data).toEqual([])
  })
})

describe('the outbox', () => {
  it('holds every event as a signed request that the client’s own check accepts', async () => {
    const stripe = await startTestStripe()
    const { id } = await sell(stripe)
    await stripe.account.pay(id, 'card')
    const last = (await stripe.account.outbox()).at(-1)
    if (!last) throw new Error('nothing is held')
    expect(last).toMatchObject({
      type: 'checkout.session.completed',
      url: 'http://studio.test/hook',
    })
    const event = await verify(last, SECRET)
    expect(event).toMatchObject({ id: last.id, type: last.type, data: { object: { id } } })
    await expect(verify({ ...last, body: `${last.body} ` }, SECRET)).rejects.toThrow('signature')
  })

  it('signs with another account’s secret, or for a time long ago, when asked to', async () => {
    const stripe = await startTestStripe()
    await stripe.client.customers.create({})
    const [forged] = await stripe.account.outbox({ wrongSecret: true })
    const [stale] = await stripe.account.outbox({ secondsAgo: 301 })
    const [fresh] = await stripe.account.outbox({ secondsAgo: 290 })
    if (!forged || !stale || !fresh) throw new Error('nothing is held')
    await expect(verify(forged, SECRET)).rejects.toThrow('signature')
    await expect(verify(stale, SECRET)).rejects.toThrow('tolerance')
    expect(await verify(fresh, SECRET)).toMatchObject({ type: 'customer.created' })
  })

  it('signs for both secrets while one is being replaced', async () => {
    const stripe = await startTestStripe()
    await stripe.account.settings({ secrets: ['whsec_old', 'whsec_new'] })
    await stripe.client.customers.create({})
    const [event] = await stripe.account.outbox()
    if (!event) throw new Error('nothing is held')
    for (const secret of ['whsec_old', 'whsec_new'])
      expect(await verify(event, secret)).toMatchObject({ id: event.id })
    await expect(verify(event, SECRET)).rejects.toThrow('signature')
  })

  it('no longer has an event that was taken out, which then has no pending webhooks', async () => {
    const stripe = await startTestStripe()
    await stripe.client.customers.create({})
    const [event] = await stripe.account.outbox()
    await stripe.account.takeOut(String(event?.id))
    expect(await stripe.account.outbox()).toEqual([])
    const taken = await stripe.client.events.retrieve(String(event?.id))
    expect(taken.pending_webhooks).toBe(0)
    await expect(stripe.account.takeOut(String(event?.id))).rejects.toThrow('404')
  })
})

describe('a webhook', () => {
  it('is delivered to the endpoint, signed', async () => {
    const receiver = await startReceiver()
    const stripe = await startTestStripe({ hold: false, webhookUrl: receiver.url })
    await stripe.client.customers.create({})
    await expect.poll(() => receiver.deliveries).toHaveLength(1)
    const [delivery] = receiver.deliveries
    if (!delivery) throw new Error('nothing was delivered')
    expect(await verify(delivery, SECRET)).toMatchObject({ type: 'customer.created' })
    await expect.poll(() => stripe.account.outbox()).toEqual([])
  })

  it('is retried, with ever longer pauses, until a 2xx answers it', async () => {
    const receiver = await startReceiver([500, 302])
    const stripe = await startTestStripe({ webhookUrl: receiver.url })
    await stripe.client.customers.create({})
    const fast = speedUpTime()
    await stripe.account.settings({ hold: false })
    await fast.until(() => receiver.deliveries.length === 3)
    const [first, second, third] = receiver.deliveries.map(({ at }) => at)
    expect(Number(second) - Number(first)).toBeGreaterThanOrEqual(1000)
    expect(Number(third) - Number(second)).toBeGreaterThanOrEqual(2000)
    expect(new Set(receiver.deliveries.map(({ body }) => body)).size).toBe(1)
    await fast.pass(120)
    expect(receiver.deliveries).toHaveLength(3)
  })

  it('is retried every minute in the end, and no more after three days', async () => {
    const receiver = await startReceiver(Array.from({ length: 1000 }, () => 503))
    const stripe = await startTestStripe({ webhookUrl: receiver.url })
    await stripe.client.customers.create({})
    const fast = speedUpTime()
    await stripe.account.settings({ hold: false })
    const secondsUntil = async (count: number) => {
      for (; receiver.deliveries.length < count; await setImmediate()) await fast.pass(1)
      const [before, last] = receiver.deliveries.slice(-2).map(({ at }) => at)
      return (Number(last) - Number(before)) / 1000
    }
    expect(await secondsUntil(7)).toBeGreaterThanOrEqual(32)
    for (const count of [8, 9]) {
      const seconds = await secondsUntil(count)
      expect(seconds).toBeGreaterThanOrEqual(60)
      expect(seconds).toBeLessThan(100)
    }
    vi.setSystemTime(Date.now() + 3 * 24 * 60 * 60 * 1000)
    while ((await stripe.account.outbox()).length > 0) await fast.pass(1)
    const { length } = receiver.deliveries
    await fast.pass(300)
    expect(receiver.deliveries).toHaveLength(length)
  })

  it('that is due survives a restart, with everything else', async () => {
    const receiver = await startReceiver()
    const stripe = await startTestStripe({ webhookUrl: receiver.url })
    const paymentIntent = await sold(stripe)
    const once = await stripe.client.customers.create({}, { idempotencyKey: 'kept' })
    const before = await stripe.account.outbox()
    await stripe.restart()
    expect((await stripe.account.outbox()).map(({ body }) => body)).toEqual(
      before.map(({ body }) => body),
    )
    expect(await stripe.client.paymentIntents.retrieve(paymentIntent)).toMatchObject({
      status: 'succeeded',
    })
    const again = await stripe.client.customers.create({}, { idempotencyKey: 'kept' })
    expect(again.id).toBe(once.id)
    await stripe.account.settings({ hold: false })
    await expect.poll(() => receiver.deliveries).toHaveLength(before.length)
  })

  it('belongs to one account', async () => {
    const stripe = await startTestStripe()
    await stripe.client.customers.create({})
    const other = await fetch(`${stripe.url}/__admin/outbox?key=sk_test_local_other`)
    expect(await other.json()).toEqual([])
  })
})

it('expires a session when its time is over, and sends an event', async () => {
  const stripe = await startTestStripe()
  await sell(stripe)
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 24 * 60 * 60 * 1000 + 1000 })
  try {
    await expect
      .poll(() => stripe.account.sessions())
      .toMatchObject([{ status: 'expired', url: null }])
  } finally {
    vi.useRealTimers()
  }
  expect(await stripe.account.outbox()).toMatchObject([{ type: 'checkout.session.expired' }])
})
