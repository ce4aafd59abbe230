import type { Browser, Page, Route } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { gradeAnswer } from '../harness/grade-answer.ts'
import { openChromium } from './chromium.ts'
import { createTrack, describe as describeSong, readDescription, signUp } from './visit.ts'

const ADA = { email: 'ada@example.com', password: 'let-me-play' }

let browser: Browser
beforeAll(async () => {
  browser = await openChromium()
})
afterAll(() => browser.close())

/** Most tests go without the service worker: what it answers, they couldn't break. */
async function openPage(serviceWorkers: 'allow' | 'block' = 'block'): Promise<Page> {
  const context = await browser.newContext({ baseURL: inject('studioUrl'), serviceWorkers })
  return context.newPage()
}

const bar = (page: Page, words: string | RegExp) =>
  page.getByRole('status').filter({ hasText: words })
const main = (page: Page) => page.getByRole('main')
const press = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name }).click()

/** A document that was loaded anew has no mark. */
const mark = (page: Page) => page.evaluate(() => document.body.setAttribute('data-mark', ''))
const hasMark = (page: Page) => page.locator('body[data-mark]').count()

const secondsPlayed = (page: Page) =>
  page.evaluate(() => {
    const audio = document.querySelector('audio')
    return audio && !audio.paused ? audio.currentTime : 0
  })

async function goOffline(page: Page): Promise<void> {
  await page.context().setOffline(true)
}

async function goOnline(page: Page): Promise<void> {
  await page.context().setOffline(false)
}

/** Answers the next request for `address` as a gateway does. */
async function failOnce(page: Page, address: string, status: number): Promise<() => boolean> {
  let hasFailed = false
  const answer = async (route: Route) => {
    if (hasFailed) return route.fallback()
    hasFailed = true
    await route.fulfill({ status, contentType: 'text/html', body: `<h1>${status}</h1>` })
  }
  await page.route(address, answer)
  return () => hasFailed
}

describe('a page that the network fails', () => {
  it('keeps its list, its music and its person, says so, and catches up', async () => {
    const page = await openPage()
    await signInAsAda(page, '/create')
    await createTrack(page, 'a kite above the harbor')
    await press(page, 'Library')
    await main(page).getByRole('button', { name: 'Play Rain on the Foundry' }).click()
    await expect.poll(() => secondsPlayed(page)).toBeGreaterThan(0)
    await mark(page)

    await goOffline(page)
    const before = await secondsPlayed(page)
    await bar(page, 'You’re offline').waitFor()
    await page.waitForTimeout(5_000)
    await main(page).getByRole('link', { name: /kite/i }).first().waitFor()
    expect(await page.getByRole('link', { name: 'Sign in' }).count()).toBe(0)
    expect(await secondsPlayed(page)).toBeGreaterThan(before + 3)

    await goOnline(page)
    await bar(page, 'You’re back').waitFor()
    await main(page)
      .getByRole('button', { name: /^Play .*kite/i })
      .first()
      .waitFor()
    expect(await secondsPlayed(page)).toBeGreaterThan(before)
    expect(await hasMark(page)).toBe(1)
  })

  it('stays what it is when a gateway answers once for the studio, and catches up', async () => {
    const page = await openPage()
    await signUp(page)
    await createTrack(page, 'a kite above the harbor')
    await mark(page)
    await press(page, 'Library')
    const libraryFailed = await failOnce(page, '**/library.data*', 503)
    await bar(page, 'We can’t reach the studio').waitFor()
    expect(libraryFailed()).toBe(true)
    const trackFailed = await failOnce(page, '**/tracks/*.data*', 503)
    await main(page).getByRole('link', { name: /kite/i }).click()
    await main(page).getByRole('button', { name: /^Play/ }).first().waitFor()
    expect(trackFailed()).toBe(true)
    expect(await hasMark(page)).toBe(1)
  })

  it('shows a finished track though its end was answered by a gateway', async () => {
    const page = await openPage()
    await signUp(page)
    await createTrack(page, 'a kite above the harbor')
    const hasFailed = await failOnce(page, '**/tracks/*.data*', 503)
    await main(page).getByRole('button', { name: /^Play/ }).first().waitFor()
    expect(hasFailed()).toBe(true)
  })

  it('stays until the page that was pressed can be loaded, code and all', async () => {
    const page = await openPage()
    await page.goto('/pricing', { waitUntil: 'networkidle' })
    const heading = await page.getByRole('heading', { level: 1 }).textContent()
    await mark(page)
    await goOffline(page)
    await page.getByRole('banner').getByRole('link', { name: 'Sign in' }).click()
    await bar(page, 'You’re offline').getByRole('button', { name: 'Try now' }).click()
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(heading)
    await goOnline(page)
    await page.getByLabel('Password', { exact: true }).waitFor()
    expect(await hasMark(page)).toBe(1)
  })

  it('says that it waits for the page that was pressed', async () => {
    const page = await openPage()
    await page.goto('/about', { waitUntil: 'networkidle' })
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    await page.route('**/*.data*', async (route) => {
      await released
      await route.continue()
    })
    await press(page, 'Pricing')
    await page.locator('main[aria-busy=true]').waitFor({ timeout: 5_000 })
    expect(new URL(page.url()).pathname).toBe('/about')
    release()
    await page.waitForURL(({ pathname }) => pathname === '/pricing')
    await page.locator('main[aria-busy=false]').waitFor()
  })

  it('takes presses that need no connection, and says of the others that there is none', async () => {
    const page = await openPage()
    await page.goto('/sign-in', { waitUntil: 'networkidle' })
    await mark(page)
    await goOffline(page)
    await page
      .getByRole('button', { name: /^Theme/ })
      .first()
      .click()
    await expect
      .poll(() => page.evaluate(() => document.documentElement.dataset.theme))
      .toBe('light')
    await page.getByLabel('Email').fill('ada@example.com')
    await page.getByLabel('Password', { exact: true }).fill('let-me-play')
    const signIn = main(page).getByRole('button', { name: 'Sign in' })
    await signIn.click()
    await page.getByRole('alert').getByText('No connection').waitFor()
    await goOnline(page)
    await signIn.click()
    await page.waitForURL(({ pathname }) => pathname === '/library')
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('light')
    expect(await hasMark(page)).toBe(1)
  })

  it('says that a track can’t be canceled or renamed without a connection, and then does it', async () => {
    const page = await openPage()
    await signUp(page)
    await createTrack(page, 'a slow march that nobody waits for')
    await goOffline(page)
    await main(page).getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('alert').getByText('No connection').waitFor()
    await goOnline(page)
    await main(page).getByRole('button', { name: 'Cancel' }).click()
    await main(page)
      .getByText(/canceled/i)
      .first()
      .waitFor()
    await typeTitle(page, 'A march for two')
    await goOffline(page)
    await saveTitle(page)
    await page.getByText('No connection, so nothing was changed.').first().waitFor()
    await goOnline(page)
    await page
      .getByRole('region', { name: 'Notifications' })
      .getByRole('button', { name: 'Try again' })
      .click()
    await page.getByRole('heading', { level: 1, name: 'A march for two' }).waitFor()
  })
})

describe('a form that isn’t taken', () => {
  it('keeps the words when a gateway answers for the studio, and then makes one track', async () => {
    const page = await openPage()
    await signUp(page)
    await describeSong(page, 'a song for a broken gateway')
    await failOnce(page, '**/create.data*', 502)
    await page.getByRole('button', { name: /^Create/ }).click()
    await page.getByRole('alert').getByText('We can’t reach the studio').waitFor()
    expect(await readDescription(page)).toContain('broken gateway')
    await page.getByRole('button', { name: /^Create/ }).click()
    await page.getByText('broken gateway').first().waitFor()
  })

  it('keeps the title of a person who signed out in another tab until they are back', async () => {
    const page = await openPage()
    await signInAsAda(page, '/library')
    await signOutElsewhere(page)
    await press(page, 'Library')
    await bar(page, 'You’re signed out').getByRole('link', { name: 'Sign in again' }).waitFor()
    await signInElsewhere(page)
    await bar(page, 'You’re back').waitFor()
    await main(page).getByRole('link', { name: 'Rain on the Foundry' }).click()
    await typeTitle(page, 'Rain in another key')
    await signOutElsewhere(page)
    await saveTitle(page)
    await page.getByText('You’re signed out, so nothing was changed.').first().waitFor()
    await signInElsewhere(page)
    await page
      .getByRole('region', { name: 'Notifications' })
      .getByRole('button', { name: 'Try again' })
      .click()
    await page.getByRole('heading', { level: 1, name: 'Rain in another key' }).waitFor()
    // Others look for Ada's track by its name.
    await typeTitle(page, 'Rain on the Foundry')
    await saveTitle(page)
    await page.getByText('Renamed to “Rain on the Foundry”.').first().waitFor()
  })
})

describe('the studio’s shell', () => {
  it('opens a page of ours for a reload or an address without a connection, and goes on by itself', async () => {
    const page = await openPage('allow')
    await page.goto('/pricing')
    await page.evaluate(() => navigator.serviceWorker.ready)
    await goOffline(page)
    await page.reload()
    await page.getByRole('heading', { name: 'We can’t reach the studio' }).waitFor()
    await page.goto('/sign-in?next=/library')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('heading', { name: 'We can’t reach the studio' }).waitFor()
    await goOnline(page)
    await page.getByLabel('Password', { exact: true }).waitFor()
  })

  it('keeps nobody’s page and no answer', async () => {
    const page = await openPage('allow')
    await signUp(page)
    await page.evaluate(() => navigator.serviceWorker.ready)
    await page.goto('/library')
    await press(page, 'Create')
    const kept = await page.evaluate(async () => {
      const caches = await Promise.all(
        (await window.caches.keys()).map((key) => window.caches.open(key)),
      )
      const requests = await Promise.all(caches.map((cache) => cache.keys()))
      return requests.flat().map(({ url }) => new URL(url).pathname)
    })
    const others = kept.filter((path) => !path.startsWith('/assets/'))
    expect(others.toSorted()).toEqual(['/favicon.svg', '/offline'])
    expect(kept.length).toBeGreaterThan(20)
  })

  it('names files by what is in them, to be kept for good', async () => {
    const page = await openPage()
    await page.goto('/pricing')
    const files = await page.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => name),
    )
    const asset = files.find((name) => name.includes('/assets/'))
    const answer = await page.request.get(asset ?? '/nothing')
    expect(answer.headers()['cache-control']).toBe('public, max-age=31536000, immutable')
    for (const file of [
      asset ?? '',
      '/favicon.svg',
      '/manifest.webmanifest',
      '/service-worker.js',
    ]) {
      const { headers, status } = await get(page, file)
      expect([file, status]).toEqual([file, 200])
      expect(Object.fromEntries(headers)).toMatchObject({
        'x-content-type-options': 'nosniff',
        'cross-origin-resource-policy': 'same-origin',
        'strict-transport-security': expect.stringMatching(/^max-age=\d{8}/),
      })
    }
    const picture = await get(page, '/og.png')
    expect(picture.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    const offline = await get(page, '/offline')
    expect(gradeAnswer(offline)).toEqual({ score: 130, why: [] })
  })
})

async function get(page: Page, path: string): Promise<Response> {
  const answer = await page.request.get(path)
  return new Response(null, { status: answer.status(), headers: answer.headers() })
}

async function signInAsAda(page: Page, next: string): Promise<void> {
  await page.goto(`/sign-in?next=${next}`)
  await fillInAda(page)
  await page.waitForURL(({ pathname }) => pathname === next)
}

async function fillInAda(page: Page): Promise<void> {
  await page.getByLabel('Email').fill(ADA.email)
  await page.getByLabel('Password', { exact: true }).fill(ADA.password)
  await main(page).getByRole('button', { name: 'Sign in' }).click()
}

/** Ends the session of all tabs. */
async function signOutElsewhere(page: Page): Promise<void> {
  await postElsewhere(page, '/api/auth/sign-out', {})
}

async function signInElsewhere(page: Page): Promise<void> {
  await postElsewhere(page, '/api/auth/sign-in/email', ADA)
}

async function postElsewhere(page: Page, path: string, data: object): Promise<void> {
  const Origin = new URL(page.url()).origin
  expect((await page.request.post(path, { headers: { Origin }, data })).ok()).toBe(true)
}

async function typeTitle(page: Page, title: string): Promise<void> {
  await main(page).getByRole('button', { name: 'Rename' }).click()
  await page.getByRole('textbox', { name: 'Title' }).fill(title)
}

async function saveTitle(page: Page): Promise<void> {
  await page.keyboard.press('Enter')
}
