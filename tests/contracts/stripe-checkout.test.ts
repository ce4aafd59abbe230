import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import {
  eventTypes,
  failureOf,
  newestObject,
  PACK,
  sell,
  sold,
  startTestStripe,
} from './stripe-harness.ts'

const in30Minutes = () => Math.floor(Date.now() / 1000) + 30 * 60

describe('a Checkout Session', () => {
  it('is open, unpaid and without a PaymentIntent when it is made, and can be read back', async () => {
    const stripe = await startTestStripe()
    const session = await sell(stripe)
    expect(session).toMatchObject({
      object: 'checkout.session',
      mode: 'payment',
      status: 'open',
      payment_status: 'unpaid',
      amount_subtotal: 2900,
      amount_total: 2900,
      currency: 'usd',
      client_reference_id: 'usr_1',
      customer: null,
      customer_email: 'ada@example.com',
      metadata: { pack: 'small' },
      payment_intent: null,
      invoice: null,
      livemode: false,
    })
    expect(session.id).toMatch(/^cs_test_/)
    expect(session.expires_at - session.created).toBe(24 * 60 * 60)
    expect((await fetch(String(session.url))).status).toBe(200)
    const { lastResponse: _, ...made } = session
    expect(await stripe.client.checkout.sessions.retrieve(session.id)).toMatchObject(made)
  })

  it('shows line items, PaymentIntent and charge as objects when asked to', async () => {
    const stripe = await startTestStripe()
    const { id } = await sell(stripe)
    await stripe.account.pay(id, 'card')
    const expand = ['payment_intent.latest_charge', 'line_items']
    const session = await stripe.client.checkout.sessions.retrieve(id, { expand })
    expect(session).toMatchObject({
      payment_intent: { status: 'succeeded', latest_charge: { amount: 2900, status: 'succeeded' } },
      line_items: { data: [{ description: '300 credits', quantity: 1, amount_total: 2900 }] },
    })
    const listed = await stripe.client.checkout.sessions.listLineItems(id)
    expect(listed.data).toEqual(session.line_items?.data)
  })

  it('can sell stored prices of stored products', async () => {
    const stripe = await startTestStripe()
    const product = await stripe.client.products.create({ name: '700 credits' })
    const price = { product: product.id, currency: 'usd', unit_amount: 5900 }
    const { id } = await stripe.client.prices.create(price)
    const session = await sell(stripe, { line_items: [{ price: id, quantity: 2 }] })
    expect(session.amount_total).toBe(11_800)
  })

  it('makes a customer when paid for only if one was asked for', async () => {
    const stripe = await startTestStripe()
    const guest = await stripe.account.pay((await sell(stripe)).id, 'card')
    const { id } = await sell(stripe, { customer_creation: 'always' })
    const known = await stripe.account.pay(id, 'card')
    expect(guest.customer).toBeNull()
    const customer = await stripe.client.customers.retrieve(String(known.customer))
    expect(customer).toMatchObject({ email: 'ada@example.com' })
  })

  it('belongs to a customer that it was made for', async () => {
    const stripe = await startTestStripe()
    const customer = await stripe.client.customers.create({
      email: 'bo@example.com',
      metadata: { user: 'usr_2' },
    })
    const { customer_email: _, ...pack } = PACK
    const session = await stripe.client.checkout.sessions.create({ ...pack, customer: customer.id })
    const paid = await stripe.account.pay(session.id, 'card')
    expect(paid).toMatchObject({
      customer: customer.id,
      customer_details: { email: 'bo@example.com' },
    })
  })

  it('gets an invoice when paid if one was asked for', async () => {
    const stripe = await startTestStripe()
    const { id } = await sell(stripe, { invoice_creation: { enabled: true } })
    expect(await stripe.account.pay(id, 'card')).toMatchObject({
      invoice: expect.stringMatching(/^in_/),
    })
  })

  it('is listed, newest first, by page, status, time, customer and PaymentIntent', async () => {
    const stripe = await startTestStripe()
    const { sessions } = stripe.client.checkout
    const [first, second, third] = [await sell(stripe), await sell(stripe), await sell(stripe)]
    const { payment_intent: paymentIntent } = await stripe.account.pay(second.id, 'card')
    const idsOf = async (params: Stripe.Checkout.SessionListParams) => {
      const { data, has_more } = await sessions.list(params)
      return [...data.map(({ id }) => id), has_more]
    }
    expect(await idsOf({ limit: 2 })).toEqual([third.id, second.id, true])
    expect(await idsOf({ limit: 2, starting_after: second.id })).toEqual([first.id, false])
    expect(await idsOf({ status: 'open' })).toEqual([third.id, first.id, false])
    expect(await idsOf({ payment_intent: String(paymentIntent) })).toEqual([second.id, false])
    expect(await idsOf({ created: { gte: first.created } })).toHaveLength(4)
    expect(await idsOf({ created: { gt: Date.now() } })).toEqual([false])
    expect(await idsOf({ customer: 'cus_nobody' })).toEqual([false])
    const all: string[] = []
    for await (const { id } of sessions.list({ limit: 1 })) all.push(id)
    expect(all).toEqual([third.id, second.id, first.id])
  })

  it('can be expired while it is open, and not afterwards', async () => {
    const stripe = await startTestStripe()
    const { id } = await sell(stripe)
    const expired = await stripe.client.checkout.sessions.expire(id)
    expect(expired).toMatchObject({ status: 'expired', payment_status: 'unpaid', url: null })
    expect(await eventTypes(stripe)).toEqual(['checkout.session.expired'])
    const refused = await failureOf(stripe.client.checkout.sessions.expire(id))
    expect(refused.message).toContain('Only Checkout Sessions with a status in ["open"]')
    await expect(stripe.account.pay(id, 'card')).rejects.toThrow('expired')
  })

  it('lives from 30 minutes to 24 hours', async () => {
    const stripe = await startTestStripe()
    const [soon, ok, late] = [in30Minutes() - 60, in30Minutes() + 60, in30Minutes() + 24 * 60 * 60]
    expect(await sell(stripe, { expires_at: ok })).toMatchObject({ expires_at: ok })
    for (const expires_at of [soon, late])
      expect(await failureOf(sell(stripe, { expires_at }))).toMatchObject({ param: 'expires_at' })
  })
})

describe('paying', () => {
  it('by card completes the session and sends Stripe’s events', async () => {
    const stripe = await startTestStripe()
    const { id } = await sell(stripe)
    const paid = await stripe.account.pay(id, 'card')
    expect(paid).toMatchObject({ status: 'complete', payment_status: 'paid', url: null })
    expect(await eventTypes(stripe)).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'charge.updated',
      'checkout.session.completed',
    ])
    expect(await newestObject(stripe, 'checkout.session.completed')).toEqual(paid)
    await expect(stripe.account.pay(id, 'card')).rejects.toThrow('complete')
  })

  it('copies the PaymentIntent’s metadata to the charge, and the session’s to nothing', async () => {
    const stripe = await startTestStripe()
    const paymentIntent = await stripe.client.paymentIntents.retrieve(await sold(stripe), {
      expand: ['latest_charge'],
    })
    expect(paymentIntent).toMatchObject({
      amount_received: 2900,
      metadata: { purchase: 'pur_1' },
      latest_charge: { metadata: { purchase: 'pur_1' } },
    })
    expect(paymentIntent.metadata).not.toHaveProperty('pack')
    const { data } = await stripe.client.charges.list({ payment_intent: paymentIntent.id })
    expect(data).toHaveLength(1)
    const charge = await stripe.client.charges.retrieve(String(data[0]?.id))
    expect(charge).toMatchObject({
      amount: 2900,
      amount_captured: 2900,
      amount_refunded: 0,
      refunded: false,
      disputed: false,
      payment_intent: paymentIntent.id,
    })
    expect((await fetch(String(charge.receipt_url))).status).toBe(200)
  })

  it('with a declined card leaves the session open, and the next try uses the same PaymentIntent', async () => {
    const stripe = await startTestStripe()
    const { id } = await sell(stripe)
    const declined = await stripe.account.pay(id, 'declined')
    expect(declined).toMatchObject({ status: 'open', payment_status: 'unpaid' })
    expect(await eventTypes(stripe)).toEqual([
      'payment_intent.created',
      'charge.failed',
      'payment_intent.payment_failed',
    ])
    const { payment_intent: paymentIntent } = declined
    expect(await stripe.client.paymentIntents.retrieve(String(paymentIntent))).toMatchObject({
      status: 'requires_payment_method',
      amount_received: 0,
      last_payment_error: { code: 'card_declined', message: 'Your card was declined.' },
    })
    const paid = await stripe.account.pay(id, 'card')
    expect(paid).toMatchObject({ payment_status: 'paid', payment_intent: paymentIntent })
  })

  it('by bank completes the session unpaid, until the bank has settled', async () => {
    const stripe = await startTestStripe()
    const { id } = await sell(stripe)
    const waiting = await stripe.account.pay(id, 'bank')
    expect(waiting).toMatchObject({ status: 'complete', payment_status: 'unpaid' })
    const paymentIntent = String(waiting.payment_intent)
    expect(await stripe.client.paymentIntents.retrieve(paymentIntent)).toMatchObject({
      status: 'processing',
    })
    await stripe.account.settle(paymentIntent, 'succeeded')
    expect(await stripe.client.checkout.sessions.retrieve(id)).toMatchObject({
      payment_status: 'paid',
    })
    expect(await eventTypes(stripe)).toEqual([
      'payment_intent.created',
      'charge.pending',
      'payment_intent.processing',
      'checkout.session.completed',
      'charge.succeeded',
      'payment_intent.succeeded',
      'charge.updated',
      'checkout.session.async_payment_succeeded',
    ])
    await expect(stripe.account.settle(paymentIntent, 'failed')).rejects.toThrow('succeeded')
  })

  it('by bank can fail days later', async () => {
    const stripe = await startTestStripe()
    const paymentIntent = await sold(stripe, 'bank')
    await stripe.account.settle(paymentIntent, 'failed')
    expect((await eventTypes(stripe)).slice(-3)).toEqual([
      'charge.failed',
      'payment_intent.payment_failed',
      'checkout.session.async_payment_failed',
    ])
    expect(await newestObject(stripe, 'checkout.session.async_payment_failed')).toMatchObject({
      status: 'complete',
      payment_status: 'unpaid',
      payment_intent: paymentIntent,
    })
  })
})

describe('promotion codes', () => {
  it('are two in a new account: a discount, and one that takes everything off', async () => {
    const stripe = await startTestStripe()
    const { data } = await stripe.client.promotionCodes.list({
      active: true,
      expand: ['data.promotion.coupon'],
    })
    expect(data).toMatchObject([
      { code: 'ONTHEHOUSE', promotion: { coupon: { percent_off: 100 } } },
      { code: 'FORGE20', promotion: { coupon: { percent_off: 20 } } },
    ])
  })

  it('reduce the price', async () => {
    const stripe = await startTestStripe()
    const { id } = await sell(stripe)
    expect(await stripe.account.pay(id, 'card', 'FORGE20')).toMatchObject({
      payment_status: 'paid',
      amount_subtotal: 2900,
      amount_total: 2320,
      total_details: { amount_discount: 580 },
    })
    const [code] = (await stripe.client.promotionCodes.list({ code: 'FORGE20' })).data
    expect(code?.times_redeemed).toBe(1)
  })

  it('that take everything off leave no payment to be made', async () => {
    const stripe = await startTestStripe()
    const { id } = await sell(stripe)
    await expect(stripe.account.pay(id, 'free')).rejects.toThrow('not free')
    expect(await stripe.account.pay(id, 'free', 'ONTHEHOUSE')).toMatchObject({
      status: 'complete',
      payment_status: 'no_payment_required',
      amount_total: 0,
      payment_intent: null,
    })
    expect(await eventTypes(stripe)).toEqual(['checkout.session.completed'])
  })

  it('can be made for a fixed amount, and used as often as they say', async () => {
    const stripe = await startTestStripe()
    const { client, account } = stripe
    const coupon = await client.coupons.create({ amount_off: 1000, currency: 'usd' })
    const promotion = { type: 'coupon' as const, coupon: coupon.id }
    await client.promotionCodes.create({ promotion, code: 'TENOFF', max_redemptions: 1 })
    const [first, second] = [await sell(stripe), await sell(stripe)]
    expect(await account.pay(first.id, 'card', 'tenoff')).toMatchObject({ amount_total: 1900 })
    await expect(account.pay(second.id, 'card', 'tenoff')).rejects.toThrow('invalid')
    await expect(account.pay(second.id, 'card', 'NOSUCH')).rejects.toThrow('invalid')
    const { id } = await sell(stripe, { allow_promotion_codes: false })
    await expect(account.pay(id, 'card', 'FORGE20')).rejects.toThrow('invalid')
  })
})
