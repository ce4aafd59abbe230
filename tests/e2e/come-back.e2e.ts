import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { shareBrowser } from './share-browser.ts'
import { PASSWORD, readLink, signIn, signUp } from './visit.ts'

const openPage = shareBrowser()

const NEW_PASSWORD = 'staple battery horse'

/** Signs in on a device of its own, and ends in the library. */
async function signInElsewhere(email: string, password: string): Promise<Page> {
  const page = await openPage()
  await page.goto('/sign-in')
  await signIn(page, email, password)
  await page.waitForURL(({ pathname }) => pathname === '/library')
  return page
}

it.each([{ javaScriptEnabled: true }, { javaScriptEnabled: false }])(
  'forgets the password, comes back with a new one, and signs the other device out: %o',
  async (options) => {
    const page = await openPage(options)
    const email = await signUp(page)
    await page.context().clearCookies()
    await page.goto('/sign-in')
    await page.getByRole('link', { name: 'Forgot your password?' }).click()
    await page.getByRole('heading', { name: 'Forgot your password?' }).waitFor()
    await page.getByLabel('Email').fill(email)
    await page.getByRole('button', { name: 'Mail me a link' }).click()
    await page.getByRole('heading', { name: 'Check your mail' }).waitFor()
    await page.goto(await readLink(page, email, '/reset-password'))
    await page.getByLabel('New password', { exact: true }).fill(NEW_PASSWORD)
    await page.getByRole('button', { name: 'Change password' }).click()
    await page.getByText('Your password is changed').waitFor()
    await signIn(page, email, PASSWORD)
    await page.getByText('The email or the password is wrong.').waitFor()
    await signIn(page, email, NEW_PASSWORD)
    await page.waitForURL(({ pathname }) => pathname === '/library')

    const other = await signInElsewhere(email, NEW_PASSWORD)
    await page.goto('/account')
    const devices = page.getByRole('region', { name: 'Where you’re signed in' })
    await expect.poll(() => devices.getByRole('listitem').count()).toBe(2)
    await devices
      .getByRole('button', { name: /^Sign out / })
      .first()
      .click()
    await expect.poll(() => devices.getByRole('listitem').count()).toBe(1)
    // Its cookie answers for a minute, and isn't asked for what can't be undone.
    const sessions = await other.request.get('/api/account/sessions')
    expect(sessions.status()).toBe(401)
  },
)
