import type { Page } from 'playwright-core'
import { describe, expect, inject, it } from 'vitest'
import { shareBrowser } from './share-browser.ts'
import { readDescription, readLink, signIn, signUp } from './visit.ts'

const studio = inject('studioUrl')

const openPage = shareBrowser()

/** Fills the sign-up in, presses its button, which is told by its name, and then the link in the mail. */
async function signUpHere(page: Page, button: RegExp): Promise<void> {
  const email = `${crypto.randomUUID()}@example.com`
  const main = page.getByRole('main')
  await main.getByLabel('Artist name').fill('Mia')
  await main.getByLabel('Email').fill(email)
  await main.getByLabel('Password', { exact: true }).fill('correct horse battery')
  await main.getByRole('button', { name: button }).click()
  await page.getByRole('heading', { name: 'Check your mail' }).waitFor()
  await page.getByText('as soon as you press it').waitFor()
  await page.goto(await readLink(page, email))
}

/** The whole addresses that the page asked for or was at, as long as it lived. */
function listAddresses(page: Page): string[] {
  const addresses: string[] = []
  page.on('request', (request) => addresses.push(decodeURIComponent(request.url())))
  page.on('framenavigated', (frame) => addresses.push(decodeURIComponent(frame.url())))
  return addresses
}

const MAKE_IT = /^Create account and make it · 5 of your 50 free credits$/
const examplesOf = (page: Page) =>
  page.getByRole('list', { name: 'Hear what people made' }).getByRole('listitem')

async function expectBeingMade(page: Page, prompt: string): Promise<void> {
  await page.waitForURL(({ pathname }) => pathname.startsWith('/tracks/trk_'))
  const id = new URL(page.url()).pathname.split('/').at(-1)
  const answer = await page.request.get(`/api/tracks/${id}`)
  expect(await answer.json()).toMatchObject({ prompt })
  const credits = await (await page.request.get('/api/credits')).json()
  expect(credits.available).toBe(45)
}

describe('a stranger', () => {
  it('hears an example, uses its prompt, signs up, presses the link in the mail, and has the track being made', async () => {
    const page = await openPage()
    const addresses = listAddresses(page)
    await page.goto('/')
    const [first] = (await (await page.request.get('/api/examples')).json()).items
    const hero = page.getByRole('figure', { name: `An example: ${first.title}` })
    await hero.getByText(first.prompt).waitFor()
    await hero.getByRole('button', { name: `Play ${first.title}` }).click()
    const player = page.getByRole('region', { name: 'Player' })
    await player.getByText(first.title).waitFor()
    await expect
      .poll(() => page.evaluate(() => document.querySelector('audio')?.currentTime))
      .toBeGreaterThan(0)

    const card = examplesOf(page).filter({ hasText: first.title })
    await card.getByRole('button', { name: /^Use this prompt/ }).click()
    await page.getByRole('heading', { name: 'Create your account' }).waitFor()
    await page.getByRole('main').getByText(first.prompt).waitFor()
    expect(await page.evaluate(() => document.querySelector('audio')?.paused)).toBe(false)
    await signUpHere(page, MAKE_IT)
    await expectBeingMade(page, first.prompt)
    expect(addresses.filter((address) => address.includes(first.prompt))).toEqual([])
  })

  it('does the same without scripts', async () => {
    const page = await openPage({ javaScriptEnabled: false })
    const addresses = listAddresses(page)
    await page.goto('/')
    await page.getByLabel('Describe your song').fill('a lullaby for a lighthouse keeper')
    await page.getByRole('button', { name: 'Make this track' }).click()
    await page.getByRole('main').getByText('a lullaby for a lighthouse keeper').waitFor()
    await signUpHere(page, MAKE_IT)
    await page.getByRole('button', { name: 'Make this track' }).click()
    await expectBeingMade(page, 'a lullaby for a lighthouse keeper')
    expect(addresses.filter((address) => address.includes('lighthouse'))).toEqual([])
  })

  it('finds the words again when they are refused, and the account is there', async () => {
    const page = await openPage()
    await page.goto('/')
    await page.getByLabel('Describe your song').fill('a duet in the style of Taylor Swift')
    await page.getByRole('button', { name: 'Make this track' }).click()
    await signUpHere(page, MAKE_IT)
    await page.getByRole('main').getByRole('alert').waitFor()
    await page.getByRole('button', { name: 'Change it in the studio' }).click()
    await page.waitForURL(({ pathname }) => pathname === '/create')
    await expect.poll(() => readDescription(page)).toBe('a duet in the style of Taylor Swift')
    expect((await (await page.request.get('/api/credits')).json()).available).toBe(50)
  })

  it('keeps the prompt through a reload and on the way to sign-in and back', async () => {
    const page = await openPage()
    await page.goto('/')
    await page.getByLabel('Describe your song').fill('a waltz that waits')
    await page.getByRole('button', { name: 'Make this track' }).click()
    const waiting = page.getByRole('main').getByText('a waltz that waits')
    await waiting.waitFor()
    await page.reload()
    await waiting.waitFor()
    await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: 'Welcome back' }).waitFor()
    await waiting.waitFor()
    await page.getByRole('button', { name: 'Create an account' }).click()
    await signUpHere(page, MAKE_IT)
    await expectBeingMade(page, 'a waltz that waits')
  })

  it('who has an account after all signs in, and finds the words in the composer', async () => {
    const page = await openPage()
    const email = await signUp(page)
    await page.context().clearCookies()
    await page.goto('/')
    await page.getByLabel('Describe your song').fill('a tango for the way home')
    await page.getByRole('button', { name: 'Make this track' }).click()
    await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: 'Welcome back' }).waitFor()
    await signIn(page, email)
    await page.waitForURL(({ pathname }) => pathname === '/create')
    await expect.poll(() => readDescription(page)).toBe('a tango for the way home')
    expect((await (await page.request.get('/api/credits')).json()).available).toBe(50)
  })

  it('is told in our words what is wrong with a field, before anything is sent', async () => {
    const page = await openPage()
    await page.goto('/sign-up')
    const sent: string[] = []
    page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()))
    const main = page.getByRole('main')
    await main.getByLabel('Email').fill('mia')
    await main.getByLabel('Password', { exact: true }).fill('short')
    await main.getByRole('button', { name: 'Create account' }).click()
    await main.getByText('What should we call you?').waitFor()
    await main.getByText('An email address looks like ada@example.com.').waitFor()
    await main.getByText('At least 8 characters.').waitFor()
    expect(await main.locator('[aria-invalid]').count()).toBe(3)
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('name')))
      .toBe('name')
    await main.getByRole('button', { name: 'Show password' }).click()
    expect(await main.getByLabel('Password', { exact: true }).getAttribute('type')).toBe('text')
    expect(sent).toEqual([])
  })
})

describe('what search engines and phones ask for', () => {
  it('is there', async () => {
    const page = await openPage()
    const robots = await (await page.request.get('/robots.txt')).text()
    expect(robots).toContain(`Sitemap: ${studio}/sitemap.xml`)
    const sitemap = await (await page.request.get('/sitemap.xml')).text()
    const listed = [...sitemap.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, address]) => address ?? '')
    expect(listed).toContain(`${studio}/license`)
    for (const address of listed) {
      await page.goto(address)
      expect(await page.locator('link[rel=canonical]').getAttribute('href')).toBe(address)
      expect(await page.locator('meta[name=robots]').count()).toBe(0)
      expect(await page.locator('meta[name=description]').getAttribute('content')).toBeTruthy()
    }
    const picture = await page.locator('meta[property="og:image"]').getAttribute('content')
    const { icons } = await (await page.request.get('/manifest.webmanifest')).json()
    for (const address of [picture ?? '', '/apple-touch-icon.png', ...icons.map(srcOf)])
      expect((await page.request.get(address)).headers()['content-type']).toBe('image/png')
    await page.goto('/sign-in')
    expect(await page.locator('meta[name=robots]').getAttribute('content')).toBe('noindex')
  })
})

const srcOf = ({ src }: { src: string }) => src
