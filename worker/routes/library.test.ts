import { beforeAll, beforeEach, expect, it } from 'vitest'
import { itNeedsSignIn } from '../../tests/harness/refusals.ts'
import { requestSong } from '../../tests/harness/songs.ts'
import { openStudio, type Person, type Studio } from '../../tests/harness/studio.ts'

let studio: Studio
let ada: Person
beforeAll(async () => {
  studio = await openStudio({ SIGNUP_CREDITS: '500' })
})
beforeEach(async () => {
  await studio.reset()
  ada = await studio.newPerson()
})

async function read(person = ada) {
  const answer = await person.call('/api/library')
  expect(answer.status).toBe(200)
  return answer.json()
}

async function request(wishes: Record<string, unknown>, change = ''): Promise<void> {
  const { tracks } = await requestSong(ada, wishes)
  if (change)
    await studio.sql(`update tracks set ${change} where id = any($1)`, [tracks.map(({ id }) => id)])
}

const EMPTY = { tracks: 0, favorites: 0, failed: 0, trashed: 0, genres: [], making: [] }

itNeedsSignIn(() => studio, [['/api/library']])

it('counts what isn’t in the trash, and what is, in one Postgres request', async () => {
  await request({ variations: 3, genre: 'jazz' })
  await request({ variations: 2 }, 'favorite = true')
  await request({ genre: 'folk' }, `status = 'failed', favorite = true`)
  await request({ genre: 'polka' }, `status = 'failed', favorite = true, deleted_at = now()`)
  await requestSong(await studio.newPerson('Bo'), { genre: 'jazz' })
  await studio.postgres.resetCounters()
  expect(await read()).toEqual({
    tracks: 6,
    favorites: 3,
    failed: 1,
    trashed: 1,
    genres: [
      { genre: 'jazz', tracks: 3 },
      { genre: 'folk', tracks: 1 },
    ],
    making: expect.any(Array),
  })
  expect(await studio.postgres.counters()).toMatchObject({ requests: 1 })
})

it('names the twenty genres used most, and equal ones by their names', async () => {
  const genres = Array.from({ length: 21 }, (_, at) => `genre ${at}`)
  for (const genre of genres.toReversed()) await request({ genre })
  await request({ genre: 'genre 20' })
  const expected = ['genre 20', ...genres.slice(0, 19)]
  expect(await read()).toMatchObject({
    genres: expected.map((genre, at) => ({ genre, tracks: at === 0 ? 2 : 1 })),
  })
})

it('is empty for somebody who has nothing', async () => {
  expect(await read()).toEqual(EMPTY)
  await request({ genre: 'jazz' }, 'deleted_at = now()')
  expect(await read()).toEqual({ ...EMPTY, trashed: 1 })
})

it('names what is being made with its jobs, the takes of one order together', async () => {
  const first = await requestSong(ada, { title: 'Old' })
  const { tracks, jobs } = await requestSong(ada, { title: 'New', variations: 2 })
  await request({ title: 'Made' }, `status = 'complete'`)
  await request({ title: 'Gone' }, 'deleted_at = now()')
  await requestSong(await studio.newPerson('Bo'), { title: 'Theirs' })
  const of = (at: number) => ({
    id: tracks[at]?.id,
    title: 'New',
    take: at + 1,
    jobId: jobs[at]?.id,
  })
  const old = { id: first.tracks[0]?.id, title: 'Old', take: null, jobId: first.jobs[0]?.id }
  expect(await read()).toMatchObject({ making: [of(0), of(1), old] })
})
