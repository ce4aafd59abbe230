import { randomUUID } from 'node:crypto'
import Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import {
  clientFor,
  failureOf,
  PACK,
  sell,
  sold,
  startTestStripe,
  type TestStripe,
} from './stripe-harness.ts'

/** A request that the client's types would not let through. */
async function post({ url, key }: TestStripe, path: string, form: string) {
  const answer = await fetch(`${url}/v1/${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: form,
  })
  // Stripe's body of a refusal; every caller expects one.
  const { error } = (await answer.json()) as { error: Record<string, string> }
  return { status: answer.status, error }
}

const countOf = async ({ account }: TestStripe) => (await account.sessions()).length

describe('a refusal', () => {
  it('of a key names it only in part', async () => {
    const stripe = await startTestStripe()
    const stranger = clientFor(stripe.url, 'sk_test_of_someone_else')
    const refused = await failureOf(stranger.checkout.sessions.list())
    expect(refused).toBeInstanceOf(Stripe.errors.StripeAuthenticationError)
    expect(refused.message).toMatch(/^Invalid API Key provided: sk_test_\*+else$/)
    expect((await fetch(`${stripe.url}/v1/events`)).status).toBe(401)
  })

  it('names the parameter that is unknown, missing, empty or no number', async () => {
    const stripe = await startTestStripe()
    const item = 'line_items[0]'
    const sound = `${item}[quantity]=1&${item}[price]=price_1`
    const cases = [
      ['mode=payment&sucess_url=x', 'parameter_unknown', 'sucess_url'],
      ['mode=payment&success_url=x', 'parameter_missing', 'line_items'],
      [
        `mode=payment&success_url=x&${item}[quantity]=two`,
        'parameter_invalid_integer',
        `${item}[quantity]`,
      ],
      [
        `mode=payment&success_url=x&${item}[qty]=1&${item}[quantity]=1`,
        'parameter_unknown',
        `${item}[qty]`,
      ],
      [
        `mode=payment&success_url=x&${item}[quantity]=1&${item}[price_data][currency]=usd`,
        'parameter_missing',
        `${item}[price_data][unit_amount]`,
      ],
      [`mode=payment&success_url=&${sound}`, 'parameter_invalid_empty', 'success_url'],
      [`mode=subscription&success_url=x&${sound}`, undefined, 'mode'],
    ] as const
    for (const [form, code, param] of cases) {
      const { status, error } = await post(stripe, 'checkout/sessions', form)
      expect([status, error.type, error.code, error.param], form).toEqual([
        400,
        'invalid_request_error',
        code,
        param,
      ])
    }
  })

  it('of a price says what is wrong with it', async () => {
    const stripe = await startTestStripe()
    const price_data = { currency: 'usd', unit_amount: 2900 }
    expect(
      await failureOf(sell(stripe, { line_items: [{ quantity: 1, price_data }] })),
    ).toMatchObject({ param: 'line_items[0][price_data]' })
    expect(
      await failureOf(sell(stripe, { line_items: [{ quantity: 1, price: 'price_no' }] })),
    ).toMatchObject({ code: 'resource_missing', param: 'line_items[0][price]' })
    const cheap = { ...price_data, unit_amount: 49, product_data: { name: 'A crumb' } }
    expect(
      await failureOf(sell(stripe, { line_items: [{ quantity: 1, price_data: cheap }] })),
    ).toMatchObject({ code: 'amount_too_small' })
  })

  it('of a customer who doesn’t exist, or is named twice, makes no session', async () => {
    const stripe = await startTestStripe()
    const { customer_email: _, ...pack } = PACK
    const { sessions } = stripe.client.checkout
    expect(await failureOf(sessions.create({ ...pack, customer: 'cus_no' }))).toMatchObject({
      code: 'resource_missing',
      param: 'customer',
    })
    const { id } = await stripe.client.customers.create({ email: 'ada@example.com' })
    expect(await failureOf(sell(stripe, { customer: id }))).toMatchObject({
      param: 'customer_email',
    })
    expect(await countOf(stripe)).toBe(0)
  })

  it('of an id, a field to expand or a URL that doesn’t exist is an error body', async () => {
    const stripe = await startTestStripe()
    const { client } = stripe
    expect(await failureOf(client.checkout.sessions.retrieve('cs_test_no'))).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
      message: "No such checkout.session: 'cs_test_no'",
      doc_url: 'https://stripe.com/docs/error-codes/resource-missing',
    })
    const { id } = await sell(stripe)
    expect(
      await failureOf(client.checkout.sessions.retrieve(id, { expand: ['latest_charge'] })),
    ).toMatchObject({ statusCode: 400, param: 'expand' })
    expect(await failureOf(client.subscriptions.list())).toMatchObject({
      statusCode: 404,
      message: expect.stringContaining('Unrecognized request URL (GET: /v1/subscriptions)'),
    })
  })

  it('carries a request id, like every answer', async () => {
    const stripe = await startTestStripe()
    const session = await sell(stripe)
    expect(session.lastResponse.requestId).toMatch(/^req_/)
    const refused = await failureOf(stripe.client.checkout.sessions.retrieve('cs_test_no'))
    expect(refused.requestId).toMatch(/^req_/)
  })
})

describe('an idempotency key', () => {
  it('answers the same request with the same body, and says that it is a repeat', async () => {
    const stripe = await startTestStripe()
    const idempotencyKey = randomUUID()
    const once = await stripe.client.checkout.sessions.create(PACK, { idempotencyKey })
    await stripe.account.pay(once.id, 'card')
    const again = await stripe.client.checkout.sessions.create(PACK, { idempotencyKey })
    expect(once.lastResponse.headers).not.toHaveProperty('idempotent-replayed')
    expect(again.lastResponse.headers['idempotent-replayed']).toBe('true')
    expect({ ...again, lastResponse: null }).toEqual({ ...once, lastResponse: null })
    expect(await countOf(stripe)).toBe(1)
  })

  it('refuses other parameters, and other paths', async () => {
    const stripe = await startTestStripe()
    const idempotencyKey = randomUUID()
    await stripe.client.checkout.sessions.create(PACK, { idempotencyKey })
    const other = { ...PACK, client_reference_id: 'usr_2' }
    const refused = await failureOf(
      stripe.client.checkout.sessions.create(other, { idempotencyKey }),
    )
    expect(refused).toBeInstanceOf(Stripe.errors.StripeIdempotencyError)
    expect(refused.statusCode).toBe(400)
    await failureOf(stripe.client.customers.create({}, { idempotencyKey }))
    expect(await countOf(stripe)).toBe(1)
  })

  it('keeps a refusal from executing, but not one of the parameters', async () => {
    const stripe = await startTestStripe()
    const paymentIntent = await sold(stripe)
    const refund = (amount: number, idempotencyKey: string) =>
      stripe.client.refunds.create({ payment_intent: paymentIntent, amount }, { idempotencyKey })
    await failureOf(refund(5000, 'executed'))
    const again = await failureOf(refund(5000, 'executed'))
    expect(again.headers?.['idempotent-replayed']).toBe('true')
    await failureOf(refund(0, 'not executed'))
    expect(await refund(100, 'not executed')).toMatchObject({ amount: 100 })
  })

  it('is in use while its first request runs', async () => {
    const stripe = await startTestStripe()
    await stripe.account.fault('slow', { ms: 300 })
    const idempotencyKey = randomUUID()
    const create = () => stripe.client.checkout.sessions.create(PACK, { idempotencyKey })
    const first = create()
    await expect
      .poll(() => stripe.account.counters())
      .toMatchObject({ 'POST /v1/checkout/sessions': 1 })
    expect(await failureOf(create())).toMatchObject({
      statusCode: 409,
      code: 'idempotency_key_in_use',
    })
    expect((await create().catch(() => first)).id).toBe((await first).id)
    expect(await countOf(stripe)).toBe(1)
  })

  it('belongs to one account', async () => {
    const stripe = await startTestStripe()
    const other = clientFor(stripe.url, `sk_test_local_${randomUUID()}`)
    const idempotencyKey = randomUUID()
    const mine = await stripe.client.checkout.sessions.create(PACK, { idempotencyKey })
    const theirs = await other.checkout.sessions.create(PACK, { idempotencyKey })
    expect(theirs.id).not.toBe(mine.id)
    await failureOf(other.checkout.sessions.retrieve(mine.id))
  })
})

describe('a fault', () => {
  it('that cuts the line before executing leaves nothing behind', async () => {
    const stripe = await startTestStripe()
    // Whatever its settings, the client tries again once after a closed connection.
    await stripe.account.fault('down', { times: 2 })
    expect(await failureOf(sell(stripe))).toBeInstanceOf(Stripe.errors.StripeConnectionError)
    expect(await countOf(stripe)).toBe(0)
  })

  it('that loses the answer keeps it for a retry with the same key', async () => {
    const stripe = await startTestStripe()
    await stripe.account.fault('answer_lost')
    const retrying = clientFor(stripe.url, stripe.key, 1)
    const session = await retrying.checkout.sessions.create(PACK)
    expect(session.lastResponse.headers['idempotent-replayed']).toBe('true')
    expect(await countOf(stripe)).toBe(1)
  })

  it('that answers 500 has executed, and keeps the 500 for the key', async () => {
    const stripe = await startTestStripe()
    await stripe.account.fault('error_500')
    const create = (idempotencyKey: string) =>
      stripe.client.checkout.sessions.create(PACK, { idempotencyKey })
    expect(await failureOf(create('a'))).toMatchObject({ statusCode: 500, rawType: 'api_error' })
    expect(await failureOf(create('a'))).toMatchObject({ statusCode: 500 })
    expect(await countOf(stripe)).toBe(1)
    await create('b')
    expect(await countOf(stripe)).toBe(2)
  })

  it.each([
    ['rate_limited', {}, { statusCode: 429, code: 'rate_limit' }],
    ['conflict', {}, { statusCode: 409, code: 'idempotency_key_in_use' }],
    ['http_error', {}, { statusCode: 503, rawType: 'api_error' }],
    [
      'http_error',
      { status: 402, type: 'card_error', code: 'card_declined' },
      { statusCode: 402, rawType: 'card_error', code: 'card_declined' },
    ],
  ])('of kind %s (%o) refuses without executing or keeping', async (kind, more, refusal) => {
    const stripe = await startTestStripe()
    await stripe.account.fault(kind, more)
    const idempotencyKey = randomUUID()
    const create = () => stripe.client.checkout.sessions.create(PACK, { idempotencyKey })
    expect(await failureOf(create())).toMatchObject(refusal)
    expect(await countOf(stripe)).toBe(0)
    expect(await create()).toMatchObject({ status: 'open' })
  })

  it('fires as often as it says, and only where its path matches', async () => {
    const stripe = await startTestStripe()
    await stripe.account.fault('http_error', { match: '/v1/refunds', times: 2 })
    await stripe.account.fault('rate_limited', { match: '/v1/customers' })
    expect(await sell(stripe)).toMatchObject({ status: 'open' })
    const statuses = []
    for (let count = 0; count < 3; count += 1)
      statuses.push((await failureOf(stripe.client.refunds.create({}))).statusCode)
    expect(statuses).toEqual([503, 503, 400])
    await stripe.account.healFaults()
    expect(await stripe.client.customers.create({})).toMatchObject({ object: 'customer' })
  })
})

it('counts requests by method and path, refused ones included', async () => {
  const stripe = await startTestStripe()
  await stripe.account.fault('rate_limited')
  await failureOf(sell(stripe))
  const { id } = await sell(stripe)
  await stripe.client.checkout.sessions.retrieve(id)
  await stripe.client.checkout.sessions.expire(id)
  const counted = await stripe.account.counters()
  expect(Object.entries(counted).filter(([, count]) => count > 0)).toEqual([
    ['POST /v1/checkout/sessions', 2],
    ['GET /v1/checkout/sessions/:id', 1],
    ['POST /v1/checkout/sessions/:id/expire', 1],
  ])
  await stripe.account.resetCounters()
  expect(new Set(Object.values(await stripe.account.counters()))).toEqual(new Set([0]))
})
