import { describe, expect, it } from 'vitest'
import { shareBrowser } from './share-browser.ts'
import {
  countPurchases,
  countSessions,
  expectBalance,
  expectHeadline,
  loseStripesAnswers,
  openPayPage,
  PAY_BY_BANK,
  PAY_BY_CARD,
  pay,
  pressInDashboard,
  readLedger,
  stripe,
} from './shop.ts'
import { signUp } from './visit.ts'

const openPage = shareBrowser()

const WELCOME = ['Welcome to SoundFoundry', '+50', '50']

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
    await page.getByText('You have 350 credits now.').waitFor()
    await expectBalance(page, '350')
    const receipt = page.getByRole('link', { name: 'Receipt from Stripe' })
    expect(await receipt.getAttribute('href')).toContain(stripe)
    expect(await readLedger(page)).toEqual([['Bought the Starter pack', '+300', '350'], WELCOME])
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
    await page.getByText('Payment canceled. Nothing was charged.').waitFor()
    await expectBalance(page, '50')
    expect(await readLedger(page)).toEqual([WELCOME])
  })

  it('shows a person who comes back without paying how the purchase stands, and later how it ended', async () => {
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
    await expectHeadline(page, 'Your payment is on its way from your bank')
    await expectBalance(page, '50')
    await pressInDashboard(await page.context().newPage(), email, 'Settle the bank payment')
    // Once in a while, as a person would: each press cancels what is still loading.
    await expect
      .poll(
        async () => {
          const again = page.getByRole('link', { name: 'Check again' })
          if (await again.isVisible()) await again.click()
          return page.getByRole('heading', { level: 1 }).textContent()
        },
        { timeout: 30_000, interval: 2_000 },
      )
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
      })
      .toBe('The payment didn’t go through')
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
      })
      .toBe('300 credits are yours')
    await expectBalance(page, '350')
    await page.goto('/credits')
    await page.getByRole('button', { name: 'Invoices and billing details' }).click()
    await page.waitForURL(({ origin }) => origin === stripe)
  })

  it('says beside the pack that Stripe can’t be reached, and opens one session when pressed again', async () => {
    const page = await openPage()
    const email = await signUp(page)
    await page.goto('/pricing')
    const mend = await loseStripesAnswers()
    const pack = page.getByRole('listitem').filter({ hasText: '700 credits ·' })
    const buy = pack.getByRole('button', { name: 'Buy 700 credits' })
    await buy.click()
    await pack.getByRole('alert').getByText('Nothing was charged').waitFor()
    await mend()
    expect(await countSessions(email)).toBe(1)
    await buy.click()
    await page.waitForURL(({ origin }) => origin === stripe)
    expect(await countSessions(email)).toBe(1)
  })

  it('keeps the page when the connection is lost at the moment of buying', async () => {
    const page = await openPage()
    await signUp(page)
    await page.goto('/credits')
    await page.context().setOffline(true)
    const buy = page.getByRole('button', { name: 'Buy 300 credits' })
    await buy.click()
    await page.getByRole('alert').getByText('No connection').waitFor()
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

  it('leads a visitor who is not signed in back to the packs', async () => {
    const page = await openPage()
    await page.goto('/pricing')
    await page.getByRole('link', { name: 'Buy 300 credits' }).click()
    await page.getByLabel('Artist name').fill('Pia')
    await page.getByLabel('Email').fill(`${crypto.randomUUID()}@example.com`)
    await page.getByLabel('Password', { exact: true }).fill('correct horse battery')
    await page.getByRole('button', { name: 'Create account' }).click()
    // Nobody has to confirm an address before they pay.
    await page.getByRole('link', { name: 'Look around first' }).click()
    await page.waitForURL(({ pathname }) => pathname === '/pricing')
    await page.getByRole('button', { name: 'Buy 300 credits' }).waitFor()
  })

  it('hides a purchase from other people', async () => {
    const page = await openPage()
    await signUp(page)
    await openPayPage(page)
    await pay(page, PAY_BY_CARD)
    const stranger = await openPage()
    await signUp(stranger)
    expect((await stranger.goto(page.url()))?.status()).toBe(404)
  })
})
