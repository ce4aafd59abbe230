import { parseBuffer } from 'music-metadata'
import { beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { expectRefusal } from '../../tests/harness/refusals.ts'
import { LYRICS, makeSong, readTrack } from '../../tests/harness/songs.ts'
import { openStudio, type Person, type Studio } from '../../tests/harness/studio.ts'
import { readMp3 } from '../audio/mp3/read-mp3.ts'
import { streamOf } from '../audio/testdata/fixtures.ts'
import { parseWavHeader } from '../audio/wav/wav-header.ts'
import { countUses } from '../cache/rate-limits.ts'
import { openServices } from '../services.ts'

const SONG = { title: 'Rain: “雨”', instrumental: false, lyrics: LYRICS, genre: 'lo-fi', bpm: 96 }

let studio: Studio
let ada: Person
let decoded: string
let stored: string
/** Of the WAV as it was made. */
let original: string

beforeAll(async () => {
  studio = await openStudio()
  ada = await studio.newPerson('Ada Löve')
  const [mp3, wav] = [
    await makeSong(studio, ada, SONG),
    await makeSong(studio, ada, {
      model: 'stable-audio-2.5',
      title: 'As it is',
      durationSeconds: 15,
    }),
  ]
  original = (await readTrack(ada, wav.track.id)).audioUrl ?? ''
  await studio.work('measure')
  decoded = `/api/tracks/${mp3.track.id}`
  stored = `/api/tracks/${wav.track.id}`
}, 60_000)
beforeEach(() => studio.reset())

const get = (track: string, headers: Record<string, string> = {}, method = 'GET') =>
  ada.call(`${track}/download?format=wav`, { method, headers })
const bytesOf = async (answer: Response) => new Uint8Array(await answer.arrayBuffer())
const read = async (address: string) => bytesOf(await ada.call(address))

const utf8 = (bytes: string) => Buffer.from(bytes, 'latin1').toString()

/** The samples between what stands before and behind them. */
function samplesOf(wav: Uint8Array): Uint8Array {
  const header = parseWavHeader(wav)
  if (typeof header === 'string') throw new Error(header)
  return wav.subarray(header.dataStart, header.dataStart + (header.dataBytes ?? 0))
}

async function decode(mp3: Uint8Array): Promise<Uint8Array> {
  const heard: number[] = []
  await readMp3(streamOf(mp3), (channels) => {
    for (let at = 0; at < (channels[0]?.length ?? 0); at += 1)
      for (const samples of channels) heard.push((samples[at] ?? 0) * 32_768)
    return undefined
  })
  return new Uint8Array(Int16Array.from(heard).buffer)
}

describe('a WAV of a track', () => {
  it('is what its MP3 decodes to, of a length that is known before', async () => {
    await studio.postgres.resetCounters()
    const answer = await get(decoded)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'audio/wav'])
    expect(await studio.postgres.counters()).toMatchObject({ requests: 1 })
    const wav = await bytesOf(answer)
    expect(answer.headers.get('content-length')).toBe(String(wav.length))
    expect(new DataView(wav.buffer).getUint32(4, true)).toBe(wav.length - 8)
    expect(samplesOf(wav)).toEqual(await decode(await read(`${decoded}/audio`)))
  })

  it('is the stored samples where it was made as a WAV', async () => {
    const answer = await get(stored)
    const wav = await bytesOf(answer)
    expect(answer.headers.get('content-length')).toBe(String(wav.length))
    expect(samplesOf(wav)).toEqual(samplesOf(await read(original)))
  })

  it('has the tags of the MP3, and tells other programs that a model made it', async () => {
    const wav = await bytesOf(await get(decoded))
    const mp3 = await bytesOf(await ada.call(`${decoded}/download`))
    const { common, native, format } = await parseBuffer(wav, { mimeType: 'audio/wav' })
    const ofMp3 = await parseBuffer(mp3, { mimeType: 'audio/mpeg' })
    expect(native['ID3v2.3']).toEqual(ofMp3.native['ID3v2.3'])
    expect(common).toMatchObject({ title: SONG.title, artist: 'Ada Löve', genre: ['lo-fi'] })
    // This reader takes each byte for a letter; others read UTF-8.
    const info = (native.exif ?? []).map(({ id, value }) => [id, utf8(String(value))])
    expect(Object.fromEntries(info)).toEqual({
      INAM: SONG.title,
      IART: 'Ada Löve',
      ICRD: String(new Date().getUTCFullYear()),
      IBPM: expect.stringMatching(/^\d+$/),
      IGNR: 'lo-fi',
      ILYC: LYRICS,
      ICMT: expect.stringContaining('digitalsourcetype/trainedAlgorithmicMedia'),
    })
    const { measured } = await readTrack(ada, decoded.split('/')[3] ?? '')
    expect(format).toMatchObject({ bitsPerSample: 16, sampleRate: measured?.sampleRate })
    expect(format.duration).toBeCloseTo(measured?.durationSeconds ?? 0, 6)
  })

  it.each([
    ['that is decoded', () => decoded],
    ['that is stored', () => stored],
  ])('answers ranges and HEAD as if the file were stored so, of one %s', async (_, track) => {
    const whole = await bytesOf(await get(track()))
    const size = whole.length
    const start = size - samplesOf(whole).length
    for (const [first, last] of [
      [0, 0],
      [0, 60],
      [start - 1_000, start + 1_000],
      [Math.floor(size / 3), Math.floor(size / 2)],
      [size - 5_000, size - 1],
      [size - 1, size - 1],
    ] as const) {
      const part = await get(track(), { range: `bytes=${first}-${last}` })
      expect(part.status).toBe(206)
      expect(part.headers.get('content-range')).toBe(`bytes ${first}-${last}/${size}`)
      expect(part.headers.get('content-length')).toBe(String(last + 1 - first))
      expect(await bytesOf(part)).toEqual(whole.subarray(first, last + 1))
    }
    expect(await bytesOf(await get(track(), { range: 'bytes=-300' }))).toEqual(whole.subarray(-300))
    expect((await get(track(), { range: `bytes=${size}-` })).status).toBe(416)
    const head = await get(track(), {}, 'HEAD')
    expect(head.headers.get('content-length')).toBe(String(size))
    expect(decodeURIComponent(head.headers.get('content-disposition') ?? '')).toMatch(
      /^attachment; .*\.wav/,
    )
  })

  it('goes on where it stopped only while it is the same file', async () => {
    const etag = (await get(decoded, {}, 'HEAD')).headers.get('etag') ?? ''
    const range = 'bytes=100000-'
    expect((await get(decoded, { range, 'if-range': etag })).status).toBe(206)
    expect((await get(decoded, { 'if-none-match': etag })).status).toBe(304)
    await ada.call(decoded, { method: 'PATCH', json: { title: 'Another name' } })
    const renamed = await get(decoded, { range, 'if-range': etag })
    expect(renamed.status).toBe(200)
    expect(renamed.headers.get('content-disposition')).toContain('Another name.wav')
    await renamed.body?.cancel()
    await ada.call(decoded, { method: 'PATCH', json: { title: SONG.title } })
  })

  it('is hidden from everybody else, and not there before it is measured', async () => {
    const bo = await studio.newPerson('Bo')
    await expectRefusal(await bo.call(`${decoded}/download?format=wav`), 'not_found')
    const { track } = await makeSong(studio, ada)
    await expectRefusal(await get(`/api/tracks/${track.id}`), 'not_found')
  })

  it('is decoded thirty times a minute at most; MP3s and sizes are asked for as often as one likes', async () => {
    onTestFinished(() => void vi.useRealTimers())
    vi.setSystemTime(Math.ceil(Date.now() / 60_000) * 60_000)
    const uses = Array.from({ length: 29 }, () => ({ limit: 'downloadWav', who: ada.id }) as const)
    await countUses(openServices(studio.env).redis, uses, new Date())
    const range = 'bytes=0-9'
    expect((await get(decoded, { range })).status).toBe(206)
    await expectRefusal(await get(decoded, { range }), 'rate_limited')
    expect((await get(decoded, {}, 'HEAD')).status).toBe(200)
    expect((await ada.call(`${decoded}/download`, { headers: { range } })).status).toBe(206)
  })
})
