import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { shareBrowser } from './share-browser.ts'
import { createTrack, describe, openMade, pressCreate, readDescription, signUp } from './visit.ts'

const openPage = shareBrowser()

const titles = (page: Page) =>
  page.evaluate(() => [...document.querySelectorAll('head title')].map((each) => each.textContent))

it('has one title on every page, also after an error and the theme changed on it', async () => {
  const page = await openPage()
  await page.goto('/nowhere')
  await page
    .getByRole('banner')
    .getByRole('button', { name: /^Theme/ })
    .click()
  await expect.poll(() => page.evaluate(() => document.documentElement.dataset.theme)).toBe('light')
  expect(await titles(page)).toEqual(['Not found · SoundFoundry'])
  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: 'Pricing' })
    .click()
  await page.waitForURL(({ pathname }) => pathname === '/pricing')
  await expect.poll(() => titles(page)).toEqual(['Pricing · SoundFoundry'])
  await page.goBack()
  await expect.poll(() => titles(page)).toEqual(['Not found · SoundFoundry'])
})

it('keeps the page within a small phone however long one word is, and shows markup as text', async () => {
  const page = await openPage({ viewport: { width: 320, height: 640 } })
  await signUp(page, '<b>Mia</b>')
  await createTrack(page, `<img src=x onerror="document.title='run'"> ${'W'.repeat(200)}`)
  await page.getByText('<img src=x', { exact: false }).first().waitFor()
  const [content, window] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ])
  expect(content).toBe(window)
  expect(await page.title()).not.toBe('run')
})

it('fills in an example without touching what else was chosen', async () => {
  const page = await openPage()
  await signUp(page)
  const instrumental = page.getByRole('radio', { name: 'Instrumental' })
  await instrumental.check()
  await page.getByRole('button', { name: /^Acoustic folk song/ }).click()
  await expect.poll(() => readDescription(page)).toContain('Acoustic folk song')
  expect(await instrumental.isChecked()).toBe(true)
})

it('keeps the words when the connection is lost while sending, and then makes one track', async () => {
  const page = await openPage()
  await signUp(page)
  await describe(page, 'a song for a train in a tunnel')
  // The browser takes itself for online: the press is what finds out.
  await page.route('**/create.data*', (route) => route.abort())
  await pressCreate(page)
  await page.getByRole('alert').getByText('Your words are safe').waitFor()
  expect(await readDescription(page)).toContain('in a tunnel')
  await page.unroute('**/create.data*')
  await page.context().setOffline(true)
  const offline = page.getByRole('button', { name: 'You’re offline' })
  await offline.click({ force: true })
  expect(await offline.getAttribute('aria-disabled')).toBe('true')
  await page.context().setOffline(false)
  await pressCreate(page)
  await openMade(page)
  await page.waitForURL(({ pathname }) => pathname.startsWith('/tracks/trk_'))
})
