import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { expectHidden, expectRefusal, itNeedsSignIn } from '../../tests/harness/refusals.ts'
import { makeSong, readTrack, requestSong } from '../../tests/harness/songs.ts'
import { openStudio, type Person, type Studio } from '../../tests/harness/studio.ts'
import type { TrackAnswer } from '../domain/tracks/track-answer.ts'

let studio: Studio
beforeAll(async () => {
  studio = await openStudio({ SIGNUP_CREDITS: '500' })
})
beforeEach(() => studio.reset())

const UNKNOWN = 'trk_01kbabcdefghjkmnpqrstvwxyz'

type Page = { items: TrackAnswer[]; nextCursor: string | null }

async function list(person: Person, query = ''): Promise<Page> {
  const answer = await person.call(`/api/tracks?${query}`)
  expect(answer.status).toBe(200)
  return answer.json()
}

const titlesOf = async (person: Person, query: string) =>
  (await list(person, query)).items.map(({ title }) => title)

const change = (person: Person, id: string, json: Record<string, unknown>) =>
  person.call(`/api/tracks/${id}`, { method: 'PATCH', json })

const remove = (person: Person, id: string) =>
  person.call(`/api/tracks/${id}`, { method: 'DELETE' })

const restore = (person: Person, id: string) =>
  person.call(`/api/tracks/${id}/restore`, { method: 'POST' })

describe('GET /api/tracks', () => {
  itNeedsSignIn(
    () => studio,
    [
      ['/api/tracks'],
      [`/api/tracks/${UNKNOWN}`],
      [`/api/tracks/${UNKNOWN}`, { method: 'PATCH', json: { title: 'Mine' } }],
      [`/api/tracks/${UNKNOWN}`, { method: 'DELETE' }],
      [`/api/tracks/${UNKNOWN}/restore`, { method: 'POST' }],
    ],
  )

  it('pages through all tracks without gaps or repeats, one Postgres request each', async () => {
    const ada = await studio.newPerson()
    const ids: string[] = []
    for (let request = 0; request < 5; request += 1)
      ids.push(...(await requestSong(ada, { variations: 4 })).tracks.map(({ id }) => id))
    await requestSong(await studio.newPerson('Bo'))
    for (const [sort, expected] of [
      ['newest', ids.toSorted().reverse()],
      ['oldest', ids.toSorted()],
    ] as const) {
      const seen: string[] = []
      let cursor: string | null = ''
      for (let page = 0; cursor !== null && page < 10; page += 1) {
        await studio.postgres.resetCounters()
        const answer: Page = await list(ada, `sort=${sort}&limit=7${cursor && `&cursor=${cursor}`}`)
        expect(await studio.postgres.counters()).toMatchObject({ requests: 1 })
        seen.push(...answer.items.map(({ id }) => id))
        cursor = answer.nextCursor
      }
      expect(seen).toEqual(expected)
    }
    expect(await list(ada, 'limit=20')).toMatchObject({ nextCursor: null })
    expect((await list(ada)).items).toHaveLength(20)
  })

  it('continues where it was when new tracks arrive', async () => {
    const ada = await studio.newPerson()
    const { tracks } = await requestSong(ada, { variations: 4 })
    const first = await list(ada, 'limit=2')
    await requestSong(ada, { variations: 2 })
    const second = await list(ada, `limit=2&cursor=${first.nextCursor}`)
    const seen = [...first.items, ...second.items].map(({ id }) => id)
    expect(seen).toEqual(tracks.map(({ id }) => id).reverse())
  })

  it('finds words in titles and prompts, in any case, and % and _ literally', async () => {
    const ada = await studio.newPerson()
    const songs = {
      '100% Rain': 'rain',
      '100 Rainy days': 'snow',
      snake_case: 'dry',
      snakes: 'wet',
    }
    for (const [title, prompt] of Object.entries(songs))
      await requestSong(ada, { title, prompt: `${prompt} on a window` })
    expect(await titlesOf(ada, 'q=rain')).toEqual(['100 Rainy days', '100% Rain'])
    expect(await titlesOf(ada, 'q=SNOW')).toEqual(['100 Rainy days'])
    expect(await titlesOf(ada, 'q=100%25')).toEqual(['100% Rain'])
    expect(await titlesOf(ada, 'q=e_')).toEqual(['snake_case'])
    expect(await titlesOf(ada, 'q=%25')).toEqual(['100% Rain'])
    expect(await titlesOf(ada, 'q=%5C')).toEqual([])
    expect(await titlesOf(ada, 'q=')).toHaveLength(4)
  })

  it('filters by status, genre, favorite and trash', async () => {
    const ada = await studio.newPerson()
    const { track: jazz } = await requestSong(ada, { title: 'Jazz', genre: 'jazz' })
    const { track: loved } = await requestSong(ada, { title: 'Loved' })
    const { track: gone } = await requestSong(ada, { title: 'Gone' })
    studio.jobs.reset()
    const { track: complete } = await makeSong(studio, ada, { title: 'Complete' })
    await change(ada, loved.id, { favorite: true })
    await remove(ada, gone.id)
    expect(await titlesOf(ada, '')).toEqual([complete.title, loved.title, jazz.title])
    expect(await titlesOf(ada, 'status=complete')).toEqual(['Complete'])
    expect(await titlesOf(ada, 'status=queued')).toEqual(['Loved', 'Jazz'])
    expect(await titlesOf(ada, 'genre=jazz')).toEqual(['Jazz'])
    expect(await titlesOf(ada, 'favorite=true')).toEqual(['Loved'])
    expect(await titlesOf(ada, 'favorite=false')).toEqual(['Complete', 'Jazz'])
    expect(await titlesOf(ada, 'trashed=true')).toEqual(['Gone'])
    expect(await titlesOf(ada, 'favorite=true&genre=jazz')).toEqual([])
  })

  it('answers 400 and names the wrong field', async () => {
    const ada = await studio.newPerson()
    for (const [name, value] of [
      ['limit', '0'],
      ['limit', '101'],
      ['limit', 'all'],
      ['status', 'lost'],
      ['favorite', 'maybe'],
      ['trashed', '1'],
      ['sort', 'best'],
      ['q', 'q'.repeat(201)],
      ['q', '%00'],
      ['cursor', 'c'.repeat(201)],
      ['cursor', 'trk_1'],
      ['page', '2'],
    ] as const)
      await expectRefusal(await ada.call(`/api/tracks?${name}=${value}`), 'invalid', name)
    await expectRefusal(await ada.call('/api/tracks?sort=newest&sort=oldest'), 'invalid', 'sort')
    await expectRefusal(await ada.call('/api/tracks?seriesId=ser_unknown'), 'not_found')
  })
})

describe('a person’s own track', () => {
  it('can be renamed and marked, but not changed otherwise', async () => {
    const ada = await studio.newPerson()
    const { track, job } = await requestSong(ada)
    const renamed = await change(ada, track.id, { title: ' Night  rain ', favorite: true })
    expect(renamed.status).toBe(200)
    const expected = { ...track, title: 'Night  rain', favorite: true }
    expect(await renamed.json()).toEqual(expected)
    expect(await readTrack(ada, track.id)).toEqual({
      ...expected,
      jobId: job.id,
      given: false,
      refundableUntil: null,
    })
    const wrong: [field: string, json: Record<string, unknown>][] = [
      ['title', { title: '' }],
      ['title', { title: 't'.repeat(121) }],
      ['title', { title: 'T\0' }],
      ['favorite', { favorite: 'yes' }],
      ['status', { status: 'complete' }],
      ['visibility', { visibility: 'public' }],
    ]
    for (const [field, json] of wrong)
      await expectRefusal(await change(ada, track.id, json), 'invalid', field)
    await expectRefusal(await change(ada, track.id, {}), 'invalid')
    const refused = await change(ada, track.id, { title: 'Taylor Swift sings' })
    await expectRefusal(refused, 'refused', 'title')
    expect(await readTrack(ada, track.id)).toEqual({
      ...expected,
      jobId: job.id,
      given: false,
      refundableUntil: null,
    })
  })

  it('can be trashed and restored, again and again', async () => {
    const ada = await studio.newPerson()
    const { track, job } = await requestSong(ada)
    for (let round = 0; round < 2; round += 1) {
      for (let times = 0; times < 2; times += 1) {
        const removed = await remove(ada, track.id)
        expect(await removed.json()).toMatchObject({ deletedAt: expect.stringMatching(/Z$/) })
      }
      expect((await list(ada)).items).toEqual([])
      for (let times = 0; times < 2; times += 1) {
        const restored = await restore(ada, track.id)
        expect(await restored.json()).toEqual(track)
      }
      expect((await list(ada)).items).toEqual([{ ...track, jobId: job.id }])
    }
  })
})

describe('another person’s track', () => {
  it('looks like one that never existed', async () => {
    const [ada, bo] = [await studio.newPerson(), await studio.newPerson('Bo')]
    const { track, job } = await requestSong(ada)
    await expectHidden(
      bo,
      [track.id, UNKNOWN],
      [
        [(id) => `/api/tracks/${id}`],
        [(id) => `/api/tracks/${id}`, { method: 'PATCH', json: { title: 'Mine now' } }],
        [(id) => `/api/tracks/${id}`, { method: 'DELETE' }],
        [(id) => `/api/tracks/${id}/restore`, { method: 'POST' }],
      ],
    )
    expect((await list(bo)).items).toEqual([])
    expect((await list(bo, `cursor=newest:${track.id}x:`)).items).toEqual([])
    expect(await readTrack(ada, track.id)).toEqual({
      ...track,
      jobId: job.id,
      given: false,
      refundableUntil: null,
    })
  })
})
