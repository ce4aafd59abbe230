import { parseBuffer } from 'music-metadata'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { FILES } from '../../tests/harness/file-stores.ts'
import { expectRefusal } from '../../tests/harness/refusals.ts'
import { makeSong, readTrack } from '../../tests/harness/songs.ts'
import { openStudio, type Person, type Studio } from '../../tests/harness/studio.ts'
import { id3TagBytes } from '../audio/mp3/id3-tag.ts'
import type { ExampleAnswer } from './examples.ts'

let studio: Studio
let ada: Person
let path: string
let trackId: string
/** Where the WAV was heard before there was an MP3. */
let early: string
let wav: Uint8Array
let mp3: Uint8Array

beforeAll(async () => {
  studio = await openStudio()
  ada = await studio.newPerson('Ada Löve')
  const wishes = { model: 'stable-audio-2.5', title: 'Rain: “雨”', durationSeconds: 15 }
  const { track } = await makeSong(studio, ada, wishes)
  trackId = track.id
  path = `/api/tracks/${trackId}`
  early = (await readTrack(ada, trackId)).audioUrl ?? ''
  wav = await bytesOf(await ada.call(early))
  await studio.work('measure')
  const [file] = await studio.sql<{ key: string }>(
    `select key from files where track_id = $1 and kind = 'rendition'`,
    [trackId],
  )
  mp3 = await bytesOf(new Response((await FILES.get(file?.key ?? ''))?.body))
}, 60_000)
beforeEach(() => studio.reset())

async function bytesOf(answer: Response): Promise<Uint8Array> {
  return new Uint8Array(await answer.arrayBuffer())
}

const typeOf = (answer: Response) => answer.headers.get('content-type')
const download = (headers: Record<string, string> = {}, method = 'GET') =>
  ada.call(`${path}/download?format=mp3`, { method, headers })

describe('the player, of a track that was made as a WAV', () => {
  it('has its MP3 at a new address, which may be kept', async () => {
    const { audioUrl } = await readTrack(ada, trackId)
    expect(audioUrl).not.toBe(early)
    for (const address of [audioUrl ?? '', `${path}/audio`]) {
      const answer = await ada.call(address)
      expect(typeOf(answer)).toBe('audio/mpeg')
      expect(await bytesOf(answer)).toEqual(mp3)
    }
    const part = await ada.call(audioUrl ?? '', { headers: { range: 'bytes=100-299' } })
    expect(part.headers.get('cache-control')).toBe('private, max-age=31536000, immutable')
    expect(await bytesOf(part)).toEqual(mp3.subarray(100, 300))
    const list = await (await ada.call('/api/tracks')).json<{ items: { audioUrl: string }[] }>()
    expect(list.items.map((each) => each.audioUrl)).toEqual([audioUrl])
    const json = { favorite: true }
    const changed = await ada.call(path, { method: 'PATCH', json })
    expect(await changed.json()).toMatchObject({ audioUrl })
  })

  it('that began before goes on with the WAV', async () => {
    const answer = await ada.call(early, { headers: { range: 'bytes=5000-9999' } })
    expect([answer.status, typeOf(answer)]).toEqual([206, 'audio/wav'])
    expect(answer.headers.get('cache-control')).toBe('private, max-age=31536000, immutable')
    expect(await bytesOf(answer)).toEqual(wav.subarray(5_000, 10_000))
  })

  it('finds no other track’s sound by an address', async () => {
    const other = await makeSong(studio, ada)
    const named = early.split('?v=')[1]
    const answer = await ada.call(`/api/tracks/${other.track.id}/audio?v=${named}`)
    expect(answer.headers.get('cache-control')).toBe('private, no-cache')
    expect(await bytesOf(answer)).not.toEqual(wav)
  })

  it('has its MP3 as an example, too', async () => {
    await studio.sql('insert into examples (track_id, position) values ($1, 1)', [trackId])
    const { items } = await (await ada.call('/api/examples')).json<{ items: ExampleAnswer[] }>()
    const answer = await ada.call(items[0]?.audioUrl ?? '')
    expect(typeOf(answer)).toBe('audio/mpeg')
    expect(await bytesOf(answer)).toEqual(mp3)
    expect((await ada.call(items[0]?.peaksUrl ?? '')).status).toBe(200)
    await studio.sql('delete from examples where track_id = $1', [trackId])
  })
})

describe('the download of an MP3, of a track that was made as a WAV', () => {
  it('is its rendition behind tags of today, in one Postgres request', async () => {
    expect((await readTrack(ada, trackId)).downloads).toEqual({
      mp3: `${path}/download?format=mp3`,
      wav: `${path}/download?format=wav`,
    })
    await studio.postgres.resetCounters()
    const answer = await download()
    expect([answer.status, typeOf(answer)]).toEqual([200, 'audio/mpeg'])
    expect(await studio.postgres.counters()).toMatchObject({ requests: 1 })
    const bytes = await bytesOf(answer)
    expect(answer.headers.get('content-length')).toBe(String(bytes.length))
    expect(bytes.subarray(id3TagBytes(bytes) ?? 0)).toEqual(mp3)
    const { common, format } = await parseBuffer(bytes, { mimeType: 'audio/mpeg' })
    expect(common).toMatchObject({ title: 'Rain: “雨”', artist: 'Ada Löve' })
    const { measured } = await readTrack(ada, trackId)
    expect(format).toMatchObject({ sampleRate: measured?.sampleRate, codec: 'MPEG 1 Layer 3' })
    expect(format.duration).toBeCloseTo(measured?.durationSeconds ?? 0, 1)
    const json = { title: 'Another name' }
    await ada.call(path, { method: 'PATCH', json })
    const renamed = await bytesOf(await download())
    expect((await parseBuffer(renamed)).common.title).toBe('Another name')
  })

  it('answers ranges and HEAD as if the file were stored so', async () => {
    const whole = await bytesOf(await download())
    const tag = id3TagBytes(whole) ?? 0
    for (const [first, last] of [
      [0, 9],
      [tag - 50, tag + 50],
      [tag + 20_000, tag + 40_000],
      [whole.length - 20, whole.length - 1],
    ] as const) {
      const part = await download({ range: `bytes=${first}-${last}` })
      expect(part.status).toBe(206)
      expect(part.headers.get('content-range')).toBe(`bytes ${first}-${last}/${whole.length}`)
      expect(await bytesOf(part)).toEqual(whole.subarray(first, last + 1))
    }
    const head = await download({}, 'HEAD')
    expect(head.headers.get('content-length')).toBe(String(whole.length))
  })

  it('is refused with a sentence while it is being made, and for good where there is none', async () => {
    const { track } = await makeSong(studio, ada, {
      model: 'stable-audio-2.5',
      durationSeconds: 15,
    })
    await studio.work('measure')
    await studio.sql(`delete from files where track_id = $1 and kind = 'rendition'`, [track.id])
    const ask = () => ada.call(`/api/tracks/${track.id}/download`)
    const said = async () => (await expectRefusal(await ask(), 'conflict')).message
    const wavAlone = { mp3: null, wav: `/api/tracks/${track.id}/download?format=wav` }
    expect((await readTrack(ada, track.id)).downloads).toEqual(wavAlone)
    expect(await said()).toBe('This track was made as a WAV. Download that one.')
    await studio.sql(
      `update files set measure_at = now() + interval '15 minutes' where track_id = $1 and kind = 'audio'`,
      [track.id],
    )
    expect(await said()).toBe('This track was made as a WAV. Its MP3 isn’t ready yet.')
  })
})
