import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openChromium } from './chromium.ts'
import { signUp } from './visit.ts'

/** CI looks at each page once; `npm run test:axe` in every theme, at both widths and in forced colors. */
const LOOKS: BrowserContextOptions[] = process.env.AXE_ALL
  ? (['dark', 'light'] as const).flatMap((colorScheme) => [
      { colorScheme, viewport: { width: 1440, height: 900 } },
      { colorScheme, viewport: { width: 390, height: 844 } },
      { colorScheme, forcedColors: 'active' as const, viewport: { width: 1440, height: 900 } },
    ])
  : [{ colorScheme: 'dark', viewport: { width: 1440, height: 900 } }]

const PUBLIC = ['/', '/pricing', '/sign-in', '/sign-up', '/license', '/nowhere']
const STUDIO = ['/create?mode=custom', '/library', '/credits', '/account']
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

let browser: Browser
beforeAll(async () => {
  browser = await openChromium()
})
afterAll(() => browser.close())

const open = async (look: BrowserContextOptions) =>
  (await browser.newContext({ baseURL: inject('studioUrl'), ...look })).newPage()

/** What axe finds, as one line each. */
async function findProblems(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze()
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
      await page.goto(path)
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
