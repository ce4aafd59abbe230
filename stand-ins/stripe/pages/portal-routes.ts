import { Hono } from 'hono'
import { html } from 'hono/html'
import type Stripe from 'stripe'
import { formatMoney } from '../money.ts'
import type { Store } from '../store.ts'
import { type Html, page } from './page.ts'
import { notFoundPage } from './pay-page.ts'

/** What customers see of their past payments: the billing portal and receipts. */
export function portalRoutes(store: Store) {
  return new Hono()
    .get('/p/session/:id', (c) => {
      const id = c.req.param('id')
      const reader = store.read(store.ownerOf('portals', id) ?? '')
      const portal = reader.find('portals', id)
      if (!portal) return c.html(notFoundPage(), 404)
      const charges = reader.list('charges').filter(({ customer }) => customer === portal.customer)
      return c.html(portalPage(charges.toReversed(), portal.return_url))
    })
    .get('/receipts/:id', (c) => {
      const id = c.req.param('id')
      const charge = store.read(store.ownerOf('charges', id) ?? '').find('charges', id)
      return charge ? c.html(receiptPage(charge)) : c.html(notFoundPage(), 404)
    })
}

function portalPage(charges: Stripe.Charge[], returnUrl: string | null): Html {
  return page(
    'Billing',
    html`<section>
      <h1>Your payments</h1>
      ${charges.length === 0 ? html`<p class="quiet">There are none yet.</p>` : ''}
      <ul>
        ${charges.map(
          (charge) =>
            html`<li>
              <span>${dateOf(charge)} · ${formatMoney(charge.amount, charge.currency)}</span>
              ${
                charge.receipt_url === null
                  ? html`<span class="quiet">${charge.status}</span>`
                  : html`<a href="${charge.receipt_url}">Receipt</a>`
              }
            </li>`,
        )}
      </ul>
      ${returnUrl === null ? '' : html`<p><a href="${returnUrl}">Go back</a></p>`}
    </section>`,
  )
}

function receiptPage(charge: Stripe.Charge): Html {
  const money = (amount: number) => formatMoney(amount, charge.currency)
  return page(
    'Receipt',
    html`<section>
      <h1>Receipt</h1>
      <p class="price">${money(charge.amount)}</p>
      <ul>
        <li><span>Date</span><span>${dateOf(charge)}</span></li>
        <li><span>Paid</span><span>${money(charge.amount_captured)}</span></li>
        ${
          charge.amount_refunded === 0
            ? ''
            : html`<li><span>Refunded</span><span>${money(charge.amount_refunded)}</span></li>`
        }
      </ul>
      <p class="quiet">${charge.id}</p>
    </section>`,
  )
}

function dateOf({ created }: Stripe.Charge): string {
  return new Date(created * 1000).toISOString().slice(0, 10)
}
