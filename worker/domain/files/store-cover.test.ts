import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { FILES } from '../../../tests/harness/file-stores.ts'
import { messageOf } from '../../../tests/harness/held-queue.ts'
import { makeSong, objectsOf } from '../../../tests/harness/songs.ts'
import { openStudio, PASSWORD, type Person, type Studio } from '../../../tests/harness/studio.ts'
import { keepCover } from '../../db/covers.ts'
import { openServices } from '../../services.ts'
import { readPart } from '../../storage/read-part.ts'
import { storeCover } from './store-cover.ts'

const HOURLY = '37 * * * *'

let studio: Studio
let ada: Person
beforeAll(async () => {
  studio = await openStudio()
})
beforeEach(async () => {
  await studio.reset()
  ada = await studio.newPerson()
})

type Cover = { id: string; key: string; contentType: string; bytes: number }

const coversOf = (trackId: string) =>
  studio.sql<Cover>(
    `select id, key, content_type as "contentType", bytes::integer from files
     where track_id = $1 and kind = 'cover'`,
    [trackId],
  )

const isDone = async (trackId: string) => {
  const text = 'select draw_at is null as done from tracks where id = $1'
  return (await studio.sql<{ done: boolean }>(text, [trackId]))[0]?.done
}

const keysOf = async (person: Person) =>
  (await objectsOf(person)).filter((key) => key.startsWith('covers/'))

/** As cron finds it when its message was lost, or when there is a new look. */
const makeDue = (trackId: string) =>
  studio.sql(`update tracks set draw_at = now() - interval '1 second' where id = $1`, [trackId])

/** As a consumer does that has drawn it meanwhile. */
const keepDrawn = (trackId: string) =>
  keepCover(openServices(studio.env).db, trackId, {
    id: `fil_${crypto.randomUUID()}`,
    key: `covers/${crypto.randomUUID()}`,
    contentType: 'image/png',
    bytes: 1,
    etag: '"e"',
  })

const drawMessage = (trackId: string) => ({ version: 1, kind: 'draw', trackId })

/** What cron wants to have drawn. */
async function roundOfCron(): Promise<unknown[]> {
  studio.measures.reset()
  await studio.cron()
  return studio.measures.held.map(({ body }) => body)
}

describe('the cover of a finished track', () => {
  it('is drawn and kept as a PNG of 512 pixels', async () => {
    const { track } = await makeSong(studio, ada)
    expect(await coversOf(track.id)).toEqual([])
    await studio.work('draw')
    const [cover] = await coversOf(track.id)
    expect(cover).toMatchObject({
      key: `covers/${ada.id}/${track.id}/${cover?.id}.png`,
      contentType: 'image/png',
    })
    const length = cover?.bytes ?? 0
    const picture = await readPart(FILES, cover?.key ?? '', { offset: 0, length })
    expect(picture).toHaveLength(length)
    expect([...picture.subarray(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10])
    const size = new DataView(picture.buffer)
    expect([size.getUint32(16), size.getUint32(20)]).toEqual([512, 512])
  })

  it('is drawn once, however often and by how many it is asked for', async () => {
    const { track } = await makeSong(studio, ada)
    const message = studio.takeMessage('draw')
    await Promise.all([1, 2].map(() => studio.deliver([message], 'measures')))
    const before = await coversOf(track.id)
    expect(before).toHaveLength(1)
    await studio.deliver([message], 'measures')
    expect(await coversOf(track.id)).toEqual(before)
    expect(await keysOf(ada)).toEqual(before.map(({ key }) => key))
  })

  it('takes the place of the one before when there is a new look', async () => {
    const { track } = await makeSong(studio, ada)
    await studio.work('draw')
    const [old] = await coversOf(track.id)
    await makeDue(track.id)
    expect(await roundOfCron()).toEqual([drawMessage(track.id)])
    await studio.work('draw')
    const [cover, ...more] = await coversOf(track.id)
    expect(cover?.key).not.toBe(old?.key)
    expect(more).toEqual([])
    expect(await keysOf(ada)).toEqual([cover?.key])
  })

  it('is asked for by cron when its message was lost, later and later', async () => {
    const { track } = await makeSong(studio, ada)
    expect(await roundOfCron()).toEqual([])
    await makeDue(track.id)
    expect(await roundOfCron()).toEqual([drawMessage(track.id)])
    expect(await roundOfCron()).toEqual([])
    await studio.sql(`update tracks set created_at = now() - interval '40 days' where id = $1`, [
      track.id,
    ])
    await makeDue(track.id)
    expect(await roundOfCron()).toEqual([drawMessage(track.id)])
    const far = `select draw_at > now() + interval '9 days' as "isFar" from tracks where id = $1`
    expect(await studio.sql(far, [track.id])).toEqual([{ isFar: true }])
  })

  it.each([{ happens: false }, { happens: true }])(
    'waits while storage is away, and leaves nothing: %o',
    async ({ happens }) => {
      const { track } = await makeSong(studio, ada)
      studio.failFiles({ call: 'put', prefix: 'covers/', happens })
      const again = await studio.deliver([studio.takeMessage('draw')], 'measures')
      expect(again).toHaveLength(1)
      expect(await keysOf(ada)).toEqual([])
      expect(await isDone(track.id)).toBe(false)
      await studio.work('draw')
      expect(await coversOf(track.id)).toHaveLength(1)
    },
  )

  it('leaves the one before to the sweep when that can’t be deleted', async () => {
    const { track } = await makeSong(studio, ada)
    await studio.work('draw')
    await makeDue(track.id)
    studio.failFiles({ call: 'delete', prefix: 'covers/' })
    await studio.deliver([messageOf({ kind: 'draw', trackId: track.id })], 'measures')
    expect(await coversOf(track.id)).toHaveLength(1)
    expect(await keysOf(ada)).toHaveLength(2)
  })
})

describe('a cover that can’t be drawn', () => {
  it('is reported and left to cron, and the one before stays', async () => {
    const { track } = await makeSong(studio, ada)
    await studio.work('draw')
    const before = await coversOf(track.id)
    await makeDue(track.id)
    const said = vi.spyOn(console, 'error').mockImplementation(() => {})
    const outcome = await storeCover(openServices(studio.env), track.id, () => '<svg>not whole')
    expect(said.mock.calls.flat().join()).toContain('"event":"cover_not_drawn"')
    said.mockRestore()
    expect(outcome).toEqual({ done: true })
    expect(await isDone(track.id)).toBe(false)
    expect(await coversOf(track.id)).toEqual(before)
  })
})

describe('a track that is gone', () => {
  it('gets no cover, also when it goes while it is drawn', async () => {
    const { track } = await makeSong(studio, ada)
    await studio.sql(`update tracks set deleted_at = now() - interval '31 days' where id = $1`, [
      track.id,
    ])
    await studio.cron(HOURLY)
    await studio.work('draw')
    expect(await objectsOf(ada)).toEqual([])
    expect(await isDone(track.id)).toBe(true)
    expect(await keepDrawn(track.id)).toEqual({ isKept: false, replaced: null })
  })

  it('gets none though it still says that it wants one', async () => {
    const { track } = await makeSong(studio, ada)
    await studio.sql('update tracks set audio_file_id = null where id = $1', [track.id])
    await studio.work('draw')
    expect([await coversOf(track.id), await keysOf(ada)]).toEqual([[], []])
    expect(await keepDrawn(track.id)).toEqual({ isKept: false, replaced: null })
  })

  it('leaves none when its account is erased', async () => {
    const { track } = await makeSong(studio, ada)
    await studio.work('draw')
    await ada.call('/api/account', { method: 'DELETE', json: { password: PASSWORD } })
    await studio.work('erase')
    expect([await coversOf(track.id), await objectsOf(ada)]).toEqual([[], []])
  })

  it('gets none while its account is closed and not yet erased', async () => {
    const { track } = await makeSong(studio, ada)
    await ada.call('/api/account', { method: 'DELETE', json: { password: PASSWORD } })
    expect(await keepDrawn(track.id)).toEqual({ isKept: false, replaced: null })
    await studio.work('draw')
    expect([await coversOf(track.id), await keysOf(ada)]).toEqual([[], []])
  })
})
