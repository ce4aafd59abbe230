import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { eventTypes, failureOf, newestObject, sold, startTestStripe } from './stripe-harness.ts'

const chargeOf = async (client: Stripe, paymentIntent: string) => {
  const [charge] = (await client.charges.list({ payment_intent: paymentIntent })).data
  if (!charge) throw new Error(`${paymentIntent} has no charge`)
  return charge
}

describe('a refund', () => {
  it('gives back a part, then the rest, and the charge adds up', async () => {
    const stripe = await startTestStripe()
    const { client } = stripe
    const paymentIntent = await sold(stripe)
    const part = await client.refunds.create({
      payment_intent: paymentIntent,
      amount: 900,
      reason: 'requested_by_customer',
      metadata: { why: 'a gift' },
    })
    expect(part).toMatchObject({
      amount: 900,
      status: 'succeeded',
      payment_intent: paymentIntent,
      reason: 'requested_by_customer',
      metadata: { why: 'a gift' },
    })
    expect(await chargeOf(client, paymentIntent)).toMatchObject({
      amount_refunded: 900,
      refunded: false,
    })
    const rest = await client.refunds.create({ payment_intent: paymentIntent })
    expect(rest.amount).toBe(2000)
    const charge = await chargeOf(client, paymentIntent)
    expect(charge).toMatchObject({ amount: 2900, amount_refunded: 2900, refunded: true })
    const listed = await client.refunds.list({ payment_intent: paymentIntent })
    expect(listed.data.map(({ id }) => id)).toEqual([rest.id, part.id])
    expect((await client.refunds.list({ charge: charge.id })).data).toEqual(listed.data)
    expect(await client.refunds.retrieve(part.id)).toMatchObject({ id: part.id, amount: 900 })
  })

  it('sends four events, the charge’s with what changed', async () => {
    const stripe = await startTestStripe()
    const paymentIntent = await sold(stripe)
    await stripe.client.refunds.create({ payment_intent: paymentIntent, amount: 900 })
    const types = ['refund.created', 'charge.refunded', 'refund.updated', 'charge.refund.updated']
    expect((await eventTypes(stripe)).slice(-4)).toEqual(types)
    const event = (await stripe.account.outbox()).find(({ type }) => type === 'charge.refunded')
    expect(JSON.parse(String(event?.body)).data).toMatchObject({
      object: { object: 'charge', amount_refunded: 900 },
      previous_attributes: { amount_refunded: 0 },
    })
  })

  it('never exceeds what was paid, nor gives a charge back twice', async () => {
    const stripe = await startTestStripe()
    const paymentIntent = await sold(stripe)
    const refund = (amount?: number) =>
      stripe.client.refunds.create({
        payment_intent: paymentIntent,
        ...(amount === undefined ? {} : { amount }),
      })
    await refund(900)
    expect(await failureOf(refund(2001))).toMatchObject({
      statusCode: 400,
      param: 'amount',
      message: 'Refund amount ($20.01) is greater than unrefunded amount on charge ($20.00)',
    })
    await refund()
    expect(await failureOf(refund(1))).toMatchObject({ code: 'charge_already_refunded' })
  })

  it('can’t be made of what has not been paid', async () => {
    const stripe = await startTestStripe()
    const { client } = stripe
    const waiting = await sold(stripe, 'bank')
    expect(await failureOf(client.refunds.create({ payment_intent: waiting }))).toMatchObject({
      message: `This PaymentIntent (${waiting}) does not have a successful charge to refund.`,
    })
    expect(await failureOf(client.refunds.create({ payment_intent: 'pi_no' }))).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
    })
    expect(await failureOf(client.refunds.create({}))).toMatchObject({ statusCode: 400 })
  })

  it('can fail later, and the charge subtracts it again', async () => {
    const stripe = await startTestStripe()
    const paymentIntent = await sold(stripe)
    const { id } = await stripe.account.refund(paymentIntent)
    const failed = await stripe.account.failRefund(id)
    expect(failed).toMatchObject({ status: 'failed', failure_reason: expect.any(String) })
    expect(await chargeOf(stripe.client, paymentIntent)).toMatchObject({
      amount_refunded: 0,
      refunded: false,
    })
    const types = ['refund.updated', 'refund.failed', 'charge.refund.updated']
    expect((await eventTypes(stripe)).slice(-3)).toEqual(types)
    await expect(stripe.account.failRefund(id)).rejects.toThrow('failed')
  })
})

describe('a dispute', () => {
  it('takes the money when it is opened, and gives it back when it is won', async () => {
    const stripe = await startTestStripe()
    const paymentIntent = await sold(stripe)
    const opened = await stripe.account.dispute(paymentIntent, 'open')
    expect(opened).toMatchObject({ amount: 2900, status: 'needs_response' })
    expect(await chargeOf(stripe.client, paymentIntent)).toMatchObject({ disputed: true })
    await stripe.account.dispute(paymentIntent, 'win')
    expect((await eventTypes(stripe)).slice(-4)).toEqual([
      'charge.dispute.created',
      'charge.dispute.funds_withdrawn',
      'charge.dispute.funds_reinstated',
      'charge.dispute.closed',
    ])
    const dispute = await stripe.client.disputes.retrieve(opened.id)
    expect(dispute).toMatchObject({
      status: 'won',
      payment_intent: paymentIntent,
      balance_transactions: [{ amount: -2900 }, { amount: 2900 }],
    })
    expect(await newestObject(stripe, 'charge.dispute.closed')).toMatchObject({ status: 'won' })
  })

  it('keeps the money when it is lost', async () => {
    const stripe = await startTestStripe()
    const paymentIntent = await sold(stripe)
    const { id } = await stripe.account.dispute(paymentIntent, 'open', 1000)
    await stripe.account.dispute(paymentIntent, 'lose')
    expect(await stripe.client.disputes.retrieve(id)).toMatchObject({
      amount: 1000,
      status: 'lost',
      balance_transactions: [{ amount: -1000 }],
    })
    expect((await eventTypes(stripe)).slice(-3)).toEqual([
      'charge.dispute.created',
      'charge.dispute.funds_withdrawn',
      'charge.dispute.closed',
    ])
  })

  it('prevents a refund until it is won', async () => {
    const stripe = await startTestStripe()
    const paymentIntent = await sold(stripe)
    const refund = () => stripe.client.refunds.create({ payment_intent: paymentIntent })
    await stripe.account.dispute(paymentIntent, 'open')
    expect(await failureOf(refund())).toMatchObject({ code: 'charge_disputed' })
    await stripe.account.dispute(paymentIntent, 'win')
    expect(await refund()).toMatchObject({ amount: 2900 })
  })

  it('can begin as an inquiry, which moves no money and may just end', async () => {
    const stripe = await startTestStripe()
    const paymentIntent = await sold(stripe)
    const inquiry = await stripe.account.dispute(paymentIntent, 'inquire')
    expect(inquiry).toMatchObject({ status: 'warning_needs_response', balance_transactions: [] })
    await expect(stripe.account.dispute(paymentIntent, 'win')).rejects.toThrow('needs_response')
    await stripe.account.dispute(paymentIntent, 'close')
    expect((await eventTypes(stripe)).slice(-2)).toEqual([
      'charge.dispute.created',
      'charge.dispute.closed',
    ])
    expect(await stripe.client.disputes.retrieve(inquiry.id)).toMatchObject({
      status: 'warning_closed',
    })
  })

  it('can grow out of an inquiry', async () => {
    const stripe = await startTestStripe()
    const paymentIntent = await sold(stripe)
    const inquiry = await stripe.account.dispute(paymentIntent, 'inquire')
    const dispute = await stripe.account.dispute(paymentIntent, 'open')
    expect(dispute).toMatchObject({ id: inquiry.id, status: 'needs_response' })
    expect((await eventTypes(stripe)).slice(-2)).toEqual([
      'charge.dispute.updated',
      'charge.dispute.funds_withdrawn',
    ])
    await expect(stripe.account.dispute(paymentIntent, 'open')).rejects.toThrow('already')
  })

  it('is listed by PaymentIntent and by charge', async () => {
    const stripe = await startTestStripe()
    const [first, second] = [await sold(stripe), await sold(stripe)]
    const { id } = await stripe.account.dispute(first, 'open')
    const listed = async (params: Stripe.DisputeListParams) =>
      (await stripe.client.disputes.list(params)).data.map((dispute) => dispute.id)
    const charge = await chargeOf(stripe.client, first)
    expect(await listed({ payment_intent: first })).toEqual([id])
    expect(await listed({ charge: charge.id })).toEqual([id])
    expect(await listed({ payment_intent: second })).toEqual([])
  })
})
