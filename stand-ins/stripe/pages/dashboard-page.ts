import { html } from 'hono/html'
import type Stripe from 'stripe'
import { formatMoney } from '../money.ts'
import type { Reader } from '../store.ts'
import { DASHBOARD_ACTIONS, type Payment, readPayment } from './dashboard-actions.ts'
import { type Html, page } from './page.ts'

/** The account's payments, newest first. Each is a region named by its PaymentIntent. */
export function dashboardPage(reader: Reader, key: string, problem: string | undefined): Html {
  const paymentIntents = reader.list('paymentIntents').toReversed()
  return page(
    'Payments',
    html`<h1>Payments</h1>
      ${problem === undefined ? '' : html`<p class="problem" role="alert">${problem}</p>`}
      ${paymentIntents.length === 0 ? html`<p class="quiet">Nobody has tried to pay yet.</p>` : ''}
      ${paymentIntents.map((paymentIntent) => paymentCard(reader, key, paymentIntent))}`,
  )
}

function paymentCard(reader: Reader, key: string, paymentIntent: Stripe.PaymentIntent): Html {
  const payment = readPayment(reader, paymentIntent)
  const { id, amount, currency } = paymentIntent
  const session = reader.list('sessions').find(({ payment_intent }) => payment_intent === id)
  const details = reader.find('sessionDetails', session?.id ?? '')
  const bought = details?.lineItems.map(({ description }) => description).join(', ')
  const who = session?.customer_email ?? session?.customer_details?.email
  return html`<article aria-label="${id}">
    <h2>${formatMoney(amount, currency)} · ${bought}</h2>
    <ul>
      <li><span>Status</span><strong>${statusOf(payment)}</strong></li>
      ${payment.refunds.map((each) => line('Refund', each.amount, each.currency, each.status ?? ''))}
      ${payment.disputes.map((each) => line('Dispute', each.amount, each.currency, each.status))}
    </ul>
    <p class="quiet">${id}${who ? ` · ${who}` : ''}</p>
    <form class="actions" method="post" action="/dashboard">
      <input type="hidden" name="key" value="${key}" />
      <input type="hidden" name="paymentIntent" value="${id}" />
      ${DASHBOARD_ACTIONS.filter((action) => action.isPossible(payment)).map(
        ({ name }) => html`<button name="action" value="${name}">${name}</button>`,
      )}
    </form>
  </article>`
}

function statusOf({ paymentIntent, charge }: Payment): string {
  if (charge?.refunded) return 'refunded'
  if (charge && charge.amount_refunded > 0) return 'partly refunded'
  return paymentIntent.status.replaceAll('_', ' ')
}

function line(what: string, amount: number, currency: string, status: string): Html {
  return html`<li>
    <span>${what} of ${formatMoney(amount, currency)}</span>
    <span>${status.replaceAll('_', ' ')}</span>
  </li>`
}
