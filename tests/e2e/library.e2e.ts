import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { fillLibrary } from './fill-library.ts'
import { shareBrowser } from './share-browser.ts'
import { signUp } from './visit.ts'

const RENDERED = { timeout: 60_000 }

const openPage = shareBrowser()
let page: Page
beforeAll(async () => {
  page = await openPage()
  await signUp(page)
  await makeTakes(page, 'Harbour at four', 3, '[Verse]\nLanterns over the quay\n[Chorus]\nStay')
})

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

const focusedHeading = (name: string) =>
  page.getByRole('heading', { level: 1, name }).and(page.locator(':focus'))

/** A bar that is louder than silence is longer than two pixels. */
const hasWaveforms = () =>
  page
    .locator('[data-track] button path')
    .first()
    .evaluate((path) => !/^(M\S+ \S+v2\.0)+$/.test(path.getAttribute('d') ?? ''))

describe('the list', () => {
  it('draws the waveform of what has just arrived, and of that alone', async () => {
    const drawn = page.locator('[data-draws]')
    await expect.poll(() => drawn.count()).toBe(3)
    const peaks = page.waitForResponse(/\/api\/tracks\/peaks/)
    await page.reload()
    await peaks
    await expect.poll(hasWaveforms).toBe(true)
    expect(await drawn.count()).toBe(0)
  })

  it('tells takes apart, and plays each from its art', async () => {
    await open()
    await page.getByRole('button', { name: 'Play Harbour at four, take 2' }).click()
    await page.getByRole('button', { name: 'Pause Harbour at four, take 2' }).waitFor()
    const player = page.getByRole('region', { name: 'Player' })
    await player.getByText('Take 2').waitFor()
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
    await expect.poll(titles).toEqual(['Harbour at four Take 2'])
    await page.reload()
    expect(await titles()).toEqual(['Harbour at four Take 2'])
  })

  it('finds a track by a word of its lyrics as it is typed, and by Back finds all again', async () => {
    await open()
    await page.keyboard.press('/')
    await page.keyboard.type('zzz nothing')
    await page.getByText('No tracks match').waitFor()
    await page.keyboard.press('Escape')
    const answer = Promise.withResolvers<void>()
    await page.route('**/*.data*', async (route) => {
      await answer.promise
      await route.continue()
    })
    const asked = page.waitForRequest(/q=lanterns/)
    await page.keyboard.type('lanterns')
    await asked
    expect(await page.getByRole('searchbox').inputValue()).toBe('lanterns')
    answer.resolve()
    await expect.poll(() => page.locator('mark').count()).toBe(3)
    await page.unroute('**/*.data*')
    await expect.poll(() => page.url()).toContain('q=lanterns')
    expect(await page.getByRole('searchbox').inputValue()).toBe('lanterns')
  })

  it('renames in place, and undoes it', async () => {
    await open()
    await page.getByRole('link', { name: 'Harbour at four Take 3' }).focus()
    await page.keyboard.press('F2')
    await page.keyboard.type('שלום עולם!')
    await page.keyboard.press('Enter')
    await expect.poll(focused).toBe('שלום עולם! Take 3')
    await page.getByText('Renamed to “שלום עולם!”.').first().waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByRole('link', { name: 'Harbour at four Take 3' }).waitFor()
    await page.reload()
    await page.getByRole('link', { name: 'Harbour at four Take 3' }).waitFor()
  })

  it('throws away and brings back by keyboard alone, and the focus goes to the next row', async () => {
    await open()
    await page.getByRole('link', { name: 'Harbour at four Take 3' }).focus()
    await page.keyboard.press('Delete')
    await expect.poll(focused).toBe('Harbour at four Take 2')
    await page.getByText('“Harbour at four” is in the trash.').first().waitFor()
    await expect.poll(titles).toHaveLength(2)
    await page.keyboard.press('z')
    await expect.poll(titles).toHaveLength(3)
  })

  it('is one stop of the Tab key, with arrows between rows and within them', async () => {
    await open()
    await page.getByRole('link', { name: 'Harbour at four Take 3' }).focus()
    await page.keyboard.press('ArrowDown')
    await expect.poll(focused).toBe('Harbour at four Take 2')
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
    await expect.poll(focused).toBe('Harbour at four Take 2')
    await page.keyboard.press('x')
    const bar = page.getByRole('region', { name: 'Selected tracks' })
    const saved = page.waitForResponse((answer) => answer.request().method() === 'PATCH')
    await bar.getByRole('button', { name: 'Trash' }).click()
    expect((await saved).request().postDataJSON().ids).toHaveLength(2)
    await expect.poll(titles).toHaveLength(1)
    await open('/library?trashed=true')
    await page.getByText('30 days left').first().waitFor()
    await page.getByRole('button', { name: 'More for Harbour at four, take 3' }).click()
    await page.getByRole('menuitem', { name: 'Restore' }).click()
    await expect.poll(titles).toHaveLength(1)
    await open()
    expect(await titles()).toHaveLength(2)
  })

  it('keeps what was changed when the studio can’t be reached, and says so', async () => {
    await open()
    const heart = row(3).getByRole('button', { name: 'Favorite Harbour at four, take 3' })
    await page.context().setOffline(true)
    await heart.click()
    await page.getByText('No connection, so nothing was changed.').first().waitFor()
    expect(await heart.getAttribute('aria-pressed')).toBe('false')
    await page.context().setOffline(false)
  })
})

it('is drawn in grey, in its place, while it is waited for', async () => {
  await page.goto('/credits')
  const link = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Library' })
  await page.waitForLoadState('networkidle')
  const answer = Promise.withResolvers<void>()
  await page.route('**/*.data*', async (route) => {
    await answer.promise
    await route.continue()
  })
  await link.click()
  const boxes = (art: string) =>
    page.locator(art).evaluateAll((arts) =>
      arts.slice(0, 2).map((each) => {
        const { x, y, width, height } = each.getBoundingClientRect()
        return [x, y, width, height]
      }),
    )
  await page.locator('[data-skeleton="list"]').waitFor()
  const grey = await boxes('[data-skeleton] [data-skeleton-art]')
  answer.resolve()
  await page.locator('[data-skeleton]').waitFor({ state: 'detached' })
  expect(await boxes('[data-track] img')).toEqual(grey)
  await page.unroute('**/*.data*')
})

describe('the grid', () => {
  it('has the rows’ keys, and arrows in two dimensions', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    await open()
    await page.getByRole('navigation', { name: 'View' }).getByRole('link', { name: 'Grid' }).click()
    await page.waitForURL('**/library?view=grid')
    const cards = page.locator('[data-track]')
    await expect.poll(() => cards.count()).toBe(2)
    const [first, second] = [cards.nth(0), cards.nth(1)]
    const placeOf = async (card: typeof first) => (await card.boundingBox())?.y ?? null
    await expect.poll(async () => (await placeOf(first)) === (await placeOf(second))).toBe(true)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)

    await first.getByRole('link').focus()
    await page.keyboard.press('ArrowRight')
    const [, last = ''] = await titles()
    await expect.poll(focused).toBe(last)
    await page.keyboard.press('x')
    await page.getByRole('status').getByText('1 selected').waitFor()
    await page.keyboard.press('Shift+F10')
    await page.getByRole('menuitem', { name: 'Unselect' }).click()
    await page.getByRole('region', { name: 'Selected tracks' }).waitFor({ state: 'detached' })
    await page.reload()
    expect(await cards.getByRole('button', { name: /^Play / }).count()).toBe(2)
    await page.setViewportSize({ width: 1280, height: 720 })
  })

  it('goes on as it is scrolled, and keeps only what is near the window', async () => {
    const long = await openPage()
    const email = await signUp(long, 'Lou')
    await fillLibrary(email, 110)
    await long.goto('/library?view=grid')
    await long.locator('[data-row-title][tabindex="-1"]').first().waitFor()
    await long.locator('[data-row-title]').last().focus()
    const end = long.getByRole('link', { name: 'Song 1', exact: true })
    const goOn = async () => {
      await long.keyboard.press('End')
      return end.count()
    }
    await expect.poll(goOn, { timeout: 30_000 }).toBe(1)
    const shown = await long.locator('[data-track]').count()
    expect(shown).toBeGreaterThan(10)
    expect(shown).toBeLessThan(80)
    await end.focus()
    await long.keyboard.press('ArrowUp')
    const above = await long.evaluate(() => {
      const [last, focused] = [
        document.querySelector('section:last-of-type li:last-child'),
        document.activeElement?.closest('li'),
      ].map((card) => card?.getBoundingClientRect())
      return last && focused && { lines: (last.top - focused.top) / focused.height }
    })
    expect(above?.lines).toBe(1)
    await long.context().close()
  })
})

it('shows the takes of one order beside each other, each to play, to keep, and to open', async () => {
  const { items } = await (await page.request.get('/api/tracks?sort=oldest')).json()
  await page.goto(`/tracks/${items[0].id}`)
  const takes = page.getByRole('region', { name: 'Takes' })
  expect(await takes.getByRole('link').allTextContents()).toEqual(['Take 1', 'Take 3'])
  expect(await takes.locator('[aria-current="page"]').textContent()).toBe('Take 1')
  await takes.getByRole('button', { name: 'Play Harbour at four, take 3' }).click()
  await takes.getByRole('button', { name: 'Pause Harbour at four, take 3' }).waitFor()
  const heart = takes.getByRole('button', { name: 'Favorite Harbour at four, take 3' })
  const was = await heart.getAttribute('aria-pressed')
  const saved = page.waitForResponse((answer) => answer.request().method() === 'PATCH')
  await heart.click()
  await saved
  expect(await heart.getAttribute('aria-pressed')).not.toBe(was)
})

describe('the palette', () => {
  it('loads when it is opened, and finds, plays and opens tracks by keyboard alone', async () => {
    const loaded: string[] = []
    page.on('request', (request) => loaded.push(request.url()))
    const isLoaded = () => loaded.some((url) => url.includes('palette-window'))
    await open()
    await page.locator('[data-row-title]').first().focus()
    const before = await focused()
    expect(isLoaded()).toBe(false)
    await page.keyboard.press('Control+k')
    const dialog = page.getByRole('dialog', { name: 'Search and commands' })
    await dialog.waitFor()
    expect(isLoaded()).toBe(true)
    const field = dialog.getByRole('combobox', { name: 'Search and commands' })
    await field.and(page.locator(':focus')).waitFor()
    await page.keyboard.type('zzz')
    await dialog.getByRole('status').getByText('Nothing matches').waitFor()
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type('lanterns')
    await dialog.getByRole('status').getByText('tracks').waitFor()
    const option = dialog.getByRole('option', { selected: true, name: /^Harbour at four Take \d/ })
    await option.waitFor()
    await page.keyboard.press('Shift+Enter')
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: /^Pause Harbour at four/ }).waitFor()
    expect(await focused()).toBe(before)

    await page.keyboard.press('Control+k')
    await field.fill('pause')
    await page.keyboard.press('Enter')
    const player = page.getByRole('region', { name: 'Player' })
    await player.getByRole('button', { name: 'Play', exact: true }).waitFor()
    await page.keyboard.press('Control+k')
    await field.fill('new tr')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/create')
    await focusedHeading('Library').waitFor()
    await page.getByRole('navigation', { name: 'Main' }).getByText('Library').click()
    await page.waitForURL('**/library')
    await page.keyboard.press('Control+k')
    await field.fill('trash')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/library?trashed=true')
    await focusedHeading('Trash').waitFor()
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
