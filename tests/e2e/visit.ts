import type { Page } from 'playwright-core'

const PASSWORD = 'correct horse battery'

/** Signs a new person up, who ends on `/create`; returns the e-mail address. */
export async function signUp(page: Page, name = 'Mia'): Promise<string> {
  const email = `${crypto.randomUUID()}@example.com`
  await page.goto('/sign-up?next=/create')
  await page.getByLabel('Name').fill(name)
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password').fill(PASSWORD)
  await page
    .getByRole('main')
    .getByRole('button', { name: /create account|sign up/i })
    .click()
  await page.waitForURL(({ pathname }) => pathname === '/create')
  return email
}

/** Asks for an instrumental, of any length or of `seconds`, and ends on its track's page. */
export async function createTrack(page: Page, prompt: string, seconds?: number): Promise<void> {
  await page.goto(seconds ? '/create?mode=custom' : '/create')
  await page.getByLabel('Describe your song').fill(prompt)
  if (seconds) await page.getByLabel('Length (seconds)').fill(String(seconds))
  await page
    .getByRole('switch', { name: 'Instrumental' })
    .or(page.getByLabel('Instrumental'))
    .first()
    .check()
  await page.getByRole('button', { name: /create/i }).click()
  await page.waitForURL(({ pathname }) => pathname.startsWith('/tracks/trk_'))
}
