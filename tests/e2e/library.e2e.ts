import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openChromium } from './chromium.ts'
import { PATIENTLY } from './shop.ts'
import { signUp } from './visit.ts'

const RENDERED = { timeout: 60_000 }

let browser: Browser
let page: Page
beforeAll(async () => {
  browser = await openChromium()
  page = await openPage()
  await signUp(page)
  await makeTakes(page, 'Harbour at four', 3, '[Verse]\nLanterns over the quay\n[Chorus]\nStay')
})
afterAll(() => browser.close())

async function openPage(options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  const context = await browser.newContext({ baseURL: inject('studioUrl'), ...options })
  return context.newPage()
}

/** Asks the API, as a script would, and waits until the library can play them all. */
async function makeTakes(on: Page, title: string, variations: number, lyrics: string) {
  const answer = await on.request.post('/api/tracks', {
    headers: { origin: inject('studioUrl') },
    data: { prompt: 'A slow waltz for an empty harbour', title, lyrics, variations },
  })
  expect(answer.status()).toBe(202)
  await on.goto('/library')
  const making = on.getByRole('region', { name: /^Making/ })
  await making.waitFor()
  await making.waitFor({ state: 'detached', ...RENDERED })
}

/** Opens a page of the list and waits until its keys work: the list is one stop of the Tab key then. */
async function open(path = '/library'): Promise<void> {
  await page.goto(path)
  await page.locator('[data-row-title][tabindex="-1"]').first().waitFor()
}

const row = (take: number) =>
  page.getByRole('listitem').filter({ has: page.getByRole('link', { name: `take ${take}` }) })
const titles = () => page.locator('[data-row-title]').allTextContents()
const focused = () =>
  page.evaluate(() => {
    const { activeElement } = document
    return activeElement?.getAttribute('aria-label') ?? activeElement?.textContent
  })

describe('the list', () => {
  it('tells takes apart, and plays each from its art', async () => {
    await open()
    await page.getByRole('button', { name: 'Play Harbour at four, take 2' }).click()
    await page.getByRole('button', { name: 'Pause Harbour at four, take 2' }).waitFor(PATIENTLY)
    const player = page.getByRole('region', { name: 'Player' })
    await player.getByText('Take 2').waitFor(PATIENTLY)
  })

  it('keeps a favorite at once and after a reload', async () => {
    await open()
    const heart = () => row(2).getByRole('button', { name: 'Favorite Harbour at four, take 2' })
    const saved = page.waitForResponse((answer) => answer.request().method() === 'PATCH')
    await heart().click()
    expect(await heart().getAttribute('aria-pressed')).toBe('true')
    await saved
    await page.getByRole('navigation', { name: 'Main' }).getByText('Favorites').click()
    await page.waitForURL('**/library?favorite=true')
    await expect.poll(titles, PATIENTLY).toEqual(['Harbour at four Take 2'])
    await page.reload()
    expect(await titles()).toEqual(['Harbour at four Take 2'])
  })

  it('finds a track by a word of its lyrics as it is typed, and by Back finds all again', async () => {
    await open()
    await page.keyboard.press('/')
    await page.keyboard.type('zzz nothing')
    await page.getByText('No tracks match').waitFor(PATIENTLY)
    await page.keyboard.press('Escape')
    await page.keyboard.type('lanterns')
    await expect.poll(() => page.locator('mark').count(), PATIENTLY).toBe(3)
    await expect.poll(() => page.url(), PATIENTLY).toContain('q=lanterns')
    expect(await page.getByRole('searchbox').inputValue()).toBe('lanterns')
  })

  it('renames in place, and undoes it', async () => {
    await open()
    await page.getByRole('link', { name: 'Harbour at four Take 3' }).focus()
    await page.keyboard.press('F2')
    await page.keyboard.type('שלום עולם!')
    await page.keyboard.press('Enter')
    await expect.poll(focused, PATIENTLY).toBe('שלום עולם! Take 3')
    await page.getByText('Renamed to “שלום עולם!”.').first().waitFor(PATIENTLY)
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByRole('link', { name: 'Harbour at four Take 3' }).waitFor(PATIENTLY)
    await page.reload()
    await page.getByRole('link', { name: 'Harbour at four Take 3' }).waitFor()
  })

  it('throws away and brings back by keyboard alone, and the focus goes to the next row', async () => {
    await open()
    await page.getByRole('link', { name: 'Harbour at four Take 3' }).focus()
    await page.keyboard.press('Delete')
    await expect.poll(focused, PATIENTLY).toBe('Harbour at four Take 2')
    await page.getByText('“Harbour at four” is in the trash.').first().waitFor(PATIENTLY)
    await expect.poll(titles, PATIENTLY).toHaveLength(2)
    await page.keyboard.press('z')
    await expect.poll(titles, PATIENTLY).toHaveLength(3)
  })

  it('is one stop of the Tab key, with arrows between rows and within them', async () => {
    await open()
    await page.getByRole('link', { name: 'Harbour at four Take 3' }).focus()
    await page.keyboard.press('ArrowDown')
    await expect.poll(focused, PATIENTLY).toBe('Harbour at four Take 2')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    expect(await focused()).toBe('Play Harbour at four, take 2')
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Shift+ArrowDown')
    await page.getByRole('status').getByText('2 selected').waitFor()
    await page.getByRole('region', { name: 'Selected tracks' }).getByText('Done').click()
    await page.getByRole('link', { name: 'Harbour at four Take 3' }).focus()
    await page.keyboard.press('Tab')
    const isInList = await page.evaluate(() => document.activeElement?.closest('[data-track]'))
    expect(isInList).toBeNull()
  })

  it('keeps favorites and the trash for several tracks at once', async () => {
    await open()
    await page.getByRole('link', { name: 'Harbour at four Take 3' }).focus()
    await page.keyboard.press('x')
    await page.keyboard.press('ArrowDown')
    await expect.poll(focused, PATIENTLY).toBe('Harbour at four Take 2')
    await page.keyboard.press('x')
    const bar = page.getByRole('region', { name: 'Selected tracks' })
    const saved = page.waitForResponse((answer) => answer.request().method() === 'PATCH')
    await bar.getByRole('button', { name: 'Trash' }).click()
    expect((await saved).request().postDataJSON().ids).toHaveLength(2)
    await expect.poll(titles, PATIENTLY).toHaveLength(1)
    await open('/library?trashed=true')
    await page.getByText('30 days left').first().waitFor()
    await page.getByRole('button', { name: 'More for Harbour at four, take 3' }).click()
    await page.getByRole('menuitem', { name: 'Restore' }).click()
    await expect.poll(titles, PATIENTLY).toHaveLength(1)
    await open()
    expect(await titles()).toHaveLength(2)
  })

  it('keeps what was changed when the studio can’t be reached, and says so', async () => {
    await open()
    const heart = row(3).getByRole('button', { name: 'Favorite Harbour at four, take 3' })
    await page.context().setOffline(true)
    await heart.click()
    await page.getByText('No connection, so nothing was changed.').first().waitFor(PATIENTLY)
    expect(await heart.getAttribute('aria-pressed')).toBe('false')
    await page.context().setOffline(false)
  })
})

it('restores from the trash without JavaScript', async () => {
  const plain = await openPage({
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
  })
  await plain.goto('/library?trashed=true')
  await plain.getByRole('button', { name: 'Restore' }).first().click()
  await plain.goto('/library')
  expect(await plain.locator('[data-row-title]').count()).toBe(3)
})
