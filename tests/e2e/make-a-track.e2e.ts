import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { shareBrowser } from './share-browser.ts'
import {
  createTrack,
  describe as describeSong,
  openMade,
  pressCreate,
  readDescription,
  signUp,
  signUpByHand,
} from './visit.ts'

const RENDER_MILLISECONDS = 60_000

const openPage = shareBrowser()

const countTracks = (page: Page) =>
  page.getByRole('list', { name: 'Tracks' }).getByRole('listitem').count()

const audioOf = (page: Page) =>
  page.evaluate(() => {
    const audio = document.querySelector('audio')
    return audio && { time: audio.currentTime, duration: audio.duration, paused: audio.paused }
  })

describe('a new person', () => {
  it('signs up, describes a song, watches it being made, plays it and finds it again', async () => {
    const page = await openPage()
    const problems: string[] = []
    page.on('pageerror', (error) => problems.push(error.message))
    page.on('console', (line) => line.type() === 'error' && problems.push(line.text()))

    await signUpByHand(page, 'Mia')
    await expect
      .poll(() => page.getByRole('navigation', { name: 'Main' }).textContent())
      .toContain('50')
    await page.getByRole('button', { name: 'Create · 5 credits' }).waitFor()
    await createTrack(page, 'warm lo-fi piano for a rainy night')

    const bar = page.getByRole('progressbar').first()
    await bar.waitFor()
    const seen = new Set<number>()
    const main = page.getByRole('main')
    const play = main.getByRole('button', { name: /^Play / }).first()
    const deadline = Date.now() + RENDER_MILLISECONDS
    while (!(await play.isVisible()) && Date.now() < deadline) {
      const value = await bar.getAttribute('aria-valuenow', { timeout: 1_000 }).catch(() => null)
      if (value !== null) seen.add(Number(value))
      await page.waitForTimeout(100)
    }
    expect([...seen].length).toBeGreaterThan(1)
    expect([...seen]).toEqual([...seen].sort((a, b) => a - b))

    await play.click()
    await expect
      .poll(async () => (await audioOf(page))?.time ?? 0, { timeout: 15_000 })
      .toBeGreaterThan(0.5)
    await page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('link', { name: 'Library' })
      .click()
    await page.waitForURL(({ pathname }) => pathname === '/library')
    const before = (await audioOf(page))?.time ?? 0
    await expect.poll(async () => (await audioOf(page))?.time ?? 0).toBeGreaterThan(before)
    expect((await audioOf(page))?.paused).toBe(false)
    await expect.poll(() => countTracks(page)).toBe(1)
    await expect
      .poll(() => page.getByRole('navigation', { name: 'Main' }).textContent())
      .toContain('45')
    expect(problems).toEqual([])
  })

  it('seeks in the waveform by keyboard, and the sound follows', async () => {
    const page = await openPage()
    await page.goto('/sign-in?next=/library')
    await page.getByLabel('Email').fill('ada@example.com')
    await page.getByLabel('Password', { exact: true }).fill('let-me-play')
    await page
      .getByRole('main')
      .getByRole('button', { name: /sign in/i })
      .click()
    await page.waitForURL(({ pathname }) => pathname === '/library')
    await page.getByRole('button', { name: 'Play Rain on the Foundry' }).click()
    await expect.poll(async () => (await audioOf(page))?.time ?? 0).toBeGreaterThan(0.2)
    await page
      .getByRole('slider', { name: /Position in/ })
      .first()
      .focus()
    await page.keyboard.press('End')
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('ArrowLeft')
    await expect
      .poll(async () => {
        const audio = await audioOf(page)
        return audio ? audio.duration - audio.time : Number.POSITIVE_INFINITY
      })
      .toBeLessThan(12)
  })

  it('cancels a render and has every credit back', async () => {
    const page = await openPage()
    await signUp(page)
    await createTrack(page, 'a slow march that nobody waits for')
    await page.getByRole('button', { name: /cancel/i }).click()
    await page
      .getByText(/canceled/i)
      .first()
      .waitFor()
    await expect
      .poll(() => page.getByRole('navigation', { name: 'Main' }).textContent())
      .toContain('50')
  })

  it('reads which phrase was refused, and keeps what was typed', async () => {
    const page = await openPage()
    await signUp(page)
    await describeSong(page, 'a ballad in the style of Taylor Swift')
    await pressCreate(page)
    await page.getByText('We can’t imitate real artists (“Taylor Swift”)').first().waitFor()
    expect(await readDescription(page)).toContain('in the style of')
  })

  it('makes one track of a double click', async () => {
    const page = await openPage()
    await signUp(page)
    await describeSong(page, 'two clicks, one brass band, no words')
    await page.getByRole('button', { name: 'Create · 5 credits' }).dblclick()
    await openMade(page)
    await page.waitForURL(({ pathname }) => pathname.startsWith('/tracks/trk_'))
    await page.goto('/library')
    await expect.poll(() => countTracks(page)).toBe(1)
  })
})

describe('without JavaScript', () => {
  it('signs up, creates a track and hears it', async () => {
    const page = await openPage({ javaScriptEnabled: false })
    await signUpByHand(page, 'Noa')
    await createTrack(page, 'a quiet harp by the sea')
    const audio = page.locator('audio[controls]')
    const deadline = Date.now() + RENDER_MILLISECONDS
    while ((await audio.count()) === 0 && Date.now() < deadline) {
      await page.waitForTimeout(1_000)
      await page.reload()
    }
    const source = await audio.getAttribute('src')
    const answer = await page.request.get(source ?? '')
    expect(answer.headers()['content-type']).toBe('audio/mpeg')
  })
})

describe('every page', () => {
  it.each([
    '/',
    '/pricing',
    '/sign-in',
    '/sign-up',
    '/create',
    '/create?mode=custom',
    '/library',
    '/account',
    '/nowhere',
  ])('%s fits a phone', async (path) => {
    const page = await openPage({ viewport: { width: 390, height: 844 } })
    if (path.startsWith('/create') || path === '/library') await signUp(page)
    await page.goto(path)
    const [content, window] = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ])
    expect(content).toBe(window)
  })

  it('answers a stranger who asks for another person’s track as if it did not exist', async () => {
    const page = await openPage()
    await signUp(page)
    await createTrack(page, 'a tune that is mine alone')
    const address = page.url()
    const stranger = await openPage()
    await signUp(stranger)
    expect((await stranger.goto(address))?.status()).toBe(404)
  })
})
