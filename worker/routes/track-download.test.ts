import { parseBuffer } from 'music-metadata'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { FILES } from '../../tests/harness/file-stores.ts'
import { expectRefusal, itNeedsSignIn } from '../../tests/harness/refusals.ts'
import { LYRICS, makeSong, readTrack, type Submitted } from '../../tests/harness/songs.ts'
import { openStudio, type Person, type Studio } from '../../tests/harness/studio.ts'
import { id3TagBytes } from '../audio/mp3/id3-tag.ts'

const UNKNOWN = 'trk_01kbabcdefghjkmnpqrstvwxyz'
const WISHES = {
  title: 'Rain / on glass: “雨”?',
  instrumental: false,
  lyrics: LYRICS,
  genre: 'lo-fi',
  bpm: 96,
  key: 'F# minor',
}

let studio: Studio
let ada: Person
let song: Submitted
let path: string

beforeAll(async () => {
  studio = await openStudio()
  ada = await studio.newPerson('Ada Löve')
  song = await makeSong(studio, ada, WISHES)
  await studio.work('measure')
  path = `/api/tracks/${song.track.id}/download?format=mp3`
})
beforeEach(() => studio.reset())

const get = (headers: Record<string, string> = {}, method = 'GET') =>
  ada.call(path, { method, headers })
const bytesOf = async (answer: Response) => new Uint8Array(await answer.arrayBuffer())
/** Of the tags and of nothing else: the sound says itself how long it is. */
const tagsOf = (bytes: Uint8Array) => parseBuffer(bytes, { mimeType: 'audio/mpeg' })

async function stored(): Promise<Uint8Array> {
  return bytesOf(await ada.call(`/api/tracks/${song.track.id}/audio`))
}

describe('GET /api/tracks/{id}/download', () => {
  itNeedsSignIn(() => studio, [[`/api/tracks/${UNKNOWN}/download`]])

  it('gives the sound as it was made behind tags of its own, in one Postgres request', async () => {
    const wav = path.replace('mp3', 'wav')
    expect((await readTrack(ada, song.track.id)).downloads).toEqual({ mp3: path, wav })
    await studio.postgres.resetCounters()
    const answer = await get()
    expect(answer.status).toBe(200)
    expect(await studio.postgres.counters()).toMatchObject({ requests: 1 })
    const bytes = await bytesOf(answer)
    expect(answer.headers.get('content-length')).toBe(String(bytes.length))
    const original = await stored()
    const sound = original.subarray(id3TagBytes(original) ?? 0)
    expect(bytes.subarray(id3TagBytes(bytes) ?? 0)).toEqual(sound)
  })

  it('has tags that other programs read, and says that a model made it', async () => {
    const { common, native, format } = await tagsOf(await bytesOf(await get()))
    expect(common).toMatchObject({
      title: WISHES.title,
      artist: 'Ada Löve',
      genre: ['lo-fi'],
      year: new Date().getUTCFullYear(),
      bpm: expect.any(Number),
      key: expect.stringMatching(/^[A-G][#b]?m?$/),
    })
    expect(common.lyrics?.[0]?.text).toBe(LYRICS)
    const recipe = JSON.parse(common.comment?.[0]?.text ?? '')
    expect(recipe).toMatchObject({ madeWith: 'SoundFoundry', bpm: 96, key: 'F# minor' })
    const own = (name: string) =>
      native['ID3v2.3']?.filter(({ id }) => id === `TXXX:${name}`).map(({ value }) => value)
    expect(own('AI_GENERATED')).toEqual(['true'])
    // This reader takes a text with slashes for several.
    expect(own('DIGITAL_SOURCE_TYPE')?.join('/')).toBe(
      'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia',
    )
    expect(format.duration).toBeCloseTo(6, 0)
  })

  it('names the file for people, on every system', async () => {
    const answer = await get({}, 'HEAD')
    const disposition = answer.headers.get('content-disposition') ?? ''
    expect(disposition).toMatch(
      /^attachment; filename="Ada L\?ve - Rain on glass [^"]*\.mp3"; filename\*=UTF-8''/,
    )
    expect(decodeURIComponent(disposition.split("UTF-8''")[1] ?? '')).toBe(
      'Ada Löve - Rain on glass “雨”.mp3',
    )
  })

  it('answers ranges and HEAD as if the file were stored so', async () => {
    const whole = await bytesOf(await get())
    for (const [first, last] of [
      [0, 9],
      [100, 5_000],
      [whole.length - 20, whole.length - 1],
    ] as const) {
      const part = await get({ range: `bytes=${first}-${last}` })
      expect(part.status).toBe(206)
      expect(part.headers.get('content-range')).toBe(`bytes ${first}-${last}/${whole.length}`)
      expect(await bytesOf(part)).toEqual(whole.subarray(first, last + 1))
    }
    const head = await get({}, 'HEAD')
    expect(head.headers.get('content-length')).toBe(String(whole.length))
    expect((await get({ range: `bytes=${whole.length}-` })).status).toBe(416)
  })

  it('follows a new title, and its copies are asked for again', async () => {
    const etag = (await get({}, 'HEAD')).headers.get('etag') ?? ''
    expect((await get({ 'if-none-match': etag })).status).toBe(304)
    const json = { title: 'Another name' }
    await ada.call(`/api/tracks/${song.track.id}`, { method: 'PATCH', json })
    const renamed = await get({ 'if-none-match': etag })
    expect(renamed.status).toBe(200)
    expect((await tagsOf(await bytesOf(renamed))).common.title).toBe('Another name')
    await ada.call(`/api/tracks/${song.track.id}`, {
      method: 'PATCH',
      json: { title: WISHES.title },
    })
  })

  it('has no date, so that what is newer only in its tags is never taken for the same', async () => {
    const answer = await get()
    expect(answer.headers.get('last-modified')).toBeNull()
    await answer.body?.cancel()
    const later = new Date(Date.now() + 86_400_000).toUTCString()
    for (const condition of ['if-modified-since', 'if-unmodified-since'])
      expect((await get({ [condition]: later }, 'HEAD')).status).toBe(200)
    const whole = await get({ range: 'bytes=10-', 'if-range': later })
    expect(whole.status).toBe(200)
    await whole.body?.cancel()
  })

  it('is hidden from everybody else', async () => {
    const bo = await studio.newPerson('Bo')
    await expectRefusal(await bo.call(path), 'not_found')
    await expectRefusal(await ada.call(`/api/tracks/${UNKNOWN}/download`), 'not_found')
  })

  it('is not there before the sound was measured', async () => {
    const { track } = await makeSong(studio, ada)
    expect((await readTrack(ada, track.id)).downloads).toEqual({ mp3: null, wav: null })
    await expectRefusal(await ada.call(`/api/tracks/${track.id}/download`), 'not_found')
  })

  it('refuses a format that it does not know', async () => {
    const answer = await ada.call(`/api/tracks/${song.track.id}/download?format=ogg`)
    await expectRefusal(answer, 'invalid', 'format')
  })
})

describe('the cover in a download', () => {
  const COVER_READS = { call: 'get', prefix: 'covers/' } as const
  let covered: Submitted

  const download = (format: 'mp3' | 'wav', headers: Record<string, string> = {}, method = 'GET') =>
    ada.call(`/api/tracks/${covered.track.id}/download?format=${format}`, { method, headers })
  const pictureOf = async (answer: Response, mimeType: string) => {
    const { common } = await parseBuffer(await bytesOf(answer), { mimeType })
    return common.picture
  }

  async function storedCover(): Promise<Uint8Array> {
    const [cover] = await studio.sql<{ key: string }>(
      `select key from files where track_id = $1 and kind = 'cover'`,
      [covered.track.id],
    )
    const file = await FILES.get(cover?.key ?? '')
    return new Uint8Array(await new Response(file?.body).arrayBuffer())
  }

  /** The download before the cover was drawn. */
  let bare: Response

  beforeAll(async () => {
    covered = await makeSong(studio, ada, WISHES)
    await studio.work('measure')
    bare = await download('mp3')
    await studio.work('draw')
  })

  it('comes when it is drawn, and makes the download another file', async () => {
    const etag = bare.headers.get('etag') ?? ''
    expect(await pictureOf(bare, 'audio/mpeg')).toBeUndefined()
    for (const how of [{ 'if-none-match': etag }, { range: 'bytes=100-', 'if-range': etag }]) {
      const answer = await download('mp3', how)
      expect(answer.status).toBe(200)
      const [picture, ...more] = (await pictureOf(answer, 'audio/mpeg')) ?? []
      expect(more).toEqual([])
      expect(picture).toMatchObject({ format: 'image/png', type: 'Cover (front)' })
      expect(new Uint8Array(picture?.data ?? [])).toEqual(await storedCover())
    }
  })

  it('is in a WAV, too', async () => {
    const [picture] = (await pictureOf(await download('wav'), 'audio/wav')) ?? []
    expect(new Uint8Array(picture?.data ?? [])).toEqual(await storedCover())
  })

  it.each(['mp3', 'wav'] as const)('is in ranges and HEAD as in the whole: %s', async (format) => {
    const answer = await download(format)
    const whole = await bytesOf(answer)
    expect(answer.headers.get('content-length')).toBe(String(whole.length))
    const head = await download(format, {}, 'HEAD')
    for (const name of ['content-length', 'etag'])
      expect(head.headers.get(name)).toBe(answer.headers.get(name))
    const middle = format === 'mp3' ? 40_000 : whole.length - 40_000
    for (const [first, last] of [
      [middle, middle + 100],
      [middle - 1_000, whole.length - 1],
      [0, middle],
    ] as const) {
      const part = await download(format, { range: `bytes=${first}-${last}` })
      expect(part.status).toBe(206)
      expect(await bytesOf(part)).toEqual(whole.subarray(first, last + 1))
    }
  })

  it('is read once for a download, and left out where it can’t be read', async () => {
    studio.fileReads.count = 0
    const whole = await bytesOf(await download('mp3'))
    expect(studio.fileReads.count).toBe(2)
    studio.failFiles(COVER_READS)
    const without = await download('mp3')
    expect(without.status).toBe(200)
    const bytes = await bytesOf(without)
    expect((await tagsOf(bytes)).common).toMatchObject({ title: WISHES.title })
    expect((await tagsOf(bytes)).common.picture).toBeUndefined()
    const soundOf = (file: Uint8Array) => file.subarray(id3TagBytes(file) ?? 0)
    expect(soundOf(bytes)).toEqual(soundOf(whole))
  })
})
