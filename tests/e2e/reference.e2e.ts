import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { shareBrowser } from './share-browser.ts'
import { makeSong, SHORT_SONG } from './sounds.ts'
import { describe as describeSong, readDescription, signUp } from './visit.ts'

const openPage = shareBrowser()

const composerOf = (page: Page) => page.getByRole('form', { name: 'Composer' })
const cardOf = (page: Page) =>
  page.getByRole('region', { name: 'Make it like a song you have', exact: true })

async function openComposer(page: Page, mode: 'simple' | 'custom') {
  await page.goto(`/create?mode=${mode}`)
  await page.getByRole('button', { name: 'Undo' }).waitFor()
}

/** As if the file came from another window. */
async function drop(page: Page, name: string, bytes: Buffer) {
  const dataTransfer = await page.evaluateHandle(
    ([name, bytes]) => {
      const data = new DataTransfer()
      const content = Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0))
      data.items.add(new File([content], name))
      return data
    },
    [name, bytes.toString('base64')] as const,
  )
  await composerOf(page).dispatchEvent('drop', { dataTransfer })
}

const wishes = (page: Page) => page.getByRole('list', { name: 'Wishes' }).getByRole('button')

describe('a song that is dropped on the composer', () => {
  it('fills in its tempo, key and style by one press, and all of it can be taken back', async () => {
    const page = await openPage()
    await signUp(page)
    const song = await makeSong(page)
    await openComposer(page, 'custom')
    await describeSong(page, 'two guitars')
    await drop(page, 'Our beat.mp3', song)
    const card = cardOf(page)
    await card.getByText(/ · 96 BPM · A minor · −\d+\.\d LUFS/).waitFor()
    await card.getByRole('button', { name: 'Fill in tempo, key and style' }).click()
    await wishes(page).getByText('96 BPM').waitFor()
    await wishes(page).getByText('A minor').waitFor()
    expect(await readDescription(page)).toMatch(/^two guitars, \w+/)

    await card.getByRole('button', { name: 'Take back 96 BPM' }).click()
    await wishes(page).getByText('96 BPM').waitFor({ state: 'detached' })
    expect(await wishes(page).getByText('A minor').count()).toBe(1)
    await card.getByRole('button', { name: 'Take all back' }).click()
    await expect.poll(() => readDescription(page)).toBe('two guitars')
    expect(await wishes(page).getByText('A minor').count()).toBe(0)
  })

  it('is kept once the person says whose it is, and can be picked again and deleted', async () => {
    const page = await openPage()
    await signUp(page)
    await openComposer(page, 'simple')
    const sent: string[] = []
    page.on('request', (request) => {
      if (request.method() === 'POST') sent.push(new URL(request.url()).pathname)
    })
    await drop(page, 'Rain on glass.mp3', SHORT_SONG)
    const card = cardOf(page)
    const keep = card.getByRole('button', { name: 'Keep it' })
    await keep.waitFor()
    expect(await keep.isDisabled()).toBe(true)
    expect(sent).toEqual([])
    await card.getByLabel('Keep it in the studio').selectOption('mine')
    await keep.click()
    await card.getByText('Kept in the studio, for you alone.').waitFor()

    await openComposer(page, 'simple')
    await page.getByRole('button', { name: 'Reference' }).click()
    await card.getByRole('button', { name: /^Rain on glass\.mp3/ }).click()
    await card.getByRole('button', { name: 'Fill in tempo, key and style' }).click()
    await expect.poll(() => readDescription(page)).not.toBe('')

    await card.getByRole('button', { name: 'Another song' }).click()
    await card.getByRole('button', { name: 'Delete Rain on glass.mp3' }).click()
    await card.getByRole('button', { name: 'Delete for good' }).click()
    await card.getByText('Rain on glass.mp3').waitFor({ state: 'detached' })
    expect((await (await page.request.get('/api/files')).json()).items).toEqual([])
  })

  it('gets a sentence where it is none, or can’t be kept', async () => {
    const page = await openPage()
    await signUp(page)
    await openComposer(page, 'simple')
    const card = cardOf(page)
    await drop(page, 'invoice.mp3', Buffer.from('%PDF-1.7 not a song at all'))
    await card.getByRole('alert').getByText('Your browser can’t hear this file.').waitFor()
    await drop(page, 'Rain on glass.mp3', SHORT_SONG)
    await page.route('**/api/files?*', (route) => route.abort())
    await card.getByLabel('Keep it in the studio').selectOption('licensed')
    await card.getByRole('button', { name: 'Keep it' }).click()
    await card.getByRole('alert').getByText('We can’t reach the studio right now.').waitFor()
    await page.unroute('**/api/files?*')
    await card.getByRole('button', { name: 'Keep it' }).click()
    await card.getByText('Kept in the studio, for you alone.').waitFor()
  })
})
