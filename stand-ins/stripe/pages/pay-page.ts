import { html } from 'hono/html'
import type Stripe from 'stripe'
import { formatMoney } from '../money.ts'
import type { Reader } from '../store.ts'
import { type Html, page } from './page.ts'
import { successUrlOf } from './success-url.ts'

type Session = Stripe.Checkout.Session

type Shown = {
  key: string
  session: Session
  lineItems: Stripe.LineItem[]
  reader: Reader
  problem: string | undefined
}

/** Where a customer pays. A session that is over says so. Works without JavaScript. */
export function payPage(shown: Shown): Html {
  const { key, session } = shown
  const dashboard = html`<p><a href="/dashboard?key=${encodeURIComponent(key)}">All payments of this account</a></p>`
  return page(
    'Checkout',
    session.status === 'open' ? openPage(shown) : closedPage(session),
    dashboard,
  )
}

export function notFoundPage(): Html {
  return page(
    'Not found',
    html`<section>
      <h1>Nothing is here</h1>
      <p>The page you were looking for doesn’t exist.</p>
    </section>`,
  )
}

function openPage({ session, lineItems, reader, problem }: Shown): Html {
  const money = (amount: number | null) => formatMoney(amount ?? 0, session.currency ?? 'usd')
  const off = session.total_details?.amount_discount ?? 0
  return html`<section>
    ${problem === undefined ? '' : html`<p class="problem" role="alert">${problem}</p>`}
    <h1>${lineItems.map(({ description }) => description).join(', ')}</h1>
    <p class="price">${money(session.amount_total)}</p>
    <ul>
      ${lineItems.map(
        ({ description, quantity, amount_subtotal: amount }) =>
          html`<li>
            <span>${description}${quantity === 1 ? '' : ` × ${quantity}`}</span>
            <span>${money(amount)}</span>
          </li>`,
      )}
      ${off === 0 ? '' : html`<li class="good"><span>Discount</span><span>−${money(off)}</span></li>`}
    </ul>
    ${session.customer_email === null ? '' : html`<p class="quiet">Receipt to ${session.customer_email}</p>`}
    ${session.allow_promotion_codes ? promotionForm(session, reader) : ''}
    <form class="stack" method="post" action="/c/pay/${session.id}/pay">
      ${session.amount_total === 0 ? freeButton() : payButtons(money(session.amount_total))}
    </form>
    <form class="stack" method="post" action="/c/pay/${session.id}/cancel">
      ${session.cancel_url === null ? '' : html`<button class="plain">Cancel and go back</button>`}
    </form>
  </section>`
}

function payButtons(price: string): Html {
  return html`<button class="main" name="how" value="card">Pay ${price}</button>
    <button name="how" value="bank">Pay by bank debit (settles later)</button>
    <button name="how" value="declined">Pay with a declined card</button>`
}

const freeButton = () => html`<button class="main" name="how" value="free">Complete order</button>`

function promotionForm(session: Session, reader: Reader): Html {
  const applied = session.discounts?.[0]
  if (!applied)
    return html`<form class="row" method="post" action="/c/pay/${session.id}/promotion">
      <label>Promotion code <input name="code" autocomplete="off" required /></label>
      <button>Apply</button>
    </form>`
  const code = reader.find('promotionCodes', String(applied.promotion_code))?.code
  return html`<form class="row" method="post" action="/c/pay/${session.id}/promotion/remove">
    <p class="good">Code ${code} is applied.</p>
    <button class="plain">Remove code ${code}</button>
  </form>`
}

function closedPage(session: Session): Html {
  if (session.status === 'expired')
    return html`<section>
      <h1>This checkout has expired</h1>
      <p>Nothing was charged. Go back and start again.</p>
      ${session.cancel_url === null ? '' : html`<p><a href="${session.cancel_url}">Go back</a></p>`}
    </section>`
  return html`<section>
    <h1>You’re all done here</h1>
    <p>
      ${
        session.payment_status === 'unpaid'
          ? 'Your bank is working on the payment.'
          : 'This checkout is complete.'
      }
    </p>
    <p><a href="${successUrlOf(session)}">Continue</a></p>
  </section>`
}
