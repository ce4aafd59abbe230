import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openChromium } from './chromium.ts'
import { createTrack, signUp } from './visit.ts'

const studio = inject('studioUrl')
const stripe = studio.replace(/\d+$/, (port) => String(Number(port) + 14))
const STRIPE_KEY = 'sk_test_local'
const PATIENTLY = { timeout: 15_000 }
const RENDERED = { timeout: 60_000 }

let browser: Browser
beforeAll(async () => {
  browser = await openChromium()
})
afterAll(() => browser.close())

async function openPage(options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  const context = await browser.newContext({ baseURL: studio, ...options })
  return context.newPage()
}

async function openPayPage(page: Page, from = '/credits', credits = '300'): Promise<void> {
  await page.goto(from)
  await page.getByRole('button', { name: `Buy ${credits} credits` }).click()
  await page.waitForURL(({ origin }) => origin === stripe)
}

/** Presses a button of the pay page that leads back to the studio, and ends on the purchase's page. */
async function pay(page: Page, button: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: button }).click()
  await page.waitForURL(({ pathname }) => pathname.startsWith('/credits/purchases/pur_'))
}

const PAY_BY_CARD = /^Pay \$/
const PAY_BY_BANK = /^Pay by bank/

async function expectHeadline(page: Page, headline: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: headline }).waitFor(PATIENTLY)
}

/** The balance in the header, which leads to the ledger. */
async function expectBalance(page: Page, balance: string): Promise<void> {
  const pill = page.getByRole('banner').getByRole('link', { name: /credits?$/ })
  await expect
    .poll(() => pill.textContent(), PATIENTLY)
    .toMatch(new RegExp(`^${balance}\\s*credit`))
}

/** The ledger's lines, each as its cells' texts without the time. */
async function readLedger(page: Page): Promise<string[][]> {
  await page.goto('/credits')
  const lines = await page.getByRole('table', { name: 'Ledger' }).getByRole('row').all()
  const cells = await Promise.all(lines.map((line) => line.getByRole('cell').allTextContents()))
  return cells.filter((texts) => texts.length > 0).map((texts) => texts.slice(0, 4))
}

const WELCOME = ['Welcome to SoundFoundry', '+50', '0', '50']

const countPurchases = async (page: Page) => {
  await page.goto('/credits')
  return page.getByRole('list', { name: 'Purchases' }).getByRole('listitem').count()
}

/** Presses a button of Stripe's dashboard for the only payment of somebody. */
async function pressInDashboard(page: Page, email: string, button: string): Promise<void> {
  await page.goto(`${stripe}/dashboard?key=${STRIPE_KEY}`)
  const payment = page.getByRole('article').filter({ hasText: email })
  await payment.getByRole('button', { name: button }).click()
}

/** Makes Stripe fail whatever is asked about pay pages, until the function that this answers is called. */
async function breakCheckout(): Promise<() => Promise<unknown>> {
  const fault = { key: STRIPE_KEY, kind: 'http_error', times: 100, match: '/v1/checkout/sessions' }
  const answer = await fetch(`${stripe}/__admin/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fault),
  })
  expect(answer.ok).toBe(true)
  return () => fetch(`${stripe}/__admin/faults?key=${STRIPE_KEY}`, { method: 'DELETE' })
}

/** Asks for tracks until no credit is left: held credits can't be spent again. All of one song, made once. */
async function spendAll(page: Page, credits: number): Promise<void> {
  const song = { prompt: 'a short jingle to spend with', instrumental: true, durationSeconds: 15 }
  for (let left = credits; left > 0; left -= 5) {
    const answer = await page.request.post('/api/tracks', { data: { ...song, seed: 7 } })
    expect(answer.status()).toBe(202)
  }
}

async function expectToFit(page: Page): Promise<void> {
  const [content, window] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ])
  expect(content).toBe(window)
}

describe('buying a pack', () => {
  it('brings its credits once it is paid, and a line of the ledger', async () => {
    const page = await openPage()
    const problems: string[] = []
    page.on('pageerror', (error) => problems.push(error.message))
    page.on('console', (line) => line.type() === 'error' && problems.push(line.text()))
    await signUp(page)
    await openPayPage(page, '/pricing')
    await pay(page, PAY_BY_CARD)
    await expectHeadline(page, '300 credits are yours')
    await page.getByText('You have 350 credits to spend now.').waitFor()
    await expectBalance(page, '350')
    const receipt = page.getByRole('link', { name: 'Receipt from Stripe' })
    expect(await receipt.getAttribute('href')).toContain(stripe)
    expect(await readLedger(page)).toEqual([
      ['Bought the Starter pack', '+300', '0', '350'],
      WELCOME,
    ])
    await page.getByText('Paid', { exact: true }).waitFor()
    expect(problems).toEqual([])
  })

  it('changes nothing when the card is declined and the pay page is left', async () => {
    const page = await openPage()
    await signUp(page)
    await openPayPage(page)
    await page.getByRole('button', { name: 'Pay with a declined card' }).click()
    await page.getByRole('alert').waitFor()
    await page.getByRole('button', { name: 'Cancel and go back' }).click()
    await page.waitForURL(({ pathname }) => pathname === '/credits')
    await page.getByText('You left the pay page. Nothing was charged.').waitFor()
    await expectBalance(page, '50')
    expect(await readLedger(page)).toEqual([WELCOME])
  })

  it('shows what is true to whoever comes back without having paid, and then what became of it', async () => {
    const page = await openPage()
    await signUp(page)
    await openPayPage(page)
    const payPage = page.url()
    await page.goto('/credits')
    await page.getByRole('link', { name: 'Starter, 300 credits' }).click()
    await expectHeadline(page, 'Waiting for the payment')
    const other = await page.context().newPage()
    await other.goto(payPage)
    await pay(other, PAY_BY_CARD)
    await expectHeadline(page, '300 credits are yours')
    await expectBalance(page, '350')
  })

  it('waits for a bank payment until it has settled', async () => {
    const page = await openPage()
    const email = await signUp(page)
    await openPayPage(page)
    await pay(page, PAY_BY_BANK)
    await expectHeadline(page, 'Your bank is moving the money')
    await expectBalance(page, '50')
    const purchase = page.url()
    await pressInDashboard(page, email, 'Settle the bank payment')
    await page.goto(purchase)
    await expect
      .poll(async () => {
        const again = page.getByRole('link', { name: 'Check again' })
        if (await again.isVisible()) await again.click()
        return page.getByRole('heading', { level: 1 }).textContent()
      }, PATIENTLY)
      .toBe('300 credits are yours')
    await expectBalance(page, '350')
  })

  it('says that a bank payment failed, and that nothing was charged', async () => {
    const page = await openPage()
    const email = await signUp(page)
    await openPayPage(page)
    await pay(page, PAY_BY_BANK)
    const purchase = page.url()
    await pressInDashboard(page, email, 'Fail the bank payment')
    await page.goto(purchase)
    await expect
      .poll(async () => {
        await page.reload()
        return page.getByRole('heading', { level: 1 }).textContent()
      }, PATIENTLY)
      .toBe('The payment did not go through')
    await page.getByText('Nothing was charged.').waitFor()
    expect(await readLedger(page)).toEqual([WELCOME])
  })

  it('works without JavaScript', async () => {
    const page = await openPage({ javaScriptEnabled: false })
    await signUp(page, 'Noa')
    await openPayPage(page, '/pricing')
    await pay(page, PAY_BY_CARD)
    await expect
      .poll(async () => {
        await page.reload()
        return page.getByRole('heading', { level: 1 }).textContent()
      }, PATIENTLY)
      .toBe('300 credits are yours')
    await expectBalance(page, '350')
    await page.goto('/credits')
    await page.getByRole('button', { name: 'Invoices and billing details' }).click()
    await page.waitForURL(({ origin }) => origin === stripe)
  })

  it('says beside the pack that Stripe is down, and begins one purchase when pressed again', async () => {
    const page = await openPage()
    await signUp(page)
    await page.goto('/pricing')
    const mend = await breakCheckout()
    const pack = page.getByRole('listitem').filter({ hasText: '700 credits make' })
    const buy = pack.getByRole('button', { name: 'Buy 700 credits' })
    await buy.click()
    await pack.getByRole('alert').getByText('Nothing was charged').waitFor(PATIENTLY)
    await mend()
    await buy.click()
    await page.waitForURL(({ origin }) => origin === stripe, PATIENTLY)
    expect(await countPurchases(page)).toBe(1)
  })

  it('keeps the page when the connection is lost at the moment of buying', async () => {
    const page = await openPage()
    await signUp(page)
    await page.goto('/credits')
    await page.context().setOffline(true)
    const buy = page.getByRole('button', { name: 'Buy 300 credits' })
    await buy.click()
    await page.getByRole('alert').getByText('can’t be reached').waitFor()
    await page.context().setOffline(false)
    await buy.click()
    await page.waitForURL(({ origin }) => origin === stripe)
  })

  it('begins one purchase with a double click, and can be pressed again after going back', async () => {
    const page = await openPage()
    await signUp(page)
    await page.goto('/credits')
    await page.getByRole('button', { name: 'Buy 2,000 credits' }).dblclick()
    await page.waitForURL(({ origin }) => origin === stripe)
    expect(await countPurchases(page)).toBe(1)
    await openPayPage(page)
    await page.goBack()
    await page.getByRole('button', { name: 'Buy 300 credits' }).click()
    await page.waitForURL(({ origin }) => origin === stripe)
  })

  it('leads whoever is not signed in back to the packs', async () => {
    const page = await openPage()
    await page.goto('/pricing')
    await page.getByRole('link', { name: 'Buy 300 credits' }).click()
    await page.getByLabel('Name').fill('Pia')
    await page.getByLabel('E-mail address').fill(`${crypto.randomUUID()}@example.com`)
    await page.getByLabel('Password').fill('correct horse battery')
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.waitForURL(({ pathname }) => pathname === '/pricing')
    await page.getByRole('button', { name: 'Buy 300 credits' }).waitFor()
  })

  it('is nobody else’s to see', async () => {
    const page = await openPage()
    await signUp(page)
    await openPayPage(page)
    await pay(page, PAY_BY_CARD)
    const stranger = await openPage()
    await signUp(stranger)
    expect((await stranger.goto(page.url()))?.status()).toBe(404)
  })
})

describe('credits', () => {
  it('become a debt when money goes back after they were spent, which the next pack pays', async () => {
    const page = await openPage()
    const email = await signUp(page)
    await openPayPage(page)
    await pay(page, PAY_BY_CARD)
    await expectHeadline(page, '300 credits are yours')
    await spendAll(page, 350)
    await page.goto('/create')
    await page.getByText('You have 0 credits, and this takes 5.').waitFor()
    await page.getByRole('main').getByRole('link', { name: 'Get credits' }).waitFor()
    await pressInDashboard(page, email, 'Refund half')
    await expect
      .poll(async () => {
        await page.goto('/credits')
        return page.getByRole('main').textContent()
      }, PATIENTLY)
      .toContain('You owe 150 credits')
    await expectBalance(page, '−150')
    await page.getByText('Partly refunded').waitFor()
    await page.getByText('$14.50 refunded').waitFor()
    await openPayPage(page)
    await pay(page, PAY_BY_CARD)
    await expectHeadline(page, '300 credits are yours')
    await expectBalance(page, '150')
    await page.goto('/credits')
    await page.getByRole('table', { name: 'Ledger' }).waitFor()
    expect(await page.getByText('You owe').count()).toBe(0)
    await page.getByRole('navigation', { name: 'More of the ledger' }).getByText('Older').click()
    await page.getByRole('link', { name: 'Back to the newest' }).waitFor()
  })

  it('come back by half for a track that isn’t liked, once', async () => {
    const page = await openPage()
    await signUp(page)
    await createTrack(page, 'a tune that is not what was wanted')
    const offer = page.getByText('Not what you wanted? Get half its price back')
    await offer.waitFor(RENDERED)
    await offer.click()
    await page.getByRole('button', { name: 'Give me half back' }).click()
    await page.getByRole('status').getByText('3 credits are back').waitFor()
    await expectBalance(page, '48')
    await page.reload()
    await offer.click()
    await page.getByRole('button', { name: 'Give me half back' }).click()
    await page.getByRole('alert').getByText('given back already').waitFor()
    const [newest] = await readLedger(page)
    expect(newest?.slice(1)).toEqual(['+3', '0', '48'])
    await page.getByRole('link', { name: 'A tune that is not what was wanted' }).first().click()
    await page.waitForURL(({ pathname }) => pathname.startsWith('/tracks/trk_'))
  })

  it('fit a phone on every page about them', async () => {
    const page = await openPage({ viewport: { width: 390, height: 844 } })
    await signUp(page)
    await openPayPage(page)
    await page.goto('/credits')
    await expectToFit(page)
    await openPayPage(page, '/pricing', '2,000')
    await pay(page, PAY_BY_CARD)
    await expectHeadline(page, '2,000 credits are yours')
    await expectToFit(page)
    for (const path of ['/credits', '/credits?canceled=1', '/pricing']) {
      await page.goto(path)
      await expectToFit(page)
    }
  })
})
