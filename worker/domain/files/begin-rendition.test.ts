import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { parseBuffer } from 'music-metadata'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { FILES } from '../../../tests/harness/file-stores.ts'
import { messageOf } from '../../../tests/harness/held-queue.ts'
import { makeSong, objectsOf, readTrack } from '../../../tests/harness/songs.ts'
import { openStudio, PASSWORD, type Person, type Studio } from '../../../tests/harness/studio.ts'
import { wavOf } from '../../audio/testdata/wav-of.ts'

const WAV = { model: 'stable-audio-2.5', durationSeconds: 15 }

let studio: Studio
let ada: Person
beforeAll(async () => {
  studio = await openStudio()
})
beforeEach(async () => {
  await studio.reset()
  ada = await studio.newPerson()
})

type FileRow = { id: string; key: string; bytes: number; content_type: string; isDone: boolean }

async function filesOf(trackId: string, kind: 'audio' | 'rendition'): Promise<FileRow[]> {
  return studio.sql<FileRow>(
    `select files.*, bytes::integer, sound_offset::integer, sound_bytes::integer, measure_at is null as "isDone"
     from files where track_id = $1 and kind = $2`,
    [trackId, kind],
  )
}

async function audioOf(trackId: string): Promise<FileRow> {
  const [audio] = await filesOf(trackId, 'audio')
  if (!audio) throw new Error('The track has no audio')
  return audio
}

const renditionsIn = async ({ id }: Person) => (await FILES.list(`renditions/${id}/`)).keys

async function bytesIn(key: string): Promise<Uint8Array> {
  const file = await FILES.get(key)
  return new Uint8Array(await new Response(file?.body).arrayBuffer())
}

/** Instead of what its engine made. */
async function replaceAudio(trackId: string, wav: Uint8Array): Promise<void> {
  const { id, key } = await audioOf(trackId)
  await FILES.put(key, wav, { contentType: 'audio/wav' })
  await studio.sql('update files set bytes = $2 where id = $1', [id, wav.length])
}

const measureAgain = (trackId: string) =>
  studio.sql(
    `update files set measure_at = now() - interval '1 second' where track_id = $1 and kind = 'audio'`,
    [trackId],
  )

describe('an MP3 of a WAV', () => {
  it('is made when its track is measured, with as many samples, in two Postgres requests', async () => {
    const { track } = await makeSong(studio, ada, WAV)
    const message = studio.takeMessage('measure')
    await studio.postgres.resetCounters()
    studio.fileReads.count = 0
    await studio.deliver([message], 'measures')
    expect((await studio.postgres.counters()).requests).toBe(2)
    expect(studio.fileReads.count).toBe(2)
    const [made, ...others] = await filesOf(track.id, 'rendition')
    expect(others).toEqual([])
    expect(made?.key).toBe(`renditions/${ada.id}/${track.id}/${made?.id}.mp3`)
    const mp3 = await bytesIn(made?.key ?? '')
    expect(made).toMatchObject({
      content_type: 'audio/mpeg',
      bytes: mp3.length,
      sound_offset: 0,
      sound_bytes: mp3.length,
      isDone: true,
    })
    const sha256 = createHash('sha256').update(mp3).digest('hex')
    expect(made).toMatchObject({ sound_sha256: sha256, sound_crc32: String(crc32(mp3)) })
    const { format } = await parseBuffer(mp3, { mimeType: 'audio/mpeg' })
    const { measured } = await readTrack(ada, track.id)
    const { durationSeconds = 0, sampleRate, channels } = measured ?? {}
    expect(format).toMatchObject({ sampleRate, numberOfChannels: channels, bitrate: 192_000 })
    expect(Math.abs((format.duration ?? 0) - durationSeconds)).toBeLessThan(2_304 / 44_100)
  })

  it('is made once, however often and however late its message comes', async () => {
    const { track } = await makeSong(studio, ada, WAV)
    const message = studio.takeMessage('measure')
    await studio.deliver([message, messageOf(message.body)], 'measures')
    const before = await filesOf(track.id, 'rendition')
    expect(await renditionsIn(ada)).toEqual(before.map(({ key }) => key))
    expect(before).toHaveLength(1)
    await measureAgain(track.id)
    studio.failFiles({ call: 'put', prefix: 'renditions/' })
    await studio.deliver([message], 'measures')
    expect(await audioOf(track.id)).toMatchObject({ isDone: true })
    expect(await filesOf(track.id, 'rendition')).toEqual(before)
    expect(await renditionsIn(ada)).toHaveLength(1)
  })

  it('is made of an older track in a round of cron', async () => {
    const { track } = await makeSong(studio, ada, WAV)
    await studio.work('measure')
    await studio.sql(`delete from files where track_id = $1 and kind = 'rendition'`, [track.id])
    await measureAgain(track.id)
    await studio.cron()
    await studio.work('measure')
    expect(await filesOf(track.id, 'rendition')).toHaveLength(1)
  })

  it.each([
    ['fails', false],
    ['does not answer', true],
  ])(
    'is made by the next try when storage %s, and nothing is left of the first',
    async (_, happens) => {
      const { track } = await makeSong(studio, ada, WAV)
      studio.failFiles({ call: 'put', prefix: 'renditions/', happens })
      const again = await studio.deliver([studio.takeMessage('measure')], 'measures')
      expect(again).toHaveLength(1)
      expect(await renditionsIn(ada)).toEqual([])
      expect(await filesOf(track.id, 'rendition')).toEqual([])
      expect(await readTrack(ada, track.id)).toMatchObject({ measured: null })
      await studio.deliver(again, 'measures')
      expect(await filesOf(track.id, 'rendition')).toHaveLength(1)
      expect(await renditionsIn(ada)).toHaveLength(1)
    },
  )

  it.each([
    ['of a rate that MP3 lacks is not made, and the WAV is measured all the same', 96_000, true],
    ['that breaks off is not made', 44_100, false],
  ])('%s', async (_, sampleRate, isWhole) => {
    const { track } = await makeSong(studio, ada, WAV)
    const samples = Array.from({ length: 40_000 }, (_, at) => Math.sin(at / 20) / 2)
    const wav = wavOf(samples, { sampleRate })
    await replaceAudio(track.id, isWhole ? wav : wav.subarray(0, wav.length - 1_001))
    await studio.work('measure')
    expect(await audioOf(track.id)).toMatchObject({ isDone: true })
    expect((await readTrack(ada, track.id)).measured === null).toBe(!isWhole)
    expect(await filesOf(track.id, 'rendition')).toEqual([])
    expect(await renditionsIn(ada)).toEqual([])
  })

  it('is not made of an MP3', async () => {
    const { track } = await makeSong(studio, ada)
    await studio.work('measure')
    expect(await filesOf(track.id, 'rendition')).toEqual([])
    expect(await renditionsIn(ada)).toEqual([])
  })

  it('is not kept when its track is gone meanwhile', async () => {
    const { track } = await makeSong(studio, ada, WAV)
    const message = studio.takeMessage('measure')
    studio.whileStoring(
      () =>
        studio.sql(
          `with gone as (update tracks set audio_file_id = null where id = $1)
          delete from files where track_id = $1 and kind = 'audio'`,
          [track.id],
        ),
      'renditions/',
    )
    await studio.deliver([message], 'measures')
    expect(await filesOf(track.id, 'rendition')).toEqual([])
    expect(await renditionsIn(ada)).toEqual([])
  })

  it('goes with its track', async () => {
    const { track } = await makeSong(studio, ada, WAV)
    await studio.work('measure')
    expect(await objectsOf(ada)).toHaveLength(3)
    await ada.call(`/api/tracks/${track.id}`, { method: 'DELETE' })
    await studio.sql(`update tracks set deleted_at = now() - interval '31 days' where id = $1`, [
      track.id,
    ])
    await studio.cron('37 * * * *')
    expect(await objectsOf(ada)).toEqual([])
    expect(await filesOf(track.id, 'rendition')).toEqual([])
  })

  it('goes with its account', async () => {
    const { track } = await makeSong(studio, ada, WAV)
    await studio.work('measure')
    await ada.call('/api/account', { method: 'DELETE', json: { password: PASSWORD } })
    await studio.work('erase')
    expect(await objectsOf(ada)).toEqual([])
    expect(await filesOf(track.id, 'rendition')).toEqual([])
  })
})
