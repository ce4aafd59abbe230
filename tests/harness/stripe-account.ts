import { type ArmedFault, admin } from './stand-in-admin.ts'

/** The secret with which an account's webhooks are signed until a test says otherwise. */
export const STRIPE_WEBHOOK_SECRET = 'whsec_that_only_the_tests_know'

/** An event as Stripe signed it. */
export type SignedEvent = {
  id: string
  type: string
  url: string
  headers: Record<string, string>
  body: string
}

/** The fields of a Checkout Session that tests read; Stripe's own types have the rest. */
export type StripeSession = {
  id: string
  status: 'open' | 'complete' | 'expired'
  payment_status: 'paid' | 'unpaid' | 'no_payment_required'
  payment_intent: string | null
  amount_total: number
  customer: string | null
  customer_email: string | null
  client_reference_id: string | null
  metadata: Record<string, string>
  url: string | null
}

export type StripeRefund = { id: string; amount: number; status: string; payment_intent: string }
export type StripeDispute = { id: string; amount: number; status: string; payment_intent: string }

export type PayWay = 'card' | 'declined' | 'bank' | 'free'

type FaultMore = {
  times?: number
  match?: string
  ms?: number
  status?: number
  type?: string
  code?: string
}

/**
 * One account at the Stripe stand-in: what customers, banks and time do there, what it will do wrong,
 * what it was asked and which events it has to send. `key` is the secret key and starts with
 * "sk_test_local".
 */
export function openStripeAccount(url: string, key: string) {
  const scope = `key=${key}`
  const api = async <T>(method: string, path: string, form?: Record<string, string>) => {
    const answer = await fetch(`${url}/v1/${path}`, {
      method,
      headers: { authorization: `Bearer ${key}` },
      ...(form ? { body: new URLSearchParams(form) } : {}),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`)
    // The contract tests hold each route to the shape that is named here.
    return JSON.parse(text) as T
  }
  return {
    fault: (kind: string, more: FaultMore = {}) =>
      admin(url, 'POST', 'faults', { key, kind, ...more }),
    /** The faults that have not gone off yet. */
    faults: () => admin<ArmedFault[]>(url, 'GET', `faults?${scope}`),
    healFaults: () => admin(url, 'DELETE', `faults?${scope}`),
    settings: (changed: { url?: string; secrets?: string[]; hold?: boolean }) =>
      admin(url, 'PUT', 'webhook-endpoint', { key, ...changed }),
    /** Requests by "METHOD /v1/path/:id"; those never made are 0. */
    counters: () => admin<Record<string, number>>(url, 'GET', `counters?${scope}`),
    resetCounters: () => admin(url, 'DELETE', `counters?${scope}`),
    /** Every event that wasn't taken out yet, oldest first, signed now or `secondsAgo`. */
    outbox: ({ wrongSecret = false, secondsAgo = 0 } = {}) =>
      admin<SignedEvent[]>(
        url,
        'GET',
        `outbox?${scope}&wrongSecret=${wrongSecret}&secondsAgo=${secondsAgo}`,
      ),
    /** Counts an event as delivered: it is in no outbox from then on. */
    takeOut: (eventId: string) => admin(url, 'DELETE', `outbox/${eventId}?${scope}`),
    pay: (session: string, how: PayWay, promotionCode?: string) =>
      admin<StripeSession>(url, 'POST', 'pay', {
        key,
        session,
        how,
        ...(promotionCode === undefined ? {} : { promotionCode }),
      }),
    settle: (paymentIntent: string, outcome: 'succeeded' | 'failed') =>
      admin<StripeSession>(url, 'POST', 'settle', { key, paymentIntent, outcome }),
    expire: (session: string) => admin<StripeSession>(url, 'POST', 'expire', { key, session }),
    dispute: (
      paymentIntent: string,
      action: 'open' | 'inquire' | 'win' | 'lose' | 'close',
      amount?: number,
    ) =>
      admin<StripeDispute>(url, 'POST', 'dispute', {
        key,
        paymentIntent,
        action,
        ...(amount === undefined ? {} : { amount }),
      }),
    refund: (paymentIntent: string, amount?: number) =>
      api<StripeRefund>('POST', 'refunds', {
        payment_intent: paymentIntent,
        ...(amount === undefined ? {} : { amount: String(amount) }),
      }),
    failRefund: (refund: string) =>
      admin<StripeRefund>(url, 'POST', 'refund-fail', { key, refund }),
    /** The newest 100 sessions, newest first. */
    sessions: async () =>
      (await api<{ data: StripeSession[] }>('GET', 'checkout/sessions?limit=100')).data,
  }
}
