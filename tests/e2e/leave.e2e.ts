import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { openChromium } from './chromium.ts'
import { createTrack, signUp } from './visit.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openChromium()
})
afterAll(() => browser.close())

async function openPage(options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  const context = await browser.newContext({ baseURL: inject('studioUrl'), ...options })
  return context.newPage()
}

const DELETED = 'Your account is deleted.'

it('deletes the account while a song is being made, and its track can’t be seen any more', async () => {
  const page = await openPage()
  await signUp(page)
  await createTrack(page, 'a waltz for somebody who leaves')
  const track = page.url()
  await page.getByRole('button', { name: 'Account of' }).click()
  await page.getByRole('menuitem', { name: 'Account' }).click()
  await page.getByText('Delete this account…').click()
  const press = page.getByRole('button', { name: 'Delete everything' })
  await press.click()
  expect(new URL(page.url()).pathname).toBe('/account')
  await page.getByLabel('I understand').check()
  await press.click()
  await page.getByText(DELETED).waitFor()
  expect(await page.context().cookies()).not.toContainEqual(
    expect.objectContaining({ name: expect.stringContaining('session') }),
  )
  await page.goto(track)
  await page.waitForURL(({ pathname }) => pathname === '/sign-in')
})

it('deletes it without JavaScript, once the box is ticked', async () => {
  const page = await openPage({ javaScriptEnabled: false })
  await signUp(page, 'Noa')
  await page.goto('/account')
  await page.getByText('Delete this account…').click()
  await page.locator('input[name=understood]').evaluate((box) => box.removeAttribute('required'))
  await page.getByRole('button', { name: 'Delete everything' }).click()
  await page.getByRole('alert').getByText('Tick the box first').waitFor()
  await page.getByLabel('I understand').check()
  await page.getByRole('button', { name: 'Delete everything' }).click()
  await page.getByText(DELETED).waitFor()
})
