import { fileURLToPath } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openChromium } from './chromium.ts'
import { signUp, untilAlive } from './visit.ts'

/** CI looks at each page once; `npm run test:axe` in every theme, at both widths and in forced colors. */
const LOOKS: BrowserContextOptions[] = process.env.AXE_ALL
  ? (['dark', 'light'] as const).flatMap((colorScheme) => [
      { colorScheme, viewport: { width: 1440, height: 900 } },
      { colorScheme, viewport: { width: 390, height: 844 } },
      { colorScheme, forcedColors: 'active' as const, viewport: { width: 1440, height: 900 } },
    ])
  : [{ colorScheme: 'dark', viewport: { width: 1440, height: 900 } }]

const PUBLIC = [
  '/',
  '/pricing',
  '/sign-in',
  '/sign-up',
  '/forgot-password',
  '/reset-password?token=x',
  '/verify?is=broken',
  '/license',
  '/analyze',
  '/nowhere',
]
const STUDIO = ['/create?mode=custom', '/library', '/library?view=grid', '/credits', '/account']
const SOUND = fileURLToPath(new URL('../../worker/audio/testdata/stereo-cbr.mp3', import.meta.url))
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

let browser: Browser
beforeAll(async () => {
  browser = await openChromium()
})
afterAll(() => browser.close())

const open = async (look: BrowserContextOptions) =>
  (await browser.newContext({ baseURL: inject('studioUrl'), ...look })).newPage()

/** What axe finds, as one line each. What is inert lies under a veil, out of reach and not to be read. */
async function findProblems(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).exclude('[inert]').analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${new URL(page.url()).pathname}: ${id} at ${target.join(' ')}`),
  )
}

describe.each(LOOKS)('axe finds nothing, %o', (look) => {
  it('on public pages', async () => {
    const page = await open(look)
    for (const path of PUBLIC) {
      await page.goto(path)
      expect(await findProblems(page)).toEqual([])
    }
    await page.goto('/analyze', { waitUntil: 'networkidle' })
    await page.getByLabel('A song to measure').setInputFiles(SOUND)
    await page.getByRole('region', { name: /^Measures of/ }).waitFor()
    expect(await findProblems(page)).toEqual([])
  })

  it('in the studio', async () => {
    const page = await open(look)
    await page.goto('/sign-in?next=/library')
    await page.getByLabel('Email').fill('ada@example.com')
    await page.getByLabel('Password', { exact: true }).fill('let-me-play')
    await page
      .getByRole('main')
      .getByRole('button', { name: /sign in/i })
      .click()
    await page.locator('[data-row-title]').first().waitFor()
    for (const path of STUDIO) {
      // What is still being loaded is dimmed, and not to be judged.
      await page.goto(path, { waitUntil: 'networkidle' })
      // On a phone the list behind the composer is out of reach from then on.
      await untilAlive(page)
      expect(await findProblems(page)).toEqual([])
    }
    await page.goto('/library')
    await page
      .getByRole('button', { name: /^Play / })
      .first()
      .click()
    await page
      .getByRole('button', { name: /^More for / })
      .first()
      .click()
    await page.getByRole('menu').waitFor()
    expect(await findProblems(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').fill('rain')
    await page.getByRole('option', { name: /^Rain/ }).first().waitFor()
    expect(await findProblems(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.locator('[data-row-title]').first().click()
    await page.getByRole('complementary', { name: 'About this track' }).waitFor()
    expect(await findProblems(page)).toEqual([])
  })

  it('for a new person, who has nothing yet', async () => {
    const page = await open(look)
    await signUp(page)
    expect(await findProblems(page)).toEqual([])
  })
})
