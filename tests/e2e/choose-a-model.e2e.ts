import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openChromium } from './chromium.ts'
import { signUp } from './visit.ts'

const url = inject('studioUrl')
const PATIENTLY = { timeout: 15_000 }
const RENDER_MILLISECONDS = 60_000

let browser: Browser
beforeAll(async () => {
  browser = await openChromium()
})
afterAll(() => browser.close())

async function openForm(options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  const page = await (await browser.newContext({ baseURL: url, ...options })).newPage()
  await signUp(page)
  await page.goto('/create?mode=custom')
  return page
}

const pick = (page: Page, name: string) =>
  page.getByRole('radio', { name, exact: true }).check({ timeout: 5_000 })

const instrumental = (page: Page) =>
  page.getByRole('checkbox', { name: 'Instrumental' }).filter({ visible: true })

const expectPrice = (page: Page, credits: string) =>
  expect
    .poll(() => page.getByRole('button', { name: /create/i }).textContent(), PATIENTLY)
    .toBe(`Create · ${credits}`)

describe('the form', () => {
  it('follows the chosen model, and says what it can’t do before pressing', async () => {
    const page = await openForm()
    await expectPrice(page, '5 credits')
    await expect.poll(() => page.getByLabel('Seed').isDisabled(), PATIENTLY).toBe(true)

    await pick(page, 'Stable Audio 2.5')
    await page.getByText('Stable Audio 2.5 only makes instrumentals, so this is on.').waitFor()
    expect(await instrumental(page).isChecked()).toBe(true)
    expect(await instrumental(page).isDisabled()).toBe(true)
    expect(await page.getByLabel('Lyrics').isDisabled()).toBe(true)
    expect(await page.getByLabel('Length (seconds)').getAttribute('max')).toBe('190')
    expect(await page.getByLabel('Seed').isDisabled()).toBe(false)
    await expectPrice(page, '6 credits')

    await pick(page, 'MiniMax Music 2')
    await page.getByText('MiniMax Music 2 always sings.').waitFor()
    expect(await instrumental(page).isChecked()).toBe(false)
    expect(await page.getByLabel('Lyrics').isDisabled()).toBe(false)

    await pick(page, 'ACE-Step')
    expect(await instrumental(page).isDisabled()).toBe(false)
    await expectPrice(page, '2 credits')
    await page.getByLabel('Length (seconds)').fill('130')
    await expectPrice(page, '5 credits')
    await page.getByLabel('Length (seconds)').fill('30')
    await expectPrice(page, '1 credit')
  })

  it('counts the wishes that go into the prompt as words', async () => {
    const page = await openForm()
    await page.getByLabel('Describe your song').fill('rain 🎻')
    await page.getByText('6 / 2000').waitFor()
    await page.getByLabel('Tempo (BPM)').fill('90')
    await page.getByText('Your wishes below take 8 of the characters.').waitFor()
    await page.getByText('14 / 2000').waitFor()
    await page.getByRole('radio', { name: 'MiniMax Music 2', exact: true }).check()
    await page.getByText('14 / 300').waitFor()
  })

  it('makes a track of exactly the length and the seed it was asked for', async () => {
    const page = await openForm()
    await page.getByLabel('Describe your song').fill('slow ambient pads for a short film')
    await pick(page, 'Stable Audio 2.5')
    await page.getByLabel('Length (seconds)').fill('15')
    await page.getByLabel('Seed').fill('7')
    await page.getByRole('button', { name: /create/i }).click()
    await page.waitForURL(({ pathname }) => pathname.startsWith('/tracks/trk_'))
    const details = page.getByRole('region', { name: 'Details' })
    expect(await details.textContent()).toMatch(/Stable Audio 2\.5.*Seed7/)
    const play = page
      .getByRole('main')
      .getByRole('button', { name: /^Play / })
      .first()
    await play.waitFor({ timeout: RENDER_MILLISECONDS })
    await play.click()
    await expect
      .poll(() => page.evaluate(() => document.querySelector('audio')?.duration), PATIENTLY)
      .toBe(15)
    await expect
      .poll(() => page.evaluate(() => document.querySelector('audio')?.currentTime), PATIENTLY)
      .toBeGreaterThan(0.3)
  })
})

describe('without JavaScript', () => {
  it('says what a model can’t do, and the corrected form works', async () => {
    const page = await openForm({ javaScriptEnabled: false })
    await page.getByLabel('Describe your song').fill('a music box in an empty hall')
    await pick(page, 'Stable Audio 2.5')
    await page.getByLabel('Length (seconds)').fill('15')
    // Without a script the price on the button can't follow the choice.
    expect(await page.getByRole('button', { name: /create/i }).innerText()).toBe('Create')
    await page.getByText('What a track takes stands beside its model.').waitFor()
    await page.getByRole('button', { name: /create/i }).click()
    const refusal = 'Stable Audio 2.5 only makes instrumentals: switch Instrumental on.'
    await page.getByText(refusal).first().waitFor()
    expect(await page.getByLabel('Describe your song').inputValue()).toContain('music box')
    expect(await instrumental(page).isChecked()).toBe(true)
    await page.getByRole('button', { name: /create/i }).click()
    await page.waitForURL(({ pathname }) => pathname.startsWith('/tracks/trk_'))
    expect(await page.getByRole('main').textContent()).toContain('Stable Audio 2.5')
  })
})
