import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { FILES } from '../../tests/harness/file-stores.ts'
import { expectRefusal, itNeedsSignIn } from '../../tests/harness/refusals.ts'
import { makeSong, requestSong } from '../../tests/harness/songs.ts'
import { openStudio, type Person, type Studio } from '../../tests/harness/studio.ts'

let studio: Studio
let ada: Person
/** Finished tracks of Ada's, each with the peaks that it had when it was made. */
let ids: string[]
let made: { id: string; peaks: number[] }[]

beforeAll(async () => {
  studio = await openStudio({ SIGNUP_CREDITS: '500' })
  ada = await studio.newPerson()
  const songs = [await makeSong(studio, ada), await makeSong(studio, ada)]
  ids = songs.map(({ track }) => track.id)
  made = await readPeaks(ids)
})
beforeEach(() => studio.reset())

const AS_JSON = { contentType: 'application/json' }

const UNKNOWN = 'trk_01kbabcdefghjkmnpqrstvwxyz'

const call = (trackIds: string[], person = ada) =>
  person.call(`/api/tracks/peaks?ids=${trackIds.join(',')}`)

async function readPeaks(trackIds: string[], person = ada) {
  const answer = await call(trackIds, person)
  expect(answer.status).toBe(200)
  return (await answer.json<{ items: { id: string; peaks: number[] }[] }>()).items
}

const forget = () => studio.sql('update files set small_peaks = null')

/** More finished tracks of a person's, which share the stored files of another. */
async function copyTrack(person: Person, copies: number): Promise<string[]> {
  const copied: string[] = []
  for (let copy = 0; copy < copies; copy += 1) {
    const { track } = await requestSong(person)
    await studio.sql(
      `with file as (
        insert into files (id, user_id, track_id, kind, key, content_type, bytes, etag)
        select 'copy-' || $2, $3, $2, kind, key || $2, content_type, bytes, etag from files
        where track_id = $1 and kind = 'peaks' returning id, track_id
      ) update tracks set peaks_file_id = file.id from file where tracks.id = file.track_id`,
      [ids[0], track.id, person.id],
    )
    const [file] = await studio.sql<{ key: string }>(
      `select key from files where track_id = $1 and kind = 'peaks'`,
      [ids[0]],
    )
    const stored = await FILES.get(String(file?.key))
    const peaks = await new Response(stored?.body).text()
    await FILES.put(`${file?.key}${track.id}`, peaks, AS_JSON)
    copied.push(track.id)
  }
  return copied
}

describe('GET /api/tracks/peaks', () => {
  itNeedsSignIn(() => studio, [[`/api/tracks/peaks?ids=${UNKNOWN}`]])

  it('draws a track in 64 numbers from 0 to 100', () => {
    for (const { peaks } of made) {
      expect(peaks).toHaveLength(64)
      expect(peaks.every((peak) => Number.isInteger(peak) && peak >= 0 && peak <= 100)).toBe(true)
      expect(Math.max(...peaks)).toBeGreaterThan(20)
    }
  })

  it('answers each track once, in the order asked for', async () => {
    const bo = await studio.newPerson('Bo')
    const drawn = (await copyTrack(bo, 3)).map((id, at) => ({ id, peaks: Array(64).fill(at) }))
    for (const { id, peaks } of drawn)
      await studio.sql('update files set small_peaks = $2 where track_id = $1', [id, peaks])
    const [a, b, c] = drawn
    const asked = [c, a, b, a].map((each) => String(each?.id))
    expect(await readPeaks(asked, bo)).toEqual([c, a, b])
  })

  it('costs one Postgres request for a hundred, and reads no file', async () => {
    const hundred = Array.from({ length: 100 }, (_, at) => ids[at] ?? `${UNKNOWN}${at}`)
    expect(await readPeaks(hundred)).toEqual(made)
    expect(await studio.postgres.counters()).toMatchObject({ requests: 1 })
    expect(studio.fileReads.count).toBe(0)
  })

  it('measures tracks from before these were kept once, and finds the same', async () => {
    await forget()
    expect(await readPeaks(ids)).toEqual(made)
    expect(await studio.postgres.counters()).toMatchObject({ requests: 3 })
    expect(studio.fileReads.count).toBe(2)
    expect(await readPeaks(ids)).toEqual(made)
    expect(studio.fileReads.count).toBe(2)
  })

  it('measures ten in one request, and the rest when asked again', async () => {
    const bo = await studio.newPerson('Bo')
    const copies = await copyTrack(bo, 12)
    studio.fileReads.count = 0
    expect((await readPeaks(copies, bo)).map(({ id }) => id)).toEqual(copies.slice(0, 10))
    expect(studio.fileReads.count).toBe(10)
    expect((await readPeaks(copies, bo)).map(({ id }) => id)).toEqual(copies)
    expect(studio.fileReads.count).toBe(12)
  })

  it('leaves out a track whose file is gone or no JSON, and answers the others', async () => {
    const bo = await studio.newPerson('Bo')
    const [gone, broken, whole] = await copyTrack(bo, 3)
    const [file] = await studio.sql<{ key: string }>(
      `select key from files where track_id = $1 and kind = 'peaks'`,
      [ids[0]],
    )
    await FILES.delete([`${file?.key}${gone}`])
    await FILES.put(`${file?.key}${broken}`, 'not JSON', AS_JSON)
    const items = await readPeaks([gone, broken, whole].map(String), bo)
    expect(items).toEqual([{ id: whole, peaks: made[0]?.peaks }])
  })

  it('leaves out what is another person’s, unknown or not made yet', async () => {
    const bo = await studio.newPerson('Bo')
    const { track } = await requestSong(bo)
    expect(await readPeaks([...ids, UNKNOWN, track.id], bo)).toEqual([])
    await forget()
    expect(await readPeaks(ids, bo)).toEqual([])
    expect(studio.fileReads.count).toBe(0)
  })

  it('refuses none, more than a hundred, and what it doesn’t know', async () => {
    await expectRefusal(await ada.call('/api/tracks/peaks'), 'invalid', 'ids')
    await expectRefusal(await call([]), 'invalid', 'ids')
    await expectRefusal(await ada.call('/api/tracks/peaks?ids=,,'), 'invalid', 'ids')
    await expectRefusal(await call(Array(101).fill(ids[0])), 'invalid', 'ids')
    await expectRefusal(await ada.call('/api/tracks/peaks?ids=a&size=9'), 'invalid', 'size')
    await expectRefusal(await ada.call('/api/tracks/peaks?ids=a&ids=b'), 'invalid', 'ids')
  })
})
