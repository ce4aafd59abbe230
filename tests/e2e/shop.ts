import type { Page } from 'playwright-core'
import { expect, inject } from 'vitest'

/** Stripe's stand-in, at its fixed distance from the studio. */
export const stripe = inject('studioUrl').replace(/\d+$/, (port) => String(Number(port) + 14))
const STRIPE_KEY = 'sk_test_local'

export async function openPayPage(page: Page, from = '/credits', credits = '300'): Promise<void> {
  await page.goto(from)
  await page.getByRole('button', { name: `Buy ${credits} credits` }).click()
  await page.waitForURL(({ origin }) => origin === stripe)
}

/** Presses a button of the pay page that leads back to the studio, and ends on the purchase's page. */
export async function pay(page: Page, button: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: button }).click()
  await page.waitForURL(({ pathname }) => pathname.startsWith('/credits/purchases/pur_'))
}

export const PAY_BY_CARD = /^Pay \$/
export const PAY_BY_BANK = /^Pay by bank/

export async function expectHeadline(page: Page, headline: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: headline }).waitFor()
}

/** The balance that every page shows, which leads to the ledger. */
export async function expectBalance(page: Page, balance: string): Promise<void> {
  const pill = page.getByRole('link', { name: /^[−\d,]+ credits?\b/ }).first()
  await expect.poll(() => pill.textContent()).toMatch(new RegExp(`^${balance}\\s*credit`))
}

/** The ledger's lines, each as its cells' texts without the time. */
export async function readLedger(page: Page): Promise<string[][]> {
  await page.goto('/credits')
  const lines = await page.getByRole('table', { name: 'Ledger' }).getByRole('row').all()
  const cells = await Promise.all(lines.map((line) => line.getByRole('cell').allTextContents()))
  return cells.filter((texts) => texts.length > 0).map((texts) => texts.slice(0, 3))
}

export const countPurchases = async (page: Page) => {
  await page.goto('/credits')
  return page.getByRole('list', { name: 'Purchases' }).getByRole('listitem').count()
}

/** Presses a button of Stripe's dashboard for a person's only payment. */
export async function pressInDashboard(page: Page, email: string, button: string): Promise<void> {
  await page.goto(`${stripe}/dashboard?key=${STRIPE_KEY}`)
  const payment = page.getByRole('article').filter({ hasText: email })
  await Promise.all([
    page.waitForResponse((answer) => answer.request().method() === 'POST'),
    payment.getByRole('button', { name: button }).click(),
  ])
}

/** Loses Stripe's answers about pay pages, after it has done what was asked; call the result to stop. */
export async function loseStripesAnswers(): Promise<() => Promise<unknown>> {
  const fault = { key: STRIPE_KEY, kind: 'answer_lost', times: 100, match: '/v1/checkout/sessions' }
  const answer = await fetch(`${stripe}/__admin/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fault),
  })
  expect(answer.ok).toBe(true)
  return () => fetch(`${stripe}/__admin/faults?key=${STRIPE_KEY}`, { method: 'DELETE' })
}

/** How many pay pages Stripe has opened for a person. */
export async function countSessions(email: string): Promise<number> {
  const headers = { authorization: `Bearer ${STRIPE_KEY}` }
  const answer = await fetch(`${stripe}/v1/checkout/sessions?limit=100`, { headers })
  const { data } = (await answer.json()) as { data: { customer_email: string | null }[] }
  return data.filter((session) => session.customer_email === email).length
}
