import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Stripe from 'stripe'
import { expect, onTestFinished } from 'vitest'
import { startStripe } from '../../stand-ins/stripe/stripe-server.ts'
import { openStripeAccount } from '../harness/stripe-account.ts'

export const SECRET = 'whsec_contract'

export type TestStripe = Awaited<ReturnType<typeof startTestStripe>>

/** Starts a stand-in on an empty folder, with a real client and an account of its own; both end with the test. */
export async function startTestStripe({
  hold = true,
  webhookUrl = 'http://studio.test/hook',
} = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'stripe-test-'))
  const webhookEndpoint = { url: webhookUrl, secrets: [SECRET], hold }
  let server = await startStripe({ folder, webhookEndpoint })
  onTestFinished(async () => {
    await server.close()
    rmSync(folder, { recursive: true })
  })
  const key = `sk_test_local_${randomUUID()}`
  return {
    get url() {
      return server.url
    },
    key,
    get client() {
      return clientFor(server.url, key)
    },
    get account() {
      return openStripeAccount(server.url, key)
    },
    /** Stops it and starts it again on the same folder, at another port. */
    async restart() {
      await server.close()
      server = await startStripe({ folder, webhookEndpoint })
    },
  }
}

/** The unmodified client, without retries by default. */
export function clientFor(url: string, key: string, maxNetworkRetries = 0): Stripe {
  const { hostname, port } = new URL(url)
  return new Stripe(key, {
    host: hostname,
    port: Number(port),
    protocol: 'http',
    maxNetworkRetries,
    telemetry: false,
  })
}

export const PACK = {
  mode: 'payment',
  client_reference_id: 'usr_1',
  customer_email: 'ada@example.com',
  metadata: { pack: 'small' },
  payment_intent_data: { metadata: { purchase: 'pur_1' } },
  line_items: [
    {
      quantity: 1,
      price_data: { currency: 'usd', unit_amount: 2900, product_data: { name: '300 credits' } },
    },
  ],
  allow_promotion_codes: true,
  success_url: 'http://studio.test/credits?sid={CHECKOUT_SESSION_ID}',
  cancel_url: 'http://studio.test/pricing',
} satisfies Stripe.Checkout.SessionCreateParams

/** A session for the small pack, $29.00. */
export function sell(
  { client }: Pick<TestStripe, 'client'>,
  more: Stripe.Checkout.SessionCreateParams = {},
) {
  return client.checkout.sessions.create({ ...PACK, ...more })
}

/** A paid session's PaymentIntent. */
export async function sold(stripe: TestStripe, how: 'card' | 'bank' = 'card'): Promise<string> {
  const { payment_intent } = await stripe.account.pay((await sell(stripe)).id, how)
  if (payment_intent === null) throw new Error('nothing was paid')
  return payment_intent
}

/** The types of all events, oldest first. */
export async function eventTypes({ account }: Pick<TestStripe, 'account'>): Promise<string[]> {
  return (await account.outbox()).map(({ type }) => type)
}

/** The error that the client throws for a refused request. */
export async function failureOf(promise: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  const failure = await promise.then(
    () => undefined,
    (error: unknown) => error,
  )
  expect(failure).toBeInstanceOf(Stripe.errors.StripeError)
  return failure as Stripe.errors.StripeError // just checked
}

/** The object of the newest event of a type. */
export async function newestObject<T>(
  { account }: Pick<TestStripe, 'account'>,
  type: string,
): Promise<T> {
  const event = (await account.outbox()).findLast((each) => each.type === type)
  if (!event) throw new Error(`there is no ${type}`)
  // The caller names the object of the event's type.
  return JSON.parse(event.body).data.object as T
}
