import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

export const RENDERED = { timeout: 60_000, interval: 500 }
const WISHES = { bpm: 96, key: 'A minor', durationSeconds: 60 }

/** Three seconds of music, as an MP3. */
export const SHORT_SONG = readFileSync(
  new URL('../../worker/audio/testdata/stereo-cbr.mp3', import.meta.url),
)

/** Asks for a song of known tempo and key for the person of the page; returns its id. */
export async function askForSong(page: Page): Promise<string> {
  const data = { prompt: 'A steady beat for measuring', instrumental: true, ...WISHES }
  const asked = await page.request.post('/api/tracks', { data })
  expect(asked.status()).toBe(202)
  return (await asked.json()).tracks[0].id
}

/** Makes such a song and returns its MP3. */
export async function makeSong(page: Page): Promise<Buffer> {
  const id = await askForSong(page)
  const statusOf = async () => (await (await page.request.get(`/api/tracks/${id}`)).json()).status
  await expect.poll(statusOf, RENDERED).toBe('complete')
  return (await page.request.get(`/api/tracks/${id}/audio`)).body()
}
