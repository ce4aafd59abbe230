import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { expectHidden, expectRefusal, itNeedsSignIn } from '../../tests/harness/refusals.ts'
import { makeSong, renderSong, type Submitted } from '../../tests/harness/songs.ts'
import { openStudio, type Person, type Studio } from '../../tests/harness/studio.ts'

type Track = { audioUrl: string }

const UNKNOWN = 'trk_01kbabcdefghjkmnpqrstvwxyz'

let studio: Studio
let ada: Person
let song: Submitted
let path: string
/** What FAL's file host has: the bytes that must come out again. */
let original: Uint8Array

beforeAll(async () => {
  studio = await openStudio()
  ada = await studio.newPerson()
  song = await makeSong(studio, ada)
  path = `/api/tracks/${song.track.id}/audio`
  const webhook = (await studio.fal.outbox()).find(({ requestId }) => requestId === song.requestId)
  const { payload } = JSON.parse(webhook?.body ?? '{}')
  const url = `${studio.env.FAL_BASE_URL}/${payload.audio.url.replace('https://', '')}`
  original = new Uint8Array(await (await fetch(url)).arrayBuffer())
  expect(original.length).toBeGreaterThan(50_000)
})
beforeEach(() => studio.reset())

const get = (headers: Record<string, string> = {}, method = 'GET') =>
  ada.call(path, { method, headers })

const bytesOf = async (answer: Response) => new Uint8Array(await answer.arrayBuffer())

describe('GET /api/tracks/{id}/audio', () => {
  itNeedsSignIn(() => studio, [[`/api/tracks/${UNKNOWN}/audio`], [`/api/tracks/${UNKNOWN}/peaks`]])

  it('gives every byte, in one Postgres request', async () => {
    const answer = await get()
    expect(answer.status).toBe(200)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'audio/mpeg',
      'content-length': String(original.length),
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
      'cache-control': expect.stringContaining('private'),
      etag: expect.stringMatching(/^"[^"]+"$/),
    })
    expect(await bytesOf(answer)).toEqual(original)
    expect(await studio.postgres.counters()).toMatchObject({ requests: 1 })
  })

  it('may be kept where its address names the file, and is asked for again at any other', async () => {
    const { audioUrl } = await (await ada.call(`/api/tracks/${song.track.id}`)).json<Track>()
    const keeps = async (address: string, headers = {}) => {
      const answer = await ada.call(address, { headers })
      await answer.body?.cancel()
      return [answer.status, answer.headers.get('cache-control')]
    }
    const kept = 'private, max-age=31536000, immutable'
    expect(await keeps(audioUrl)).toEqual([200, kept])
    expect(await keeps(audioUrl, { range: 'bytes=5-9' })).toEqual([206, kept])
    for (const address of [path, `${path}?v=fil_01kbabcdefghjkmnpqrstvwxyz`, `${path}?v=`])
      expect(await keeps(address)).toEqual([200, 'private, no-cache'])
  })

  it('answers HEAD like GET, without the bytes', async () => {
    const [whole, head] = [await get(), await get({}, 'HEAD')]
    await whole.body?.cancel()
    expect(head.status).toBe(200)
    expect(await bytesOf(head)).toHaveLength(0)
    for (const name of ['content-type', 'content-length', 'etag', 'accept-ranges'])
      expect(head.headers.get(name)).toBe(whole.headers.get(name))
  })

  it.each<[string, (size: number) => [first: number, last: number]]>([
    ['bytes=0-0', () => [0, 0]],
    ['bytes=0-99', () => [0, 99]],
    ['bytes=1000-1999', () => [1000, 1999]],
    ['bytes=50000-', (size) => [50_000, size - 1]],
    ['bytes=-500', (size) => [size - 500, size - 1]],
    ['bytes=50000-999999999', (size) => [50_000, size - 1]],
    ['bytes=-999999999', (size) => [0, size - 1]],
  ])('gives exactly the bytes of %s', async (range, select) => {
    const [first, last] = select(original.length)
    const answer = await get({ range })
    expect(answer.status).toBe(206)
    expect(answer.headers.get('content-range')).toBe(`bytes ${first}-${last}/${original.length}`)
    expect(answer.headers.get('content-length')).toBe(String(last - first + 1))
    expect(answer.headers.get('content-type')).toBe('audio/mpeg')
    expect(await bytesOf(answer)).toEqual(original.slice(first, last + 1))
  })

  it.each(['bytes=999999999-', 'bytes=-0'])('answers 416 to %s', async (range) => {
    const answer = await get({ range })
    expect(answer.status).toBe(416)
    expect(answer.headers.get('content-range')).toBe(`bytes */${original.length}`)
    expect(await bytesOf(answer)).toHaveLength(0)
  })

  it.each(['bytes=5-1', 'bytes=0-1,5-9', 'lines=1-2', 'bytes=-', 'nonsense'])(
    'ignores a range that it does not serve: %s',
    async (range) => {
      const answer = await get({ range })
      expect(answer.status).toBe(200)
      expect(await bytesOf(answer)).toEqual(original)
    },
  )

  it('answers 304 to a client that has the file, else with all or part of it', async () => {
    const first = await get()
    await first.body?.cancel()
    const etag = first.headers.get('etag') ?? ''
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const answer = await get({ 'if-none-match': known })
      expect([known, answer.status, await answer.text()]).toEqual([known, 304, ''])
      expect(answer.headers.get('etag')).toBe(etag)
    }
    expect((await bytesOf(await get({ 'if-none-match': '"other"' }))).length).toBe(original.length)
    const part = await get({ range: 'bytes=0-9', 'if-range': etag })
    expect([part.status, (await bytesOf(part)).length]).toEqual([206, 10])
    const whole = await get({ range: 'bytes=0-9', 'if-range': '"other"' })
    expect([whole.status, (await bytesOf(whole)).length]).toEqual([200, original.length])
  })

  it('answers 404 for another person’s track, an unknown one, and one not made yet', async () => {
    const bo = await studio.newPerson('Bo')
    await expectHidden(
      bo,
      [song.track.id, UNKNOWN],
      [
        [(id) => `/api/tracks/${id}/audio`],
        [(id) => `/api/tracks/${id}/audio`, { headers: { range: 'bytes=0-9' } }],
        [(id) => `/api/tracks/${id}/peaks`],
      ],
    )
    const { track } = await renderSong(studio, bo)
    for (const kind of ['audio', 'peaks'])
      await expectRefusal(await bo.call(`/api/tracks/${track.id}/${kind}`), 'not_found')
  })
})

describe('GET /api/tracks/{id}/peaks', () => {
  it('gives the waveform of the stored audio', async () => {
    const answer = await ada.call(`/api/tracks/${song.track.id}/peaks`)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('application/json')
    const peaks = await answer.json<Record<string, unknown>>()
    const heights = Object.values(peaks).find((value) => Array.isArray(value))
    expect(heights).toBeDefined()
    expect(Math.max(...(heights as number[]))).toBeGreaterThan(0)
    const headers = { 'if-none-match': answer.headers.get('etag') ?? '' }
    const again = await ada.call(`/api/tracks/${song.track.id}/peaks`, { headers })
    expect(again.status).toBe(304)
  })
})
