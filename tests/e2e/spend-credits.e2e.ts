import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { shareBrowser } from './share-browser.ts'
import {
  expectBalance,
  expectHeadline,
  openPayPage,
  PAY_BY_CARD,
  pay,
  pressInDashboard,
  readLedger,
} from './shop.ts'
import { createTrack, signUp } from './visit.ts'

const RENDERED = { timeout: 60_000 }

const openPage = shareBrowser()

/** Asks for tracks until no credit is left, all of the same song. */
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

describe('credits', () => {
  it('become a debt when money goes back after they were spent, and the next pack pays it', async () => {
    const page = await openPage()
    const email = await signUp(page)
    await openPayPage(page)
    await pay(page, PAY_BY_CARD)
    await expectHeadline(page, '300 credits are yours')
    await spendAll(page, 350)
    await page.goto('/create')
    await page.getByText('You need 5 credits and have 0.').waitFor()
    await page.getByRole('link', { name: 'Get credits to create' }).waitFor()
    await pressInDashboard(page, email, 'Refund half')
    await expect
      .poll(async () => {
        await page.goto('/credits')
        return page.getByRole('main').textContent()
      })
      .toContain('You’re 150 credits below zero')
    await expectBalance(page, '−150')
    await page.getByText('Partly refunded').waitFor()
    await page.getByText('$14.50 refunded').waitFor()
    await openPayPage(page)
    await pay(page, PAY_BY_CARD)
    await expectHeadline(page, '300 credits are yours')
    await expectBalance(page, '150')
    await page.goto('/credits')
    await page.getByRole('table', { name: 'Ledger' }).waitFor()
    expect(await page.getByText('below zero').count()).toBe(0)
    await page.getByRole('navigation', { name: 'More of the ledger' }).getByText('Older').click()
    await page.getByRole('link', { name: 'Back to the newest' }).waitFor()
  })

  it('come back by half for a track that isn’t liked, once', async () => {
    const page = await openPage()
    await signUp(page)
    await createTrack(page, 'a tune that is not what was wanted')
    const offer = page.getByRole('heading', { name: 'Not happy with it?' })
    await offer.waitFor(RENDERED)
    await page.getByRole('button', { name: 'Get 3 credits back' }).click()
    await page.getByRole('status').getByText('3 credits are back').waitFor()
    await expectBalance(page, '48')
    await page.reload()
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await offer.count()).toBe(0)
    const [newest] = await readLedger(page)
    expect(newest?.slice(1)).toEqual(['+3', '48'])
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
