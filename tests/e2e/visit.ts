import type { Page } from 'playwright-core'

const PASSWORD = 'correct horse battery'

/** Signs a new person up, who ends on `/create`; returns the e-mail address. */
export async function signUp(page: Page, name = 'Mia'): Promise<string> {
  const email = `${crypto.randomUUID()}@example.com`
  await page.goto('/sign-up?next=/create')
  await page.getByLabel('Artist name').fill(name)
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page
    .getByRole('main')
    .getByRole('button', { name: /create account|sign up/i })
    .click()
  await page.waitForURL(({ pathname }) => pathname === '/create')
  return email
}

/** Signs in on the page that asks for it. */
export async function signIn(page: Page, email: string): Promise<void> {
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page
    .getByRole('main')
    .getByRole('button', { name: /sign in/i })
    .click()
}

/** Asks for an instrumental, of any length or of `seconds`, and ends on its track's page. */
export async function createTrack(page: Page, prompt: string, seconds?: number): Promise<void> {
  await page.goto(seconds ? '/create?mode=custom' : '/create?mode=simple')
  await describe(page, prompt)
  if (seconds) await chooseLength(page, seconds)
  await page.getByRole('radio', { name: 'Instrumental' }).check()
  await pressCreate(page)
  await openMade(page)
  await page.waitForURL(isTrack)
}

const isTrack = ({ pathname }: URL) => pathname.startsWith('/tracks/trk_')

export const describe = (page: Page, prompt: string) =>
  page.getByLabel('What should it sound like?').fill(prompt)

export const readDescription = (page: Page) =>
  page.getByLabel('What should it sound like?').inputValue()

export const pressCreate = (page: Page) => page.getByRole('button', { name: /^Create/ }).click()

/** Goes to what is being made: without scripts the press has led there already. */
export async function openMade(page: Page): Promise<void> {
  const open = page.getByRole('form', { name: 'Composer' }).getByRole('link', { name: 'Open' })
  await Promise.race([open.waitFor(), page.waitForURL(({ pathname }) => pathname !== '/create')])
  if (await open.isVisible()) await open.click()
}

/** Opens what is folded on a phone, and the popover, and says how long the track should be. */
export async function chooseLength(page: Page, seconds: number): Promise<void> {
  const opener = page.getByRole('button', { name: /^Length/ })
  if (await opener.isVisible()) await opener.click()
  await page.getByLabel('Length (seconds)').fill(String(seconds))
  await page.keyboard.press('Escape')
}
