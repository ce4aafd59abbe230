import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { FILES } from '../../../tests/harness/file-stores.ts'
import { messageOf } from '../../../tests/harness/held-queue.ts'
import { makeSong, readTrack } from '../../../tests/harness/songs.ts'
import { openStudio, PASSWORD, type Person, type Studio } from '../../../tests/harness/studio.ts'
import type { TrackAnswer } from '../tracks/track-answer.ts'

let studio: Studio
let ada: Person
beforeAll(async () => {
  studio = await openStudio()
})
beforeEach(async () => {
  await studio.reset()
  ada = await studio.newPerson()
})

const rowsOf = (fileId: string) =>
  studio.sql('select * from measurements where file_id = $1', [fileId])

async function audioOf(trackId: string): Promise<{ id: string; key: string; isDone: boolean }> {
  const [file] = await studio.sql<{ id: string; key: string; isDone: boolean }>(
    `select id, key, measure_at is null as "isDone" from files where track_id = $1 and kind = 'audio'`,
    [trackId],
  )
  if (!file) throw new Error('The track has no audio')
  return file
}

/** As cron finds it an hour after its message was lost. */
const makeDue = (fileId: string) =>
  studio.sql(`update files set measure_at = now() - interval '1 second' where id = $1`, [fileId])

/** What cron wants to have measured. */
async function roundOfCron(): Promise<unknown[]> {
  studio.measures.reset()
  await studio.cron()
  return studio.measures.held.map(({ body }) => body)
}

const measureMessage = (fileId: string) => ({ version: 1, kind: 'measure', fileId })

describe('a finished track', () => {
  it('is complete before it is measured, and knows itself afterwards', async () => {
    const { track } = await makeSong(studio, ada)
    expect(await readTrack(ada, track.id)).toMatchObject({ status: 'complete', measured: null })
    await studio.work('measure')
    const { measured } = await readTrack(ada, track.id)
    expect(measured).toMatchObject({
      sampleRate: 44_100,
      channels: 2,
      style: { prompt: expect.stringMatching(/^A .*song/) },
    })
    expect(measured?.durationSeconds).toBeCloseTo(6, 1)
    expect(measured?.loudnessLufs).toBeGreaterThan(-30)
    expect(measured?.loudnessLufs).toBeLessThan(0)
    expect(measured?.truePeakDbtp).toBeLessThan(3)
    expect(measured?.chroma).toHaveLength(12)
    expect(measured).not.toHaveProperty('peaks')
    expect(measured).not.toHaveProperty('frames')
  })

  it('has the same measures in lists and when it is changed', async () => {
    const { track } = await makeSong(studio, ada)
    await studio.work('measure')
    const { measured } = await readTrack(ada, track.id)
    const list = await (await ada.call('/api/tracks')).json<{ items: TrackAnswer[] }>()
    expect(list.items.map((each) => each.measured)).toEqual([measured])
    const changed = await ada.call(`/api/tracks/${track.id}`, {
      method: 'PATCH',
      json: { favorite: true },
    })
    expect(await changed.json()).toMatchObject({ measured })
  })

  it('is measured once, by two Postgres requests and three reads, however often it is asked', async () => {
    const { track } = await makeSong(studio, ada)
    const message = studio.takeMessage('measure')
    await studio.postgres.resetCounters()
    studio.fileReads.count = 0
    await studio.deliver([message], 'measures')
    expect((await studio.postgres.counters()).requests).toBe(2)
    const { id } = await audioOf(track.id)
    const before = await rowsOf(id)
    await studio.deliver([message], 'measures')
    expect(studio.fileReads.count).toBe(3)
    expect(await rowsOf(id)).toEqual(before)
  })

  it('is measured again when cron is told so', async () => {
    const { track } = await makeSong(studio, ada)
    await studio.work('measure')
    const { id } = await audioOf(track.id)
    await studio.sql(`update measurements set channels = 7 where file_id = $1`, [id])
    await makeDue(id)
    expect(await roundOfCron()).toEqual([measureMessage(id)])
    await studio.work('measure')
    expect(await rowsOf(id)).toMatchObject([{ channels: 2 }])
  })
})

describe('a track that is not measured yet', () => {
  it('is asked for by cron, later and later', async () => {
    const { track } = await makeSong(studio, ada)
    const { id } = await audioOf(track.id)
    expect(await roundOfCron()).toEqual([])
    await makeDue(id)
    expect(await roundOfCron()).toEqual([measureMessage(id)])
    expect(await roundOfCron()).toEqual([])
    await studio.sql(`update files set created_at = now() - interval '40 days' where id = $1`, [id])
    await makeDue(id)
    expect(await roundOfCron()).toEqual([measureMessage(id)])
    const [next] = await studio.sql<{ isFar: boolean }>(
      `select measure_at > now() + interval '9 days' as "isFar" from files where id = $1`,
      [id],
    )
    expect(next).toEqual({ isFar: true })
  })

  it('waits while storage is away', async () => {
    const { track } = await makeSong(studio, ada)
    studio.failFiles({ call: 'get', prefix: 'audio/' })
    const again = await studio.deliver([studio.takeMessage('measure')], 'measures')
    expect(again).toHaveLength(1)
    expect(await audioOf(track.id)).toMatchObject({ isDone: false })
    await studio.work('measure')
    expect(await audioOf(track.id)).toMatchObject({ isDone: true })
  })

  it('stays so for good when its sound is not there', async () => {
    const { track } = await makeSong(studio, ada)
    const { id, key } = await audioOf(track.id)
    await FILES.delete([key])
    await studio.work('measure')
    expect(await audioOf(track.id)).toMatchObject({ isDone: true })
    expect(await rowsOf(id)).toEqual([])
    expect(await readTrack(ada, track.id)).toMatchObject({ measured: null })
  })

  it('leaves nothing when its account is erased before', async () => {
    const { track } = await makeSong(studio, ada)
    const { id } = await audioOf(track.id)
    await studio.work('measure')
    await ada.call('/api/account', { method: 'DELETE', json: { password: PASSWORD } })
    await studio.work('erase')
    expect(await rowsOf(id)).toEqual([])
    await studio.deliver([messageOf({ kind: 'measure', fileId: id })], 'measures')
    expect(await rowsOf(id)).toEqual([])
  })
})
