import type { Locator, Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { byKeyboard, byMouse, byTouch, type Hands } from './hands.ts'
import { shareBrowser } from './share-browser.ts'
import { PASSWORD, readDescription, readLink, untilAlive } from './visit.ts'

const RENDERED = { timeout: 60_000 }
const WALK_MILLISECONDS = 300_000
const SONG = 'a slow waltz for an empty harbor'

const openPage = shareBrowser()

/** From a stranger who hears an example to a person with songs of their own, as somebody would spend an evening. */
it.each([
  ['a mouse', byMouse],
  ['a finger on a phone', byTouch],
  ['keys alone', byKeyboard],
])(
  'leads from an example to songs of one’s own, by %s',
  { timeout: WALK_MILLISECONDS },
  async (_, hands) => {
    const page = await openPage(hands.options)
    await hearAnExample(page, hands)
    const email = await useItsPrompt(page, hands)
    await makeThreeTakes(page, hands)
    await keepTheSecond(page, hands)
    await renameAndThrowAway(page, hands)
    await goOfflineWhileTyping(page, hands)
    await signOutElsewhere(page, email, hands)
  },
)

const main = (page: Page) => page.getByRole('main')
const composer = (page: Page) => page.getByRole('form', { name: 'Composer' })
const description = (page: Page) => page.getByLabel('What should it sound like?')
const takeOf = (page: Page, take: number) =>
  main(page)
    .getByRole('listitem')
    .filter({ has: page.getByRole('link', { name: `take ${take}` }) })

const secondsPlayed = (page: Page) =>
  page.evaluate(() => {
    const audio = document.querySelector('audio')
    return audio && !audio.paused ? audio.currentTime : 0
  })
const sounds = (page: Page) => expect.poll(() => secondsPlayed(page)).toBeGreaterThan(0)

/** On a phone the composer covers the way to all places, and its cross is the way to the list. */
async function go(page: Page, hands: Hands, name: 'Create' | 'Library'): Promise<void> {
  const cross = page.getByRole('link', { name: 'Close the composer' })
  const link = page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: new RegExp(`^${name}`) })
    .filter({ visible: true })
  await hands.press((await cross.isVisible()) ? cross : link)
  await page.waitForURL(({ pathname }) => pathname === `/${name.toLowerCase()}`)
}

async function hearAnExample(page: Page, hands: Hands): Promise<void> {
  await page.goto('/')
  await untilAlive(page)
  await hands.press(page.getByRole('figure').getByRole('button', { name: /^Play / }))
  await sounds(page)
}

/** Returns the e-mail address of the new account. */
async function useItsPrompt(page: Page, hands: Hands): Promise<string> {
  await hands.press(page.getByRole('button', { name: /^Use this prompt/ }).first())
  const email = `${crypto.randomUUID()}@example.com`
  await hands.write(main(page).getByLabel('Artist name'), 'Mia')
  await hands.write(main(page).getByLabel('Email'), email)
  await hands.write(main(page).getByLabel('Password', { exact: true }), PASSWORD)
  await hands.press(main(page).getByRole('button', { name: /^Create account and make it/ }))
  await page.getByRole('heading', { name: 'Check your mail' }).waitFor()
  await page.goto(await readLink(page, email))
  await page.waitForURL(({ pathname }) => pathname.startsWith('/tracks/trk_'))
  return email
}

/** While the first song plays. */
async function makeThreeTakes(page: Page, hands: Hands): Promise<void> {
  const play = main(page)
    .getByRole('button', { name: /^Play / })
    .first()
  await play.waitFor(RENDERED)
  await hands.press(play)
  await sounds(page)
  await go(page, hands, 'Create')
  await hands.choose(composer(page).getByRole('radio', { name: 'Custom' }))
  await hands.write(description(page), SONG)
  const more = composer(page).getByRole('button', { name: /^More/ })
  if (await more.isVisible()) await hands.press(more)
  await hands.write(composer(page).getByLabel('Title'), 'Kept')
  await hands.write(composer(page).getByRole('textbox', { name: 'Lyrics' }), 'Lanterns on the quay')
  for (const takes of ['2', '3']) {
    await hands.press(composer(page).getByRole('button', { name: 'One take more' }))
    await expect
      .poll(() => page.getByRole('spinbutton', { name: 'Takes' }).inputValue())
      .toBe(takes)
  }
  await hands.press(composer(page).getByRole('button', { name: /^Create/ }))
  await page.getByText('3 takes of Kept are being made.').first().waitFor()
  await go(page, hands, 'Library')
  const making = page.getByRole('region', { name: /^Making/ })
  await making.waitFor({ state: 'detached', ...RENDERED })
}

/** Hears one take after the other, and finds the kept one by a word that is sung. */
async function keepTheSecond(page: Page, hands: Hands): Promise<void> {
  for (const take of [1, 2]) {
    await hands.press(page.getByRole('button', { name: `Play Kept, take ${take}` }))
    await page
      .getByRole('button', { name: `Pause Kept, take ${take}` })
      .first()
      .waitFor()
    await sounds(page)
  }
  const heart = takeOf(page, 2).getByRole('button', { name: 'Favorite Kept, take 2' })
  await hands.press(heart)
  await expect.poll(() => heart.getAttribute('aria-pressed')).toBe('true')
  await hands.write(page.getByRole('searchbox'), 'lanterns')
  await expect.poll(() => page.locator('mark').count()).toBe(3)
  expect(await heart.getAttribute('aria-pressed')).toBe('true')
}

async function renameAndThrowAway(page: Page, hands: Hands): Promise<void> {
  await pick(page, hands, takeOf(page, 2), 'Rename')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('Harbor waltz')
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'Harbor waltz Take 2' }).waitFor()
  await pick(page, hands, takeOf(page, 3), 'Move to trash')
  await takeOf(page, 3).waitFor({ state: 'detached' })
  const toast = page.getByRole('listitem').filter({ hasText: '“Kept” is in the trash.' })
  await hands.press(toast.getByRole('button', { name: 'Undo' }))
  await takeOf(page, 3).waitFor()
}

async function pick(page: Page, hands: Hands, row: Locator, item: string): Promise<void> {
  await hands.press(row.getByRole('button', { name: /^More for/ }))
  await hands.press(page.getByRole('menuitem', { name: item }))
}

async function goOfflineWhileTyping(page: Page, hands: Hands): Promise<void> {
  await go(page, hands, 'Create')
  const before = await readDescription(page)
  await hands.write(description(page), ' and one lamp')
  const played = await secondsPlayed(page)
  await page.context().setOffline(true)
  await page.getByRole('status').filter({ hasText: 'You’re offline' }).waitFor()
  await page.keyboard.type(' in the rain')
  await page.context().setOffline(false)
  await page.getByRole('status').filter({ hasText: 'You’re back' }).waitFor()
  expect(await readDescription(page)).toBe(`${before} and one lamp in the rain`)
  expect(await secondsPlayed(page)).not.toBe(played)
}

async function signOutElsewhere(page: Page, email: string, hands: Hands): Promise<void> {
  await page.getByText('Draft saved').first().waitFor()
  const words = await readDescription(page)
  const other = await page.context().newPage()
  await other.goto('/account')
  await other.getByRole('main').getByRole('button', { name: 'Sign out', exact: true }).click()
  await other.waitForURL(({ pathname }) => pathname !== '/account')
  await other.close()
  await page.keyboard.type('!')
  await hands.press(composer(page).getByRole('button', { name: /^Create/ }))
  await hands.press(composer(page).getByRole('link', { name: 'Sign in again' }))
  await hands.write(main(page).getByLabel('Email'), email)
  await hands.write(main(page).getByLabel('Password', { exact: true }), PASSWORD)
  await hands.press(main(page).getByRole('button', { name: /^Sign in/ }))
  await page.waitForURL(({ pathname }) => pathname === '/create')
  await expect.poll(() => readDescription(page)).toBe(`${words}!`)
}
