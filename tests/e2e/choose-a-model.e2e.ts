import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openChromium } from './chromium.ts'
import {
  chooseLength,
  describe as describeSong,
  openMade,
  pressCreate,
  readDescription,
  signUp,
} from './visit.ts'

const url = inject('studioUrl')
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

const openModels = (page: Page) => page.getByRole('button', { name: /^Model/ }).click()

const modelNamed = (page: Page, name: string) =>
  page.getByRole('list', { name: 'Models' }).getByRole('button', { name, exact: true })

async function pick(page: Page, name: string): Promise<void> {
  await openModels(page)
  await modelNamed(page, name).click()
}

const voice = (page: Page, name: string) => page.getByRole('radio', { name })

const expectPrice = (page: Page, credits: string) =>
  page.getByRole('button', { name: `Create · ${credits}`, exact: true }).waitFor()

describe('the composer', () => {
  it('follows the chosen model, and says what it can’t do before pressing', async () => {
    const page = await openForm()
    await expectPrice(page, '5 credits')
    expect(await page.getByLabel('Seed').isVisible()).toBe(false)

    await pick(page, 'Stable Audio 2.5')
    await page.getByText('Stable Audio 2.5 only makes instrumentals.').waitFor()
    expect(await voice(page, 'Instrumental').isChecked()).toBe(true)
    expect(await voice(page, 'With vocals').isDisabled()).toBe(true)
    expect(await page.getByRole('textbox', { name: 'Lyrics' }).count()).toBe(0)
    expect(await page.getByLabel('Seed').isVisible()).toBe(true)
    await page.getByRole('button', { name: 'Length 2:00' }).click()
    await page.getByText('Exactly 15–190 s (120 if empty)').waitFor()
    await page.keyboard.press('Escape')
    await expectPrice(page, '6 credits')

    await pick(page, 'ACE-Step')
    expect(await voice(page, 'With vocals').isChecked()).toBe(true)
    await expectPrice(page, '2 credits')
    await chooseLength(page, 130)
    await expectPrice(page, '5 credits')
    await chooseLength(page, 30)
    await expectPrice(page, '1 credit')
    await page.getByRole('button', { name: 'One take more' }).click()
    await expectPrice(page, '2 credits')
  })

  it('says at each model why it can’t make what is written', async () => {
    const page = await openForm()
    await openModels(page)
    const songs = modelNamed(page, 'MiniMax Music 2')
    expect(await songs.getAttribute('aria-disabled')).toBe('true')
    await page.getByText('Needs lyrics', { exact: true }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('textbox', { name: 'Lyrics' }).fill('Carry me home, carry me slow')
    await openModels(page)
    await page.getByText('Sings no lyrics').waitFor()
    await songs.click()
    await page.getByText('MiniMax Music 2 always sings.').waitFor()
    await page.getByRole('textbox', { name: 'Lyrics' }).fill('')
    await page.getByText('Needs lyrics', { exact: true }).waitFor()
    await describeSong(page, 'a song without words')
    await pressCreate(page)
    await page.getByText('MiniMax Music 2 needs lyrics.').waitFor()
    await expect
      .poll(() =>
        page
          .getByRole('textbox', { name: 'Lyrics' })
          .evaluate((field) => field === document.activeElement),
      )
      .toBe(true)
  })

  it('counts with the description the wishes that go into it as words', async () => {
    const page = await openForm()
    await describeSong(page, '🎻'.repeat(1_990))
    await page.getByText('1,990 / 2,000').waitFor()
    await page.getByRole('button', { name: 'genre, mood, tempo, key' }).click()
    await page.getByRole('combobox', { name: 'Genre, mood, tempo or key' }).fill('93')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Escape')
    await page.getByText('1,998 / 2,000').waitFor()
    await page.getByRole('button', { name: 'Remove 93 BPM' }).click()
    await page.getByText('1,990 / 2,000').waitFor()
  })

  it('makes a track of exactly the length and the seed it was asked for', async () => {
    const page = await openForm()
    await describeSong(page, 'slow ambient pads for a short film')
    await pick(page, 'Stable Audio 2.5')
    await chooseLength(page, 15)
    await page.getByLabel('Seed').fill('7')
    await pressCreate(page)
    await openMade(page)
    await page.waitForURL(({ pathname }) => pathname.startsWith('/tracks/trk_'))
    const details = page.getByRole('complementary', { name: 'About this track' })
    expect(await details.textContent()).toMatch(/Stable Audio 2\.5.*Seed7/)
    const play = page
      .getByRole('main')
      .getByRole('button', { name: /^Play / })
      .first()
    await play.waitFor({ timeout: RENDER_MILLISECONDS })
    await play.click()
    await expect.poll(() => page.evaluate(() => document.querySelector('audio')?.duration)).toBe(15)
    await expect
      .poll(() => page.evaluate(() => document.querySelector('audio')?.currentTime))
      .toBeGreaterThan(0.3)
  })
})

describe('without JavaScript', () => {
  it('says what a model can’t do, and the corrected form works', async () => {
    const page = await openForm({ javaScriptEnabled: false })
    await describeSong(page, 'a music box in an empty hall')
    await page.getByRole('radio', { name: 'Stable Audio 2.5', exact: true }).check()
    await page.getByLabel('Length (seconds)').fill('15')
    // Without a script the price on the button can't follow the choice.
    expect(await page.getByRole('button', { name: /^Create/ }).innerText()).toBe('Create')
    await page.getByText('The price of a take stands beside its model.').waitFor()
    await pressCreate(page)
    const refusal = 'Stable Audio 2.5 only makes instrumentals: switch Instrumental on.'
    await page.getByText(refusal).first().waitFor()
    expect(await readDescription(page)).toContain('music box')
    expect(await page.getByLabel('Length (seconds)').inputValue()).toBe('15')
    await voice(page, 'Instrumental').check()
    await pressCreate(page)
    await page.waitForURL(({ pathname }) => pathname.startsWith('/tracks/trk_'))
    expect(await page.getByRole('complementary').textContent()).toContain('Stable Audio 2.5')
  })
})
