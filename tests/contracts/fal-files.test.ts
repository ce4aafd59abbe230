import { describe, expect, it } from 'vitest'
import { PREPARED_MP3 } from '../../stand-ins/composer/write-song.ts'
import { audioUrlOf, type Fal, SONG, SONG_INPUT, startTestFal } from './fal-harness.ts'

async function audioOf(fal: Fal): Promise<string> {
  const { request_id: requestId } = await fal.client.queue.submit(SONG, { input: SONG_INPUT })
  const { data } = await fal.client.queue.result(SONG, { requestId })
  return fal.local(audioUrlOf(data))
}

async function bytesOf(response: Response): Promise<Uint8Array> {
  return new Uint8Array(await response.arrayBuffer())
}

describe('a file', () => {
  it('is public, whole, and says its length and type', async () => {
    const fal = await startTestFal()
    const url = await audioOf(fal)
    for (const method of ['GET', 'HEAD']) {
      const response = await fetch(url, { method })
      expect(response.headers.get('content-type')).toBe('audio/mpeg')
      expect(response.headers.get('content-length')).toBe(String(PREPARED_MP3.length))
      const expected = method === 'GET' ? Buffer.from(PREPARED_MP3) : Buffer.alloc(0)
      expect(expected.equals(await bytesOf(response))).toBe(true)
    }
    expect(await fal.admin('GET', '/counters')).toMatchObject({ files: 2 })
  })

  it.each([
    ['bytes=0-9', 0, 10],
    ['bytes=96500-', 96500, 96548],
    ['bytes=-8', 96540, 96548],
    ['bytes=96540-999999', 96540, 96548],
  ])('answers the range %s to the byte', async (range, from, to) => {
    const fal = await startTestFal()
    const response = await fetch(await audioOf(fal), { headers: { Range: range } })
    expect(response.status).toBe(206)
    expect(response.headers.get('content-range')).toBe(`bytes ${from}-${to - 1}/96548`)
    expect(Buffer.from(PREPARED_MP3.subarray(from, to)).equals(await bytesOf(response))).toBe(true)
  })

  it('refuses a range past its end', async () => {
    const fal = await startTestFal()
    const response = await fetch(await audioOf(fal), { headers: { Range: 'bytes=96548-' } })
    expect([response.status, response.headers.get('content-range')]).toEqual([416, 'bytes */96548'])
  })

  it('comes from an upload of the client', async () => {
    const fal = await startTestFal()
    const blob = new Blob(['a reference track'], { type: 'audio/wav' })
    const url = await fal.client.storage.upload(blob)
    expect(url).toMatch(/^https:\/\/v3\.fal\.media\/files\//)
    const response = await fetch(fal.local(url))
    expect(response.headers.get('content-type')).toBe('audio/wav')
    expect(await response.text()).toBe('a reference track')
  })
})

describe('a broken download', () => {
  async function breakDownload(kind: string, more: object = {}) {
    const fal = await startTestFal()
    const url = await audioOf(fal)
    await fal.arm(kind, more)
    return { fal, url, response: await fetch(url, { redirect: 'manual' }) }
  }

  it.each([
    ['audio_404', 404],
    ['audio_503', 503],
  ])('happens once, and the next one is whole: %s', async (kind, status) => {
    const { url, response } = await breakDownload(kind)
    expect(response.status).toBe(status)
    expect((await fetch(url)).status).toBe(200)
  })

  it('can end before its Content-Length', async () => {
    const { response } = await breakDownload('audio_truncated')
    expect(response.headers.get('content-length')).toBe('96548')
    await expect(bytesOf(response)).rejects.toThrow()
  })

  it('can be cut in chunks', async () => {
    const { response } = await breakDownload('audio_chunked_truncated')
    expect(response.headers.get('content-length')).toBe(null)
    await expect(bytesOf(response)).rejects.toThrow()
  })

  it('can be right but without a Content-Length', async () => {
    const { response } = await breakDownload('audio_chunked')
    expect(response.headers.get('content-length')).toBe(null)
    expect(Buffer.from(PREPARED_MP3).equals(await bytesOf(response))).toBe(true)
  })

  it.each([
    ['audio_empty', 'audio/mpeg', /^$/],
    ['audio_html', 'text/html; charset=utf-8', /^<!doctype html>/],
    ['audio_text', 'audio/mpeg', /^This is not music/],
  ])('can be %s', async (kind, type, body) => {
    const { response } = await breakDownload(kind)
    expect([response.status, response.headers.get('content-type')]).toEqual([200, type])
    expect(await response.text()).toMatch(body)
  })

  it('can announce 200 MB', async () => {
    const { response } = await breakDownload('audio_huge')
    expect(response.headers.get('content-length')).toBe('200000000')
    await response.body?.cancel()
  })

  it('can stream frames without end', async () => {
    const { response } = await breakDownload('audio_huge_chunked')
    expect(response.headers.get('content-length')).toBe(null)
    let received = 0
    for await (const chunk of response.body ?? []) {
      received += chunk.length
      if (received > 5_000_000) break
    }
    expect(received).toBeGreaterThan(5_000_000)
  })

  it('can redirect to a private address', async () => {
    const { response } = await breakDownload('audio_redirect_private')
    expect(response.status).toBe(302)
    expect(response.headers.get('location')).toMatch(/^http:\/\/10\.0\.0\.1\//)
  })

  it('can redirect to the right file, however often it is armed', async () => {
    const { fal, response } = await breakDownload('audio_redirect_ok', { times: 5 })
    const target = response.headers.get('location') ?? ''
    expect(target).toMatch(/^https:\/\/v3\.fal\.media\/files\//)
    const followed = await fetch(fal.local(target))
    expect(Buffer.from(PREPARED_MP3).equals(await bytesOf(followed))).toBe(true)
  })

  it('can be slow', async () => {
    const startedAt = Date.now()
    const { response } = await breakDownload('audio_slow', { milliseconds: 250 })
    expect(Buffer.from(PREPARED_MP3).equals(await bytesOf(response))).toBe(true)
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(250)
  })

  it.each([
    ['audio_silent', 10_000],
    ['audio_short', 1_200],
  ])('can be whole without being music: %s', async (kind, leastBytes) => {
    const { response } = await breakDownload(kind)
    expect(response.headers.get('content-type')).toBe('audio/mpeg')
    const bytes = await bytesOf(response)
    expect(bytes.length).toBeGreaterThan(leastBytes)
    expect(bytes.subarray(0, 2)).toEqual(Uint8Array.from(PREPARED_MP3.subarray(0, 2)))
  })

  it('can be on a foreign host', async () => {
    const fal = await startTestFal()
    await fal.arm('audio_other_host')
    expect(await audioOf(fal)).toContain('evil.example')
  })
})
