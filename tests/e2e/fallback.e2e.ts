import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it, vi } from 'vitest'
import { openChromium } from './chromium.ts'
import { openSql } from './open-sql.ts'
import { fail, heal, hold, paidAtFal } from './providers.ts'
import { expectBalance, readLedger } from './shop.ts'
import { chooseLength, createTrack, describe as describeSong, openMade, signUp } from './visit.ts'

const studio = inject('studioUrl')
const RENDERED = { timeout: 60_000 }
/** Short songs are made sooner. */
const SECONDS = 15

let browser: Browser
beforeAll(async () => {
  browser = await openChromium()
  await vi.waitUntil(async () => (await countOpenJobs()) === 0, { ...RENDERED, interval: 1_000 })
})
beforeEach(heal)
afterAll(async () => {
  await heal()
  await browser.close()
})

/** Songs that other files left unfinished would use up the faults for ours. */
async function countOpenJobs(): Promise<number> {
  const headers = { authorization: 'Bearer for-development-only-not-a-secret' }
  const text = await (await fetch(`${studio}/metrics`, { headers })).text()
  const counts = text.matchAll(/^soundfoundry_jobs_open\{.*\} (\d+)$/gm)
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0)
}

async function openPage(options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  const context = await browser.newContext({ baseURL: studio, ...options })
  const page = await context.newPage()
  await signUp(page)
  return page
}

const main = (page: Page) => page.getByRole('main')
const playButton = (page: Page) => main(page).getByRole('button', { name: /^Play / })
const tryAgain = (page: Page) => page.getByRole('button', { name: 'Try again' })

/** The lines about tracks, newest first: what happened, and what it cost. */
async function readTrackLines(page: Page): Promise<(string | undefined)[][]> {
  const lines = await readLedger(page)
  return lines.map(([text, credits]) => [text, credits]).slice(0, -1)
}

async function listTitles(page: Page): Promise<string[]> {
  await page.goto('/library')
  const titles = main(page).locator('li a[href^="/tracks/"]')
  await titles.first().waitFor()
  return titles.allTextContents()
}

async function createFailing(page: Page, prompt: string): Promise<void> {
  await fail('fal', 'submit_503')
  await fail('replicate', 'create_500')
  await createTrack(page, prompt, SECONDS)
}

describe('a song that its first provider does not make', () => {
  it('is made by the next one, as the page says, and plays', async () => {
    const page = await openPage()
    await fail('fal', 'submit_503')
    await createTrack(page, 'a polka that nobody at FAL has time for', SECONDS)
    await main(page).getByText('Another service is making the music').waitFor(RENDERED)
    await playButton(page).click(RENDERED)
    await expect
      .poll(() => page.evaluate(() => document.querySelector('audio')?.currentTime))
      .toBeGreaterThan(0.3)
    await expectBalance(page, '45')
    expect(await readTrackLines(page)).toEqual([
      ['Made “A polka that nobody at FAL has time for”', '−5'],
    ])
  })

  it('never seems to go back, even when its music was there but broken', async () => {
    const page = await openPage()
    await fail('fal', 'audio_truncated', 2)
    await createTrack(page, 'a tape that breaks in the middle', SECONDS)
    const seen: number[] = []
    const look = () =>
      page.evaluate(() => document.querySelector('main [role="progressbar"]')?.ariaValueNow ?? null)
    await expect
      .poll(
        async () => {
          const now = await look()
          if (now !== null) seen.push(Number(now))
          return playButton(page).isVisible()
        },
        { ...RENDERED, interval: 200 },
      )
      .toBe(true)
    expect(seen).toEqual(seen.toSorted((a, b) => a - b))
    expect(new Set(seen).size).toBeGreaterThan(2)
  })
})

describe('a song that no provider makes', () => {
  it('says so in a sentence, costs nothing, and one press makes it again', async () => {
    const page = await openPage()
    await createFailing(page, 'a choir that forgot the words')
    await page
      .getByRole('alert')
      .getByText('the music service had a problem. Your 5 credits are back.')
      .waitFor(RENDERED)
    await expectBalance(page, '50')
    const failed = page.url()
    expect(await readTrackLines(page)).toEqual([
      ['“A choir that forgot the words” failed: it cost nothing', '0'],
    ])
    await page.goto(failed)
    await tryAgain(page).click()
    await page.waitForURL((url) => /^\/tracks\/trk_/.test(url.pathname) && url.href !== failed)
    await playButton(page).waitFor(RENDERED)
    await expectBalance(page, '45')
    expect(await listTitles(page)).toEqual([
      'A choir that forgot the words',
      'A choir that forgot the words',
    ])
  })

  it('is made again once, however quickly the button is pressed twice', async () => {
    const page = await openPage()
    await createFailing(page, 'a drummer who knocks twice')
    await tryAgain(page).dblclick(RENDERED)
    await expectBalance(page, '45')
    expect(await listTitles(page)).toHaveLength(2)
  })

  it('is made again without JavaScript', async () => {
    const page = await openPage({ javaScriptEnabled: false })
    await createFailing(page, 'a harp in the dark')
    await expectAfterReloads(page, () => tryAgain(page).count())
    await tryAgain(page).click()
    await expectAfterReloads(page, () => page.locator('audio[controls]').count())
    await expectBalance(page, '45')
  })
})

/** Without a script the page reloads itself after a while; the test doesn't wait for that. */
async function expectAfterReloads(page: Page, count: () => Promise<number>): Promise<void> {
  await expect
    .poll(
      async () => {
        await page.reload()
        return count()
      },
      { ...RENDERED, interval: 1_000 },
    )
    .toBe(1)
}

it('makes a canceled song again by one press', async () => {
  const page = await openPage()
  await createTrack(page, 'a march that was called off', SECONDS)
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByText('You canceled this track. Your 5 credits are back.').waitFor()
  await expectBalance(page, '50')
  await tryAgain(page).click()
  await playButton(page).waitFor(RENDERED)
  expect((await readTrackLines(page)).map(([text]) => text)).toEqual([
    'Made “A march that was called off”',
    '“A march that was called off” was canceled: it cost nothing',
  ])
})

it('gives music that comes after its song has failed, and says so', async () => {
  const page = await openPage()
  await hold('fal', true)
  await fail('fal', 'submit_lost')
  await createTrack(page, 'a waltz that missed its train', SECONDS)
  const isAtFal = async () =>
    (await paidAtFal()).some(({ input }) => input.prompt?.startsWith('a waltz that missed'))
  await expect.poll(isAtFal).toBe(true)
  await passDeadline(page.url().split('/').at(-1) ?? '')
  await page.getByRole('alert').getByText('the music service took too long.').waitFor()
  await expectBalance(page, '50')
  await hold('fal', false)
  const note = 'This track arrived late, after we had refunded you. Keep it, it’s on us.'
  await expectAfterReloads(page, () => page.getByText(note).count())
  await playButton(page).waitFor()
  await expectBalance(page, '50')
  expect((await readTrackLines(page))[0]).toEqual([
    '“A waltz that missed its train” came too late and was given to you: it cost nothing',
    '0',
  ])
})

/** Instead of waiting a quarter of an hour: the job's deadline is now, and cron fires. */
async function passDeadline(trackId: string): Promise<void> {
  await openSql()`update jobs set deadline = now() where track_id = ${trackId}`
  await fetch(`${studio}/cdn-cgi/local/scheduled?cron=*+*+*+*+*`)
}

describe('variations', () => {
  it('cost as many times as much, and are watched together', async () => {
    const page = await openPage()
    await page.goto('/create?mode=custom')
    await describeSong(page, 'three kettles in a round')
    await page.getByRole('radio', { name: 'Instrumental' }).check()
    await chooseLength(page, 15)
    await page.getByRole('spinbutton', { name: 'Takes' }).fill('3')
    await page.getByRole('button', { name: 'Create · 15 credits' }).click()
    await openMade(page)
    await page.waitForURL(({ pathname }) => pathname === '/library')
    await page.getByText('Queued').or(page.getByText('Being made')).first().waitFor()
    await expectBalance(page, '35')
    const plays = page.getByRole('list', { name: 'Tracks' }).getByRole('button', { name: /^Play / })
    await expect.poll(() => plays.count(), RENDERED).toBe(3)
    expect(await listTitles(page)).toEqual(
      [3, 2, 1].map((take) => `Three kettles in a round Take ${take}`),
    )
    await expectBalance(page, '35')
  })

  it('can be asked for without JavaScript, too', async () => {
    const page = await openPage({ javaScriptEnabled: false })
    await page.goto('/create?mode=custom')
    await describeSong(page, 'two spoons')
    await page.getByRole('spinbutton', { name: 'Takes' }).fill('2')
    await page.getByRole('button', { name: /^Create/ }).click()
    await page.waitForURL(({ pathname }) => pathname === '/library')
    expect(await listTitles(page)).toHaveLength(2)
    expect(await page.locator('meta[http-equiv="refresh"]').count()).toBe(1)
  })
})
