import { describe, expect, it } from 'vitest'
import { monoBare, streamOf } from '../audio/testdata/fixtures.ts'
import { type DownloadPolicy, downloadFile, isAllowedAddress } from './download.ts'
import { FILE_BYTES_MAX } from './put-file.ts'

const FILE = 'https://v3.fal.media/files/a/song.mp3'
const hosts = { allowedHosts: ['fal.media', 'replicate.delivery'], timeoutSeconds: 5 }

/** Answers at these addresses, and 404 at others. Remembers what was asked. */
function web(answers: Record<string, () => Response>) {
  const asked: string[] = []
  const fetch: NonNullable<DownloadPolicy['fetch']> = async (input, init) => {
    const request = new Request(input, init)
    asked.push(request.url)
    expect(init?.redirect).toBe('manual')
    return answers[request.url]?.() ?? new Response('nothing here', { status: 404 })
  }
  return { fetch, asked }
}

const audio = (headers: Record<string, string> = {}) =>
  new Response(streamOf(monoBare), { headers: { 'content-type': 'audio/mpeg', ...headers } })

const redirect =
  (location: string, status = 302) =>
  () =>
    new Response(null, { status, headers: { location } })

describe('isAllowedAddress', () => {
  it.each([
    FILE,
    'https://fal.media/x',
    'https://FAL.media:443/x',
    'https://replicate.delivery/x.mp3?token=1',
  ])('allows %s', (address) => {
    expect(isAllowedAddress(address, hosts)).toBe(true)
  })

  it.each([
    'http://fal.media/x',
    'http://127.0.0.1:8799/files/x.mp3',
    'https://notfal.media/x',
    'https://fal.media.evil.test/x',
    'https://fal.media:8443/x',
    'https://user@fal.media/x',
    'https://user:pass@fal.media/x',
    'http://user@127.0.0.1:8799/x',
    'https://fal.media@evil.test/x',
    'http://127.0.0.1:8800/x',
    'https://127.0.0.1:8799/x',
    'http://localhost:8799/x',
    'https://169.254.169.254/latest/meta-data',
    'https://[::1]/x',
    'file:///etc/passwd',
    'data:audio/mpeg;base64,SUQz',
    '/files/x.mp3',
    '',
  ])('refuses %s', (address) => {
    expect(isAllowedAddress(address, hosts)).toBe(false)
  })
})

describe('downloadFile', () => {
  it('gives the body and its announced length', async () => {
    const { fetch } = web({ [FILE]: () => audio({ 'content-length': String(monoBare.length) }) })
    const download = await downloadFile(FILE, { ...hosts, fetch })
    if (!download.ok) throw new Error(download.reason)
    expect(download.length).toBe(monoBare.length)
    expect(new Uint8Array(await new Response(download.body).arrayBuffer())).toEqual(monoBare)
  })

  it.each([
    ['absent', {}],
    ['malformed', { 'content-length': '12 bytes' }],
    ['of the packed body', { 'content-length': '500', 'content-encoding': 'gzip' }],
  ])('has no length when it is %s', async (_, headers) => {
    const { fetch } = web({ [FILE]: () => audio(headers) })
    const download = await downloadFile(FILE, { ...hosts, fetch })
    expect(download).toMatchObject({ ok: true, length: null })
    if (download.ok) await download.body.cancel()
  })

  it.each([
    ['not_found', () => new Response('gone', { status: 404 })],
    ['not_found', () => new Response('gone', { status: 410 })],
    ['unavailable', () => new Response('busy', { status: 503 })],
    ['unavailable', () => new Response('part', { status: 206 })],
    ['unavailable', () => new Response(null, { status: 302 })],
    ['host_refused', redirect('https://')],
    ['empty', () => new Response(null, { headers: { 'content-type': 'audio/mpeg' } })],
    ['empty', () => audio({ 'content-length': '0' })],
    ['too_large', () => audio({ 'content-length': String(FILE_BYTES_MAX + 1) })],
    ['not_audio', () => audio({ 'content-type': 'text/html; charset=utf-8' })],
    ['not_audio', () => audio({ 'content-type': 'Application/JSON' })],
  ])('calls a useless answer %s', async (reason, answer) => {
    const { fetch } = web({ [FILE]: answer })
    const download = await downloadFile(FILE, { ...hosts, fetch })
    expect(download).toEqual({ ok: false, reason })
  })

  it('cancels a refused body unread', async () => {
    let canceled = false
    const body = () =>
      new ReadableStream({
        cancel() {
          canceled = true
        },
      })
    const headers = { 'content-type': 'text/html' }
    const { fetch } = web({ [FILE]: () => new Response(body(), { headers }) })
    await downloadFile(FILE, { ...hosts, fetch })
    expect(canceled).toBe(true)
  })

  it('follows three redirects, relative ones too', async () => {
    const { fetch, asked } = web({
      [FILE]: redirect('/b', 301),
      'https://v3.fal.media/b': redirect('https://fal.media/c', 307),
      'https://fal.media/c': redirect('https://cdn.replicate.delivery/d', 308),
      'https://cdn.replicate.delivery/d': () => audio(),
    })
    const download = await downloadFile(FILE, { ...hosts, fetch })
    expect(download.ok).toBe(true)
    expect(asked).toHaveLength(4)
    if (download.ok) await download.body.cancel()
  })

  it('gives up at the fourth redirect', async () => {
    const { fetch, asked } = web({ [FILE]: redirect(FILE) })
    const download = await downloadFile(FILE, { ...hosts, fetch })
    expect(download).toEqual({ ok: false, reason: 'unavailable' })
    expect(asked).toHaveLength(4)
  })

  it.each([
    'http://169.254.169.254/',
    'http://127.0.0.1:8787/api',
    'https://evil.test/x',
    'http://v3.fal.media/x',
  ])('does not follow a redirect to %s', async (location) => {
    const { fetch, asked } = web({ [FILE]: redirect(location) })
    const download = await downloadFile(FILE, { ...hosts, fetch })
    expect(download).toEqual({ ok: false, reason: 'host_refused' })
    expect(asked).toEqual([FILE])
  })

  it('sends nothing when the first address is refused', async () => {
    const { fetch, asked } = web({})
    const download = await downloadFile('https://evil.test/song.mp3', { ...hosts, fetch })
    expect(download).toEqual({ ok: false, reason: 'host_refused' })
    expect(asked).toEqual([])
  })

  it('says unavailable when the host does not answer', async () => {
    const fetch = () => Promise.reject(new TypeError('connection refused'))
    const download = await downloadFile(FILE, { ...hosts, fetch })
    expect(download).toEqual({ ok: false, reason: 'unavailable' })
  })

  it('runs out of time while it waits for the head', async () => {
    const fetch: DownloadPolicy['fetch'] = (_, init) =>
      new Promise((_, reject) => {
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason))
      })
    const download = await downloadFile(FILE, { ...hosts, timeoutSeconds: 0.05, fetch })
    expect(download).toEqual({ ok: false, reason: 'unavailable' })
  })

  it('runs out of time while the body stalls, and cancels it', async () => {
    let canceled = false
    const stalling = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(monoBare.slice(0, 1000)),
      cancel() {
        canceled = true
      },
    })
    const { fetch } = web({ [FILE]: () => new Response(stalling) })
    const download = await downloadFile(FILE, { ...hosts, timeoutSeconds: 0.05, fetch })
    if (!download.ok) throw new Error(download.reason)
    const reading = new Response(download.body).arrayBuffer()
    await expect(reading).rejects.toMatchObject({ name: 'TimeoutError' })
    expect(canceled).toBe(true)
  })
})
