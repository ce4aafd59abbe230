import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { PACK, sell, sold, startTestStripe, type TestStripe } from './stripe-harness.ts'

/** A page as a browser without JavaScript has it: its text, and forms to submit. */
async function open(url: string) {
  const answer = await fetch(url)
  const html = await answer.text()
  const forms = [...html.matchAll(/<form[^>]*action="([^"]*)"[^>]*>(.*?)<\/form>/gs)].map(
    ([, action = '', content = '']) => ({
      action,
      fields: [...content.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(readAttributes),
      buttons: [...content.matchAll(/<button([^>]*)>(.*?)<\/button>/gs)].map(
        ([, attributes = '', name = '']) => ({
          ...readAttributes([attributes]),
          label: name.trim(),
        }),
      ),
    }),
  )
  const buttons = forms.flatMap((form) => form.buttons.map(({ label }) => label))

  async function press(label: string, more: Record<string, string> = {}) {
    const form = forms.find((each) => each.buttons.some((button) => button.label === label))
    const button = form?.buttons.find((each) => each.label === label)
    if (!form || !button) throw new Error(`There is no button "${label}" among ${buttons}`)
    const body = new URLSearchParams(more)
    for (const { name, value } of [...form.fields, button]) if (name) body.set(name, value ?? '')
    const target = new URL(form.action, url)
    const pressed = await fetch(target, { method: 'POST', body, redirect: 'manual' })
    expect(pressed.status).toBe(303)
    return new URL(pressed.headers.get('location') ?? '', target).href
  }

  return { status: answer.status, html, buttons, press }
}

function readAttributes([text = '']: Iterable<string> & { 0?: string }) {
  const pairs = [...text.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value])
  // Only the two that forms send are read.
  return Object.fromEntries(pairs) as { name?: string; value?: string }
}

async function openSession(stripe: TestStripe, more: Stripe.Checkout.SessionCreateParams = {}) {
  const session = await sell(stripe, more)
  const read = () => stripe.client.checkout.sessions.retrieve(session.id)
  return { ...session, url: String(session.url), read }
}

describe('the pay page', () => {
  it('shows what is sold, and has a button for each way to go on', async () => {
    const page = await open((await openSession(await startTestStripe())).url)
    expect(page.html).toContain('300 credits')
    expect(page.html).toContain('$29.00')
    expect(page.buttons).toEqual([
      'Apply',
      'Pay $29.00',
      'Pay by bank debit (settles later)',
      'Pay with a declined card',
      'Cancel and go back',
    ])
  })

  it('goes to the success URL once it is paid, and then says that all is done', async () => {
    const stripe = await startTestStripe()
    const session = await openSession(stripe)
    const page = await open(session.url)
    const next = await page.press('Pay $29.00')
    expect(next).toBe(`http://studio.test/credits?sid=${session.id}`)
    expect(await session.read()).toMatchObject({ status: 'complete', payment_status: 'paid' })
    const done = await open(session.url)
    expect(done.html).toContain('This checkout is complete.')
    expect(done.buttons).toEqual([])
    // Another tab that is still open can't pay a second time.
    expect(await page.press('Pay $29.00')).toBe(session.url)
    expect((await stripe.client.charges.list()).data).toHaveLength(1)
  })

  it('stays, with Stripe’s sentence, when the card is declined', async () => {
    const session = await openSession(await startTestStripe())
    const next = await (await open(session.url)).press('Pay with a declined card')
    const again = await open(next)
    expect(again.html).toContain('Your card was declined.')
    expect(again.buttons).toContain('Pay $29.00')
    expect(await session.read()).toMatchObject({ status: 'open', payment_status: 'unpaid' })
  })

  it('continues while the bank is still working on the payment', async () => {
    const session = await openSession(await startTestStripe())
    const next = await (await open(session.url)).press('Pay by bank debit (settles later)')
    expect(next).toBe(`http://studio.test/credits?sid=${session.id}`)
    expect(await session.read()).toMatchObject({ status: 'complete', payment_status: 'unpaid' })
    expect((await open(session.url)).html).toContain('Your bank is working on the payment.')
  })

  it('goes back, with nothing changed, when it is cancelled', async () => {
    const session = await openSession(await startTestStripe())
    const next = await (await open(session.url)).press('Cancel and go back')
    expect(next).toBe(PACK.cancel_url)
    expect(await session.read()).toMatchObject({ status: 'open', payment_intent: null })
  })

  it('takes a promotion code and gives it back', async () => {
    const session = await openSession(await startTestStripe())
    const page = await open(session.url)
    const wrong = await open(await page.press('Apply', { code: 'NOSUCH' }))
    expect(wrong.html).toContain('This code is invalid.')
    const cheaper = await open(await page.press('Apply', { code: 'forge20' }))
    expect(cheaper.buttons).toContain('Pay $23.20')
    const dear = await open(await cheaper.press('Remove code FORGE20'))
    expect(dear.buttons).toContain('Pay $29.00')
    const free = await open(await dear.press('Apply', { code: 'ONTHEHOUSE' }))
    expect(await free.press('Complete order')).toContain(session.id)
    expect(await session.read()).toMatchObject({ payment_status: 'no_payment_required' })
  })

  it('has no field for codes when the session takes none', async () => {
    const stripe = await startTestStripe()
    const session = await openSession(stripe, { allow_promotion_codes: false })
    expect((await open(session.url)).buttons).not.toContain('Apply')
  })

  it('says when it has expired, and when there never was one', async () => {
    const stripe = await startTestStripe()
    const session = await openSession(stripe)
    await stripe.account.expire(session.id)
    const expired = await open(session.url)
    expect(expired.html).toContain('expired')
    expect(expired.buttons).toEqual([])
    expect((await open(`${stripe.url}/c/pay/cs_test_no`)).status).toBe(404)
  })

  it('shows names as text, whatever they contain', async () => {
    const stripe = await startTestStripe()
    const price_data = {
      currency: 'usd',
      unit_amount: 2900,
      product_data: { name: '<b>"credits"</b>' },
    }
    const { url } = await openSession(stripe, { line_items: [{ quantity: 1, price_data }] })
    const { html } = await open(url)
    expect(html).toContain('&lt;b&gt;&quot;credits&quot;')
    expect(html).not.toContain('<b>')
  })
})

describe('the dashboard', () => {
  const dashboardOf = ({ url, key }: TestStripe) => `${url}/dashboard?key=${key}`

  it('is linked from the pay page', async () => {
    const stripe = await startTestStripe()
    const { html } = await open((await openSession(stripe)).url)
    expect(html).toContain(`/dashboard?key=${stripe.key}`)
    expect((await open(dashboardOf(stripe))).html).toContain('Nobody has tried to pay yet.')
  })

  it('settles or fails a bank payment', async () => {
    const stripe = await startTestStripe()
    const paymentIntent = await sold(stripe, 'bank')
    const page = await open(dashboardOf(stripe))
    expect(page.buttons).toEqual(['Settle the bank payment', 'Fail the bank payment'])
    await page.press('Settle the bank payment')
    expect(await stripe.client.paymentIntents.retrieve(paymentIntent)).toMatchObject({
      status: 'succeeded',
    })
    const late = await open(await page.press('Fail the bank payment'))
    expect(late.html).toContain('not processing')
  })

  it('refunds half, then the rest, and lets the last refund fail', async () => {
    const stripe = await startTestStripe()
    await sold(stripe)
    const page = await open(dashboardOf(stripe))
    const half = await open(await page.press('Refund half'))
    expect(half.html).toContain('Refund of $14.50')
    const whole = await open(await half.press('Refund the rest'))
    expect(whole.buttons).not.toContain('Refund half')
    await whole.press('Fail the last refund')
    const [charge] = (await stripe.client.charges.list()).data
    expect(charge).toMatchObject({ amount_refunded: 1450 })
  })

  it.each([
    ['Open a dispute', 'Win the dispute', 'won'],
    ['Open a dispute', 'Lose the dispute', 'lost'],
    ['Open an inquiry', 'Close the inquiry', 'warning_closed'],
  ])('%s, then %s', async (opening, closing, status) => {
    const stripe = await startTestStripe()
    await sold(stripe)
    const opened = await open(await (await open(dashboardOf(stripe))).press(opening))
    await opened.press(closing)
    expect((await stripe.client.disputes.list()).data).toMatchObject([{ status }])
  })
})

describe('the billing portal', () => {
  it('lists the customer’s payments with receipts, and leads back', async () => {
    const stripe = await startTestStripe()
    const session = await sell(stripe, { customer_creation: 'always' })
    const { customer } = await stripe.account.pay(session.id, 'card')
    await sold(stripe)
    const portal = await stripe.client.billingPortal.sessions.create({
      customer: String(customer),
      return_url: 'http://studio.test/credits',
    })
    const { html } = await open(portal.url)
    expect(html).toContain('href="http://studio.test/credits"')
    const receipts = [...html.matchAll(/href="([^"]*\/receipts\/[^"]*)"/g)].map(([, url]) => url)
    expect(receipts).toHaveLength(1)
    expect((await open(String(receipts[0]))).html).toContain('$29.00')
    expect((await open(`${stripe.url}/receipts/ch_no`)).status).toBe(404)
    expect((await open(`${stripe.url}/p/session/bps_no`)).status).toBe(404)
  })
})
