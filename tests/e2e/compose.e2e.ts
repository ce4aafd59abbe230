import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openChromium } from './chromium.ts'
import {
  describe as describeSong,
  openMade,
  PASSWORD,
  pressCreate,
  readDescription,
  signIn,
  signUp,
} from './visit.ts'

const url = inject('studioUrl')
const EMPTY = 'Say in a few words what it should sound like.'

let browser: Browser
beforeAll(async () => {
  browser = await openChromium()
})
afterAll(() => browser.close())

async function openComposer(
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<{ page: Page; email: string }> {
  const page = await (await browser.newContext({ baseURL: url, ...options })).newPage()
  const email = await signUp(page)
  await page.goto('/create?mode=custom')
  await page.getByRole('button', { name: 'Undo' }).waitFor()
  return { page, email }
}

const lyricsOf = (page: Page) => page.getByRole('textbox', { name: 'Lyrics' })

const expectDescription = (page: Page, prompt: string) =>
  expect.poll(() => readDescription(page)).toBe(prompt)

/** Waits until this machine keeps the words: leaving at once is the next test's matter. */
const draftSaved = (page: Page) => page.getByText('Draft saved').waitFor()

const hasFocus = (page: Page, name: string) =>
  expect
    .poll(() =>
      page.evaluate(() => {
        const { activeElement } = document
        return activeElement?.getAttribute('aria-label') ?? activeElement?.textContent
      }),
    )
    .toContain(name)

async function countTracks(page: Page): Promise<number> {
  const answer = await page.request.get('/api/tracks')
  const { items } = (await answer.json()) as { items: unknown[] }
  return items.length
}

describe('the draft', () => {
  it('comes back after a reload, another page, Back, and at once when the tab was closed', async () => {
    const { page } = await openComposer()
    await describeSong(page, 'a waltz for a wet street')
    await lyricsOf(page).fill('[Verse]\nRain on tin')
    await page.reload()
    await page.getByText('Draft restored').waitFor()
    await expectDescription(page, 'a waltz for a wet street')
    expect(await lyricsOf(page).inputValue()).toBe('[Verse]\nRain on tin')

    await page.getByRole('link', { name: 'Library' }).first().click()
    await page.waitForURL(({ pathname }) => pathname === '/library')
    await page.goBack()
    await expectDescription(page, 'a waltz for a wet street')

    await page.getByRole('textbox', { name: 'Title' }).fill('Wet street')
    await page.close()
    const next = await page.context().newPage()
    await next.goto('/create')
    await expect
      .poll(() => next.getByRole('textbox', { name: 'Title' }).inputValue())
      .toBe('Wet street')
  })

  it('survives that somebody signs out in another tab while the song is sent', async () => {
    const { page, email } = await openComposer()
    await describeSong(page, 'a march for a late bus')
    await lyricsOf(page).fill('We wait, we wait')
    const other = await page.context().newPage()
    await other.goto('/create')
    await other.request.post('/api/auth/sign-out', { headers: { origin: url } })
    // The signed cookie answers for the session for a while: without it nobody is here.
    await page.context().clearCookies()
    await pressCreate(page)
    await page.getByRole('link', { name: 'Sign in again' }).click()
    await signIn(page, email)
    await page.waitForURL(({ pathname }) => pathname === '/create')
    await expectDescription(page, 'a march for a late bus')
    expect(await lyricsOf(page).inputValue()).toBe('We wait, we wait')
  })

  it('is shown to nobody else, and is there again for the one who wrote it', async () => {
    const { page, email } = await openComposer()
    await describeSong(page, 'a secret song')
    await draftSaved(page)
    await page.context().clearCookies()
    await signUp(page, 'Noa')
    await page.getByRole('button', { name: 'Undo' }).waitFor()
    expect(await readDescription(page)).toBe('')
    const kept = await page.evaluate(() => JSON.stringify(Object.keys(localStorage)))
    expect(kept).not.toContain(email)
    await page.context().clearCookies()
    await page.goto('/sign-in?next=/create')
    await signIn(page, email)
    await expectDescription(page, 'a secret song')
  })

  it('can be cleared, and cleared words come back by undo', async () => {
    const { page } = await openComposer()
    await describeSong(page, 'a polka')
    await page.reload()
    await page.getByRole('button', { name: 'Clear' }).click()
    await expectDescription(page, '')
    await page.getByRole('button', { name: 'Undo' }).click()
    await expectDescription(page, 'a polka')
  })

  it('is gone with the account', async () => {
    const { page } = await openComposer()
    await describeSong(page, 'a song of farewell')
    await draftSaved(page)
    await page.goto('/account')
    await page.getByText('Delete this account…').click()
    const leaving = page.getByRole('region', { name: 'Delete your account' })
    await leaving.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByLabel('I understand').check()
    await page.getByRole('button', { name: 'Delete everything' }).click()
    await page.getByText('Your account is deleted.').waitFor()
    const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }))
    expect(kept).not.toContain('farewell')
  })
})

describe('undo', () => {
  it('covers every control, by keys and buttons, and redo brings it back', async () => {
    const { page } = await openComposer()
    await describeSong(page, 'a tango')
    await page.getByRole('button', { name: 'One take more' }).click()
    await page.getByRole('radio', { name: 'Simple' }).check()
    await page.keyboard.press('Control+z')
    await lyricsOf(page).waitFor()
    await page.keyboard.press('Control+z')
    const takes = page.getByRole('spinbutton', { name: 'Takes' })
    expect(await takes.inputValue()).toBe('1')
    await page.keyboard.press('Control+z')
    await expectDescription(page, '')
    await page.keyboard.press('Control+Shift+z')
    await expectDescription(page, 'a tango')
    await page.getByRole('button', { name: 'Redo' }).click()
    expect(await takes.inputValue()).toBe('2')
  })

  it('leads from a song that is made again to the words that were there before', async () => {
    const { page } = await openComposer()
    await describeSong(page, 'the first song')
    await page.getByRole('radio', { name: 'Instrumental' }).check()
    await pressCreate(page)
    await openMade(page)
    await page.waitForURL(({ pathname }) => pathname.startsWith('/tracks/trk_'))
    const id = new URL(page.url()).pathname.split('/').at(-1)
    await page.goto('/create')
    await page.getByText('Draft restored').waitFor()
    await describeSong(page, 'words of today')
    await draftSaved(page)
    await page.goto(`/create?mode=custom&again=${id}`)
    await expectDescription(page, 'the first song')
    await page.waitForURL(({ search }) => search === '')
    await page.getByRole('button', { name: 'Undo' }).click()
    await expectDescription(page, 'words of today')
  })
})

describe('the description', () => {
  it('gets details that are shown, can be taken out one by one, and undone', async () => {
    const { page } = await openComposer()
    await describeSong(page, 'jazz for a late train')
    await page.getByRole('button', { name: 'Add detail' }).click()
    await expect.poll(() => readDescription(page)).toContain('upright bass, brushed drums')
    const added = page.getByRole('group', { name: 'Added to your description' })
    await added.getByRole('button', { name: 'Take out 112 BPM' }).click()
    expect(await readDescription(page)).not.toContain('112 BPM')
    await added.getByRole('button', { name: 'Undo' }).click()
    await expectDescription(page, 'jazz for a late train')
    await page.getByRole('button', { name: 'Surprise me' }).click()
    await expect.poll(() => readDescription(page)).toContain('synthwave')
    await page.keyboard.press('Control+z')
    await expectDescription(page, 'jazz for a late train')
  })

  it('shows which phrase is refused, and takes the rewording in one press', async () => {
    const { page } = await openComposer()
    await describeSong(page, 'a ballad like Taylor Swift, slow')
    await pressCreate(page)
    const marked = page.getByRole('form', { name: 'Composer' }).locator('mark')
    await expect.poll(() => marked.textContent()).toBe('Taylor Swift')
    await page.getByRole('button', { name: /^Use “diary-like/ }).click()
    expect(await readDescription(page)).toMatch(/^a ballad like diary-like .+ bridge, slow$/)
    expect(await marked.count()).toBe(0)
    await pressCreate(page)
    await openMade(page)
    await page.waitForURL(({ pathname }) => pathname.startsWith('/tracks/trk_'))
  })

  it('is asked for in our own words, with the focus where they belong', async () => {
    const { page } = await openComposer()
    await page.keyboard.press('Tab')
    await pressCreate(page)
    await page.getByRole('paragraph').getByText(EMPTY).waitFor()
    expect(await countTracks(page)).toBe(0)
    await page.keyboard.type('a rumba')
    await expectDescription(page, 'a rumba')
    await expect.poll(() => page.getByText(EMPTY).count()).toBe(0)
  })

  it('comes from a fragment of the address, and leaves it', async () => {
    const { page } = await openComposer()
    await page.goto('/create#prompt=a%20jig%20for%20two')
    await expectDescription(page, 'a jig for two')
    await page.waitForURL(({ hash }) => hash === '')
  })
})

describe('the lyrics', () => {
  it('take 300,000 pasted characters, cut none and send none', async () => {
    const { page } = await openComposer()
    await describeSong(page, 'a long story')
    await lyricsOf(page).focus()
    await page.keyboard.insertText('愛'.repeat(300_000))
    await page.getByText('296,500 characters too many.').first().waitFor()
    expect((await lyricsOf(page).inputValue()).length).toBe(300_000)
    await pressCreate(page)
    await expect
      .poll(() => lyricsOf(page).evaluate((field) => field === document.activeElement))
      .toBe(true)
    expect(await countTracks(page)).toBe(0)
    await page.keyboard.press('Control+z')
    expect(await lyricsOf(page).inputValue()).toBe('')
  })

  it('offer sections after a bracket, by the keys alone', async () => {
    const { page } = await openComposer()
    await lyricsOf(page).focus()
    await page.keyboard.type('[c')
    await page.getByRole('option', { name: '[Chorus]' }).waitFor()
    await page.keyboard.press('Enter')
    await page.keyboard.type('Carry me home')
    expect(await lyricsOf(page).inputValue()).toBe('[Chorus]\nCarry me home')
    await page.keyboard.press('Enter')
    await page.keyboard.type('[')
    await page.getByRole('option', { name: '[Verse]' }).waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.type('Solo]')
    expect(await lyricsOf(page).inputValue()).toBe('[Chorus]\nCarry me home\n[Solo]')
  })
})

describe('a press', () => {
  it('never leaves out silently what Simple hides', async () => {
    const { page } = await openComposer()
    await describeSong(page, 'a hymn')
    await lyricsOf(page).fill('Lift us up')
    await draftSaved(page)
    await page.getByRole('radio', { name: 'Simple' }).check()
    await page.getByText('Your lyrics from Custom aren’t used.').first().waitFor()
    await page.getByRole('button', { name: 'Use them' }).click()
    await lyricsOf(page).waitFor()
    expect(await page.getByRole('button', { name: 'Use them' }).count()).toBe(0)
    await pressCreate(page)
    await openMade(page)
    await page.getByText('Lift us up').first().waitFor()
  })

  it('makes the song from anywhere in the composer, keeps everything, and can be repeated', async () => {
    const { page } = await openComposer()
    await describeSong(page, 'a reel in a barn')
    await page.getByRole('textbox', { name: 'Title' }).fill('Barn')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Barn is being made.').first().waitFor()
    expect(new URL(page.url()).pathname).toBe('/create')
    expect(await page.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('Barn')
    await page.getByRole('spinbutton', { name: 'Takes' }).fill('2')
    await page.keyboard.press('Control+Enter')
    await page.getByText('2 takes of Barn are being made.').first().waitFor()
    expect(await countTracks(page)).toBe(3)
  })

  it('is paid once when its answer is lost, also after a reload', async () => {
    const { page } = await openComposer()
    await describeSong(page, 'a song in a tunnel')
    await page.route('**/create.data*', async (route) => {
      await route.fetch()
      await route.abort()
    })
    await pressCreate(page)
    await page.getByRole('alert').getByText('Your words are safe').waitFor()
    expect(await countTracks(page)).toBe(1)
    await page.unroute('**/create.data*')
    await page.reload()
    await expectDescription(page, 'a song in a tunnel')
    await pressCreate(page)
    await page.getByText('A song in a tunnel is being made.').first().waitFor()
    expect(await countTracks(page)).toBe(1)
    await page.getByRole('radio', { name: 'Instrumental' }).check()
    await pressCreate(page)
    await expect.poll(() => countTracks(page)).toBe(2)
  })

  it('can be reached and undone by the keyboard alone', async () => {
    const { page } = await openComposer()
    await page.getByLabel('What should it sound like?').focus()
    await page.keyboard.type('soft rain')
    await page.keyboard.press('Tab')
    await hasFocus(page, 'Add detail')
    await page.keyboard.press('Tab')
    await hasFocus(page, 'Surprise me')
    await page.keyboard.press('Tab')
    await hasFocus(page, 'Reference')
    await page.keyboard.press('Tab')
    await hasFocus(page, 'genre, mood, tempo, key')
    await page.keyboard.press('Enter')
    await page.getByRole('combobox').waitFor()
    await page.keyboard.type('ambi')
    await page.keyboard.press('Enter')
    await page.keyboard.type('calm')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Escape')
    await hasFocus(page, 'genre, mood, tempo, key')
    const wishes = page.getByRole('list', { name: 'Wishes' })
    expect(await wishes.getByRole('button').allTextContents()).toEqual([
      'Ambient',
      'Calm',
      expect.stringContaining('genre, mood'),
    ])
    await page.keyboard.press('Control+z')
    await wishes.getByRole('button', { name: 'Remove Calm' }).waitFor({ state: 'detached' })
    await page.keyboard.press('Control+Enter')
    await page.getByText('Soft rain is being made.').first().waitFor()
  })
})
