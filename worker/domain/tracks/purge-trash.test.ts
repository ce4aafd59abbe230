import { sql } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { expectLedgerHolds } from '../../../tests/harness/ledger-invariants.ts'
import { expectRefusal } from '../../../tests/harness/refusals.ts'
import { makeSong, objectsOf, readBalance, requestSong } from '../../../tests/harness/songs.ts'
import { openStudio, type Person, type Studio } from '../../../tests/harness/studio.ts'
import { openServices } from '../../services.ts'
import type { LedgerLine } from '../credits/answer-entry.ts'
import type { TrackAnswer } from './track-answer.ts'

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

async function trash(trackId: string, daysAgo: number): Promise<void> {
  expect((await ada.call(`/api/tracks/${trackId}`, { method: 'DELETE' })).status).toBe(200)
  const text = `update tracks set deleted_at = now() - make_interval(days => $2::integer) where id = $1`
  await studio.sql(text, [trackId, daysAgo])
}

async function listTrash(): Promise<string[]> {
  const answer = await ada.call('/api/tracks?trashed=true')
  return (await answer.json<{ items: TrackAnswer[] }>()).items.map(({ id }) => id)
}

const rowOf = async (trackId: string) =>
  (
    await studio.sql(`select title, prompt, lyrics, audio_file_id from tracks where id = $1`, [
      trackId,
    ])
  )[0]

/** As a consumer does that keeps a cover just when the trash is emptied. */
async function keepCoverSlowly(trackId: string): Promise<void> {
  const { db } = openServices(studio.env)
  await db.batch([
    db.execute(sql`update tracks set draw_at = null where id = ${trackId}`),
    db.execute(sql`
      insert into files (id, user_id, track_id, kind, key, content_type, bytes, etag)
      values ('fil_slow', ${ada.id}, ${trackId}, 'cover', 'covers/slow', 'image/png', 1, '"e"')`),
    db.execute(sql`select pg_sleep(1)`),
  ])
}

describe('what has been in the trash', () => {
  it('leaves no file that came at the last moment', async () => {
    const { track } = await makeSong(studio, ada)
    await trash(track.id, 31)
    const keeping = keepCoverSlowly(track.id)
    const isUnderWay = async () =>
      (await studio.sql(`select from pg_stat_activity where query like 'select pg_sleep%'`)).length
    await expect.poll(isUnderWay).toBe(1)
    await Promise.all([keeping, studio.cron(HOURLY)])
    expect((await rowOf(track.id))?.title).toBe('')
    expect(await studio.sql('select id from files where track_id = $1', [track.id])).toEqual([])
  })

  it('for thirty days is gone for good, with its words and its sound', async () => {
    const { track } = await makeSong(studio, ada)
    await studio.work('measure', 'draw')
    expect(await objectsOf(ada)).toHaveLength(3)
    const kept = await makeSong(studio, ada)
    const before = await readBalance(ada)
    await trash(track.id, 31)
    await studio.cron(HOURLY)
    expect(await rowOf(track.id)).toEqual({
      title: '',
      prompt: '',
      lyrics: null,
      audio_file_id: null,
    })
    expect(await studio.sql('select id from files where track_id = $1', [track.id])).toEqual([])
    const keys = await objectsOf(ada)
    expect(keys).toHaveLength(2)
    for (const key of keys) expect(key).toContain(kept.track.id)
    await expectRefusal(await ada.call(`/api/tracks/${track.id}`), 'not_found')
    expect(await listTrash()).toEqual([])
    expect(await (await ada.call('/api/library')).json()).toMatchObject({ tracks: 1, trashed: 0 })
    expect(await readBalance(ada)).toEqual(before)
    await expectLedgerHolds(studio)
  })

  it('for less stays, and can be brought back', async () => {
    const { track } = await makeSong(studio, ada)
    await trash(track.id, 29)
    await studio.cron(HOURLY)
    expect(await listTrash()).toEqual([track.id])
    const restored = await ada.call(`/api/tracks/${track.id}/restore`, { method: 'POST' })
    expect(await restored.json()).toMatchObject({ audioUrl: expect.any(String), deletedAt: null })
  })

  it('cannot be brought back, renamed or made again afterwards', async () => {
    const { track, job } = await requestSong(ada)
    await ada.call(`/api/jobs/${job.id}/cancel`, { method: 'POST' })
    await trash(track.id, 31)
    await studio.cron(HOURLY)
    const path = `/api/tracks/${track.id}`
    for (const [more, method, json] of [
      ['/restore', 'POST', undefined],
      ['', 'PATCH', { title: 'Again' }],
      ['/retry', 'POST', undefined],
      ['', 'DELETE', undefined],
    ] as const)
      await expectRefusal(await ada.call(path + more, { method, json }), 'not_found')
    const bulk = { ids: [track.id], trashed: false }
    expect(await (await ada.call('/api/tracks', { method: 'PATCH', json: bulk })).json()).toEqual({
      items: [],
    })
    expect(await rowOf(track.id)).toMatchObject({ title: '' })
  })

  it('is “a track” in the ledger', async () => {
    const { track } = await makeSong(studio, ada)
    await trash(track.id, 31)
    await studio.cron(HOURLY)
    const ledger = await (await ada.call('/api/credits/ledger')).json<{ items: LedgerLine[] }>()
    const lines = ledger.items.filter(({ trackId }) => trackId === track.id)
    expect(lines.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^a track is finished/),
      'Set aside for a track',
    ])
    expect(lines.map(({ trackTitle }) => trackTitle)).toEqual([null, null])
  })

  it('goes also when storage is away: the files are swept later', async () => {
    const { track } = await makeSong(studio, ada)
    await trash(track.id, 31)
    studio.failFiles({ call: 'delete', prefix: 'audio/' })
    studio.failFiles({ call: 'delete', prefix: 'peaks/' })
    await studio.cron(HOURLY)
    expect(await rowOf(track.id)).toMatchObject({ title: '' })
    expect(await objectsOf(ada)).toHaveLength(2)
    expect(await studio.sql('select id from files where track_id = $1', [track.id])).toEqual([])
  })

  it('goes in pages of a hundred, in one round', async () => {
    const { track } = await requestSong(ada)
    await trash(track.id, 31)
    await studio.sql(
      `insert into tracks select (jsonb_populate_record(tracks, jsonb_build_object('id', id || n))).*
       from tracks, generate_series(1, 150) as n where id = $1`,
      [track.id],
    )
    await studio.cron(HOURLY)
    const [left] = await studio.sql<{ count: number }>(
      `select count(*)::integer as count from tracks where user_id = $1 and title <> ''`,
      [ada.id],
    )
    expect(left).toEqual({ count: 0 })
  })
})
