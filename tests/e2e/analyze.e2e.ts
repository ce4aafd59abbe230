import { readFile } from 'node:fs/promises'
import { parseBuffer } from 'music-metadata'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { shareBrowser } from './share-browser.ts'
import { askForSong, makeSong, RENDERED, SHORT_SONG } from './sounds.ts'
import { readDescription, signUp } from './visit.ts'

const openPage = shareBrowser()

type Upload = { name: string; mimeType: string; buffer: Buffer }

/** Picks the file once the page is alive, and answers what the page sent while it was measured. */
async function pick(page: Page, file: Upload): Promise<string[]> {
  const sent: string[] = []
  page.on('request', (request) => request.method() !== 'GET' && sent.push(request.url()))
  await page.goto('/analyze', { waitUntil: 'networkidle' })
  await page.getByLabel('A song to measure').setInputFiles(file)
  return sent
}

const report = (page: Page, name: string) =>
  page.getByRole('region', { name: `Measures of ${name}` })

/** In the open menu. */
async function formatsOffered(page: Page): Promise<(string | undefined)[]> {
  const links = page.getByRole('menu').locator('a[download]')
  await links.first().waitFor()
  const addresses = await links.evaluateAll((all) => all.map((each) => each.getAttribute('href')))
  return addresses.map((each) => each?.split('format=')[1])
}

/** By the menu of the track's page, with the keyboard. */
async function download(page: Page, format: 'MP3' | 'WAV') {
  await page.getByRole('button', { name: 'Download', exact: true }).press('Enter')
  const entry = page.getByRole('menuitem', { name: format })
  const [file] = await Promise.all([page.waitForEvent('download'), entry.press('Enter')])
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) }
}

describe('a finished track', () => {
  it('shows what is heard in it beside what was asked for, as soon as it is measured', async () => {
    const page = await openPage()
    await signUp(page)
    await page.goto(`/tracks/${await askForSong(page)}`)
    const facts = page.getByRole('complementary', { name: 'About this track' })
    await facts.getByText('Requested tempo').waitFor()
    await facts.getByText('You asked for 96 BPM').waitFor({ timeout: 60_000 })
    await facts.getByText('You asked for A minor').waitFor()
    expect(await facts.getByText(/^\d+ % sure/).count()).toBe(2)
    await facts.getByText(/^−\d+\.\d LUFS$/).waitFor()
    await facts.getByText(/dBTP$/).waitFor()
  })

  it('can be downloaded in both formats, with tags that say what it is', async () => {
    const page = await openPage()
    await signUp(page, 'Ada Löve')
    const path = `/tracks/${await askForSong(page)}`
    await page.goto(path)
    await page.getByRole('button', { name: 'Download', exact: true }).waitFor({ timeout: 60_000 })
    const [mp3, wav] = [await download(page, 'MP3'), await download(page, 'WAV')]
    expect(mp3.name).toBe('Ada Löve - A steady beat for measuring.mp3')
    expect(wav.name).toBe('Ada Löve - A steady beat for measuring.wav')
    expect(mp3.bytes.subarray(0, 3).toString()).toBe('ID3')
    expect(wav.bytes.subarray(0, 4).toString()).toBe('RIFF')
    for (const { bytes } of [mp3, wav]) {
      const { common, format } = await parseBuffer(bytes)
      expect(common).toMatchObject({ title: 'A steady beat for measuring', bpm: 96, key: 'Am' })
      expect(format.duration).toBeCloseTo(60, 0)
    }
    await page.getByRole('button', { name: 'Play A steady beat for measuring' }).first().click()
    await page.getByRole('button', { name: 'Download A steady beat for measuring' }).click()
    expect(await formatsOffered(page)).toEqual(['mp3', 'wav'])
    await page.keyboard.press('Escape')
    // A press fails on what lies under something else.
    await page.getByRole('button', { name: 'Full player' }).click()
    const full = page.getByRole('dialog', { name: 'Now playing' })
    await full.getByRole('button', { name: /^Download / }).click()
    await page.getByRole('menuitem', { name: 'WAV' }).click({ trial: true })
    await page.goto('/library')
    await page.getByRole('button', { name: 'More for A steady beat for measuring' }).click()
    expect(await formatsOffered(page)).toEqual(['mp3', 'wav'])
  })

  it('can be downloaded without scripts', async () => {
    const page = await openPage({ javaScriptEnabled: false })
    await signUp(page)
    const path = `/tracks/${await askForSong(page)}`
    const downloads = async () => (await (await page.request.get(`/api${path}`)).json()).downloads
    await expect.poll(downloads, RENDERED).toMatchObject({ wav: expect.any(String) })
    await page.goto(path)
    for (const name of ['Download MP3', 'Download WAV']) {
      const link = page.getByRole('link', { name })
      const [file] = await Promise.all([page.waitForEvent('download'), link.click()])
      expect(file.suggestedFilename()).toMatch(name === 'Download MP3' ? /\.mp3$/ : /\.wav$/)
    }
    expect(await page.getByRole('button', { name: 'Download' }).count()).toBe(0)
  })
})

describe('a dropped song', () => {
  it('is measured in the browser, and its tempo and key go along into the composer', async () => {
    const page = await openPage()
    await signUp(page)
    const buffer = await makeSong(page)
    const sent = await pick(page, { name: 'Our beat.mp3', mimeType: 'audio/mpeg', buffer })
    const measures = report(page, 'Our beat.mp3')
    await measures.getByText('96 BPM').first().waitFor()
    await measures.getByText('A minor').first().waitFor()
    await measures.getByText(/^−\d+\.\d LUFS$/).waitFor()
    await measures.getByRole('img', { name: /^Notes that sound most: .*\bA\b/ }).waitFor()
    expect(sent).toEqual([])

    await measures.getByRole('button', { name: 'Half the tempo' }).click()
    await measures.getByText('48 BPM').waitFor()
    await measures.getByRole('button', { name: 'Double the tempo' }).click()
    await measures.getByLabel(/^What was measured is there/).fill('A steady beat, with a harp')
    await measures.getByRole('button', { name: 'Take it to the studio' }).click()
    await page.waitForURL(({ pathname }) => pathname === '/create')
    await expect.poll(() => readDescription(page)).toBe('A steady beat, with a harp')
    const composer = page.getByRole('form', { name: 'Composer' })
    await composer
      .getByRole('button', { name: /96 BPM/ })
      .first()
      .waitFor()
    await composer
      .getByRole('button', { name: /A minor/ })
      .first()
      .waitFor()
    expect(page.url()).not.toContain('beat')
  })

  it('of a stranger is made through sign-up', async () => {
    const page = await openPage()
    await pick(page, { name: 'three seconds.mp3', mimeType: 'audio/mpeg', buffer: SHORT_SONG })
    await report(page, 'three seconds.mp3').getByRole('button', { name: 'Make this track' }).click()
    await page.getByRole('heading', { name: 'Create your account' }).waitFor()
    await page
      .getByRole('main')
      .getByText(/^A .*song/)
      .waitFor()
  })

  it.each([
    ['nothing', '', 'This file is empty.'],
    ['no sound', '%PDF-1.7 not a song at all', 'Your browser can’t hear this file.'],
  ])('that is %s gets a sentence, and the next one is measured', async (_, content, sentence) => {
    const page = await openPage()
    const buffer = Buffer.from(content)
    await pick(page, { name: 'odd.mp3', mimeType: 'audio/mpeg', buffer })
    await page.getByRole('alert').getByText(sentence).waitFor()
    const next = { name: 'next.mp3', mimeType: 'audio/mpeg', buffer: SHORT_SONG }
    await page.getByLabel('A song to measure').setInputFiles(next)
    await report(page, 'next.mp3').waitFor()
  })
})
