import type { Page } from 'playwright-core'
import { expect, inject } from 'vitest'

export const PASSWORD = 'correct horse battery'

/** The studio's mail arrives at the port this far above its own. */
const MAIL_DISTANCE = 16
const MAIL_SECONDS_MAX = 60

/** The newest link to a path that was mailed to somebody, once it is there. */
export async function readLink(
  page: Page,
  email: string,
  path = '/api/auth/verify-email',
): Promise<string> {
  const { hostname, port } = new URL(inject('studioUrl'))
  const inbox = `http://${hostname}:${Number(port) + MAIL_DISTANCE}`
  const deadline = Date.now() + MAIL_SECONDS_MAX * 1_000
  while (Date.now() < deadline) {
    const answer = await fetch(`${inbox}/__admin/messages?to=${encodeURIComponent(email)}`)
    const { items } = (await answer.json()) as { items: { links: string[] }[] }
    const link = items.flatMap(({ links }) => links).find((each) => each.includes(path))
    if (link) return link
    await page.waitForTimeout(100)
  }
  throw new Error(`No mail came for ${email}`)
}

/**
 * Signs a new person up, who presses the link in the mail and ends on `/create`; returns the e-mail address. None
 * of it is drawn but the last page: each takes a second, and most tests need a person.
 */
export async function signUp(page: Page, name = 'Mia'): Promise<string> {
  const email = newEmail()
  const data = { name, email, password: PASSWORD }
  const answer = await page.request.post('/api/auth/sign-up/email', { data })
  expect(answer.status()).toBe(200)
  await pressLink(page, email)
  return email
}

/** The same by the page for it. */
export async function signUpByHand(page: Page, name: string): Promise<string> {
  const email = newEmail()
  await page.goto('/sign-up?next=/create')
  await page.getByLabel('Artist name').fill(name)
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page
    .getByRole('main')
    .getByRole('button', { name: /create account|sign up/i })
    .click()
  await page.waitForURL(({ pathname }) => pathname === '/verify')
  await pressLink(page, email)
  return email
}

const newEmail = () => `${crypto.randomUUID()}@example.com`

/** With the browser's cookies, but without drawing the page that it leads to. */
async function pressLink(page: Page, email: string): Promise<void> {
  await page.request.get(await readLink(page, email), { maxRedirects: 0 })
  await page.goto('/create')
}

/** A press before React has the page loads a whole document, as it does without scripts. */
export const untilAlive = (page: Page) =>
  page.waitForFunction(() =>
    [...document.querySelectorAll('main, main a')].every((element) =>
      Object.keys(element).some((key) => key.startsWith('__react')),
    ),
  )

/** Signs in on the page that asks for it. */
export async function signIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
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
