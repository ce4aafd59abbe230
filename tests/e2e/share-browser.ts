import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, inject } from 'vitest'
import { openChromium } from './chromium.ts'

/** One Chromium for the tests of a file. The returned function opens a page of the studio in a context of its own. */
export function shareBrowser(): (options?: Parameters<Browser['newContext']>[0]) => Promise<Page> {
  let browser: Browser
  beforeAll(async () => {
    browser = await openChromium()
  })
  afterAll(() => browser.close())
  return async (options) => {
    const context = await browser.newContext({ baseURL: inject('studioUrl'), ...options })
    return context.newPage()
  }
}
