import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { expectRefusal, itNeedsSignIn } from '../../tests/harness/refusals.ts'
import { readTrack, requestSong } from '../../tests/harness/songs.ts'
import { openStudio, type Person, type Studio } from '../../tests/harness/studio.ts'
import type { TrackListed } from '../domain/tracks/track-answer.ts'

let studio: Studio
let ada: Person
beforeAll(async () => {
  studio = await openStudio({ SIGNUP_CREDITS: '500' })
})
beforeEach(async () => {
  await studio.reset()
  ada = await studio.newPerson()
})

const UNKNOWN = 'trk_01kbabcdefghjkmnpqrstvwxyz'

const call = (person: Person, json: unknown) =>
  person.call('/api/tracks', { method: 'PATCH', json })

async function change(json: Record<string, unknown>, person = ada): Promise<TrackListed[]> {
  const answer = await call(person, json)
  expect(answer.status).toBe(200)
  const body = await answer.json<{ items: TrackListed[] }>()
  expect(Object.keys(body)).toEqual(['items'])
  return body.items
}

async function requestTakes() {
  const { tracks, jobs } = await requestSong(ada, { variations: 4 })
  const listed = tracks.map((track, at) => ({ ...track, jobId: jobs[at]?.id }))
  return { ids: tracks.map(({ id }) => id), listed }
}

/** As if they had been trashed that many days earlier. */
const age = (id: string | undefined, days: number) =>
  studio.sql(
    `update tracks set deleted_at = deleted_at - make_interval(days => $2) where id = $1`,
    [id, days],
  )

describe('PATCH /api/tracks', () => {
  itNeedsSignIn(
    () => studio,
    [['/api/tracks', { method: 'PATCH', json: { ids: [UNKNOWN], favorite: true } }]],
  )

  it('changes all of these tracks, and answers them in the order that was asked', async () => {
    const { ids, listed } = await requestTakes()
    const asked = [ids[2], ids[0], ids[2]]
    const loved = [listed[2], listed[0]].map((track) => ({ ...track, favorite: true }))
    expect(await change({ ids: asked, favorite: true })).toEqual(loved)
    expect(await change({ ids: [ids[0]], favorite: false })).toEqual([listed[0]])
    const both = await change({ ids, favorite: true, trashed: true })
    expect(both).toEqual(
      listed.map((track) => ({ ...track, favorite: true, deletedAt: both[0]?.deletedAt })),
    )
    expect(both[0]?.deletedAt).toMatch(/Z$/)
    const back = await change({ ids, trashed: false })
    expect(back).toEqual(listed.map((track) => ({ ...track, favorite: true })))
  })

  it('costs one Postgres request for a hundred', async () => {
    const { ids } = await requestTakes()
    const hundred = Array.from({ length: 100 }, (_, at) => ids[at] ?? `${UNKNOWN}${at}`)
    await studio.postgres.resetCounters()
    expect(await change({ ids: hundred, trashed: true })).toHaveLength(4)
    expect(await studio.postgres.counters()).toMatchObject({ requests: 1 })
  })

  it('leaves out what isn’t one’s own, and leaves it as it was', async () => {
    const bo = await studio.newPerson('Bo')
    const { track: his } = await requestSong(bo)
    const { ids } = await requestTakes()
    const changed = await change({ ids: [his.id, UNKNOWN, ids[1]], favorite: true, trashed: true })
    expect(changed.map(({ id }) => id)).toEqual([ids[1]])
    expect(await readTrack(bo, his.id)).toMatchObject({ favorite: false, deletedAt: null })
    expect(await readTrack(ada, String(ids[0]))).toMatchObject({ favorite: false, deletedAt: null })
    expect(await change({ ids: [his.id], trashed: false })).toEqual([])
  })

  it('trashes a track that is being made as DELETE does: its job goes on', async () => {
    const { ids, listed } = await requestTakes()
    await change({ ids, trashed: true })
    await studio.work('submit')
    const job = await (await ada.call(`/api/jobs/${listed[0]?.jobId}`)).json()
    expect(job).toMatchObject({ status: 'submitted' })
  })

  it('changes nothing and answers 400 to what it doesn’t know', async () => {
    const { ids, listed } = await requestTakes()
    const wrong: [field: string | null, json: unknown][] = [
      ['ids', { favorite: true }],
      ['ids', { ids: [], favorite: true }],
      ['ids', { ids: Array(101).fill(ids[0]), favorite: true }],
      ['ids', { ids: ids[0], favorite: true }],
      ['ids.1', { ids: [ids[0], 7], favorite: true }],
      ['ids.0', { ids: ['\0'], favorite: true }],
      ['favorite', { ids, favorite: null }],
      ['trashed', { ids, trashed: 'yes' }],
      ['title', { ids, favorite: true, title: 'All the same' }],
      [null, { ids }],
      ['body', [ids]],
    ]
    for (const [field, json] of wrong)
      await expectRefusal(await call(ada, json), 'invalid', ...(field ? [field] : []))
    expect(await change({ ids, trashed: false })).toEqual(listed)
  })
})

describe('the day of the trash', () => {
  it.each<[string, (id: string) => Promise<unknown>]>([
    ['DELETE', (id) => ada.call(`/api/tracks/${id}`, { method: 'DELETE' })],
    ['PATCH', (id) => change({ ids: [id], trashed: true })],
  ])('is that of the first time, however often a track is trashed by %s', async (_, trash) => {
    const { track } = await requestSong(ada)
    await trash(track.id)
    await age(track.id, 29)
    const { deletedAt } = await readTrack(ada, track.id)
    await trash(track.id)
    expect(await readTrack(ada, track.id)).toMatchObject({ deletedAt })
    await change({ ids: [track.id], favorite: true })
    expect(await readTrack(ada, track.id)).toMatchObject({ deletedAt })
  })

  it('is a new one after the track was restored', async () => {
    const { track } = await requestSong(ada)
    const [first] = await change({ ids: [track.id], trashed: true })
    await age(track.id, 29)
    await change({ ids: [track.id], trashed: false })
    const [second] = await change({ ids: [track.id], trashed: true })
    expect(Date.parse(second?.deletedAt ?? '')).toBeGreaterThanOrEqual(
      Date.parse(first?.deletedAt ?? ''),
    )
  })
})
