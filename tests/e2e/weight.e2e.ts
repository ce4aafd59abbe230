import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { openChromium } from './chromium.ts'
import { fillLibrary } from './fill-library.ts'
import { signUp } from './visit.ts'

const TRACKS = 2_000
const RENDERED = { timeout: 60_000 }

let browser: Browser
let page: Page
let email: string
beforeAll(async () => {
  browser = await openChromium()
  const context = await browser.newContext({ baseURL: inject('studioUrl') })
  page = await context.newPage()
})
afterAll(() => browser.close())

const sizes = new Map<string, number>()

/** The bytes of JavaScript, gzipped, that the document asks for before it can be used. */
async function firstLoad(path: string): Promise<number> {
  const document = await (await page.request.get(path)).text()
  let sum = 0
  for (const script of new Set(document.match(/\/assets\/[^"]+\.js/g))) {
    const size = sizes.get(script) ?? (await readSize(script))
    sizes.set(script, size)
    sum += size
  }
  return sum
}

async function readSize(script: string): Promise<number> {
  const answer = await page.request.get(script)
  expect(answer.status()).toBe(200)
  return gzipSync(await answer.body()).length
}

it.each([
  '/',
  '/pricing',
  '/analyze',
  '/sign-in',
  '/sign-up',
  '/terms',
  '/privacy',
  '/license',
  '/about',
])('%s loads at most 120 KB of JavaScript', async (path) => {
  const bytes = await firstLoad(path)
  expect(bytes).toBeGreaterThan(80 * 1024)
  expect(bytes).toBeLessThan(120 * 1024)
})

it('the studio loads at most 190 KB of JavaScript', async () => {
  email = await signUp(page)
  for (const path of ['/create', '/library', '/credits', '/account']) {
    const bytes = await firstLoad(path)
    expect([path, bytes > 100_000, bytes < 190 * 1024]).toEqual([path, true, true])
  }
})

it('shows 2,000 tracks with few elements, and nothing moves while one more is made', async () => {
  await fillLibrary(email, TRACKS)
  await page.goto('/library')
  for (let loaded = 0; loaded < 6; loaded += 1) await scrollToMore()
  const { rows, others } = await page.evaluate(countElements)
  expect(rows).toBeGreaterThan(10)
  expect(rows).toBeLessThan(60)
  expect(others).toBeLessThanOrEqual(400)

  const headers = { origin: inject('studioUrl') }
  const data = { prompt: 'one more', instrumental: true }
  expect((await page.request.post('/api/tracks', { headers, data })).status()).toBe(202)
  // A tab of its own stands at the top.
  const fresh = await page.context().newPage()
  await fresh.goto('/library')
  const bar = fresh.getByRole('region', { name: /^Making/ }).getByRole('progressbar')
  await bar.waitFor()
  await fresh.evaluate(watchShifts)
  const before = await bar.getAttribute('aria-valuenow')
  await expect.poll(() => bar.getAttribute('aria-valuenow'), RENDERED).not.toBe(before)
  expect(await fresh.evaluate(() => Reflect.get(window, 'shifts'))).toEqual([])
})

/** To the end of what is there, and on to where the next page has come. */
async function scrollToMore(): Promise<void> {
  const height = () => page.evaluate(() => document.documentElement.scrollHeight)
  const before = await height()
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight))
  await expect.poll(height, RENDERED).toBeGreaterThan(before)
}

function countElements(): { rows: number; others: number } {
  const rows = document.querySelectorAll('main li:has([data-row-title])')
  const within = [...rows].reduce((sum, row) => sum + row.querySelectorAll('*').length + 1, 0)
  return { rows: rows.length, others: document.body.querySelectorAll('*').length - within }
}

/** Keeps what moves on the page by itself, and how far. */
function watchShifts(): void {
  const shifts: string[] = []
  Reflect.set(window, 'shifts', shifts)
  new PerformanceObserver((list) => {
    // What only grows or shrinks in its place is reported, too.
    for (const entry of list.getEntries() as LayoutShift[])
      for (const { node, previousRect: before, currentRect: now } of entry.sources)
        if (before.x !== now.x || before.y !== now.y)
          shifts.push(`${node?.textContent}: ${before.y} to ${now.y}, ${before.x} to ${now.x}`)
  }).observe({ type: 'layout-shift' })
}

type LayoutShift = PerformanceEntry & {
  sources: { node: Node | null; previousRect: DOMRect; currentRect: DOMRect }[]
}
