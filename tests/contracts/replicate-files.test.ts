import { describe, expect, it } from 'vitest'
import { PREPARED_MP3 } from '../../stand-ins/composer/write-song.ts'
import { created, startTestReplicate, type TestReplicate } from './replicate-harness.ts'

async function audioOf(replicate: TestReplicate): Promise<string> {
  return replicate.local((await created(replicate)).output)
}

const isPrepared = async (response: Response) =>
  Buffer.from(PREPARED_MP3).equals(new Uint8Array(await response.arrayBuffer()))

it('keeps a file public and whole, and gives any range of it', async () => {
  const replicate = await startTestReplicate()
  const url = await audioOf(replicate)
  const whole = await fetch(url)
  expect(whole.headers.get('content-type')).toBe('audio/mpeg')
  expect(whole.headers.get('content-length')).toBe(String(PREPARED_MP3.length))
  expect(await isPrepared(whole)).toBe(true)
  const part = await fetch(url, { headers: { Range: 'bytes=10-19' } })
  expect([part.status, (await part.arrayBuffer()).byteLength]).toEqual([206, 10])
  expect((await fetch(url.replace('output.mp3', 'other.mp3'))).status).toBe(404)
  expect(await replicate.account.counters()).toMatchObject({ files: 2 })
})

describe('the next download', () => {
  async function broken(kind: string) {
    const replicate = await startTestReplicate()
    const url = await audioOf(replicate)
    await replicate.account.fault(kind)
    return { url, response: await fetch(url, { redirect: 'manual' }) }
  }

  it('can be missing, and only that one', async () => {
    const { url, response } = await broken('audio_404')
    expect(response.status).toBe(404)
    expect(await isPrepared(await fetch(url))).toBe(true)
  })

  it.each(['audio_truncated', 'audio_chunked_truncated'])('can be %s', async (kind) => {
    const { response } = await broken(kind)
    await expect(response.arrayBuffer()).rejects.toThrow()
  })

  it.each([
    ['audio_html', 'text/html; charset=utf-8', /^<!doctype html>/],
    ['audio_text', 'audio/mpeg', /^This is not music/],
    ['audio_empty', 'audio/mpeg', /^$/],
  ])('can be %s', async (kind, type, body) => {
    const { response } = await broken(kind)
    expect([response.status, response.headers.get('content-type')]).toEqual([200, type])
    expect(await response.text()).toMatch(body)
  })

  it('can be huge', async () => {
    const { response } = await broken('audio_huge')
    expect(response.headers.get('content-length')).toBe('200000000')
    await response.body?.cancel()
  })

  it('can be a redirect to a private address, or to the file itself', async () => {
    const away = await broken('audio_redirect_private')
    expect(away.response.headers.get('location')).toMatch(/^http:\/\/10\.0\.0\.1\//)
    const home = await broken('audio_redirect_ok')
    const location = home.response.headers.get('location')
    expect(location).toMatch(/^https:\/\/replicate\.delivery\/xezq\/.*\?intact=1$/)
  })
})
