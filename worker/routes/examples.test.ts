import { beforeEach, describe, expect, it } from 'vitest'
import { expectRefusal } from '../../tests/harness/refusals.ts'
import { LYRICS, makeSong, readTrack, renderSong } from '../../tests/harness/songs.ts'
import { openStudio, PASSWORD, type Person, type Studio } from '../../tests/harness/studio.ts'
import { addExample, EXAMPLES_MAX, removeExample } from '../db/examples.ts'
import { openServices } from '../services.ts'
import type { ExampleAnswer } from './examples.ts'

const FAREWELL = { method: 'DELETE', json: { password: PASSWORD } }
const UNKNOWN = 'trk_01kbabcdefghjkmnpqrstvwxyz'

/** Examples are everybody's, so each test has its own studio. */
let studio: Studio
let ada: Person
let stranger: Person['call']
beforeEach(async () => {
  studio = await openStudio()
  ada = await studio.newPerson()
  stranger = studio.callAs('')
})

const add = (trackId: string) =>
  addExample(openServices(studio.env).db, { trackId, actor: 'a test' })

const take = (trackId: string) =>
  removeExample(openServices(studio.env).db, { trackId, actor: 'a test' })

async function list(): Promise<ExampleAnswer[]> {
  const answer = await stranger('/api/examples')
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'private, no-cache'])
  return (await answer.json<{ items: ExampleAnswer[] }>()).items
}

async function makeExample(wishes: Record<string, unknown> = {}) {
  const { track } = await makeSong(studio, ada, wishes)
  expect(await add(track.id)).toMatchObject({ isAdded: true })
  return track
}

async function expectUnheard(trackId: string) {
  const path = `/api/examples/${trackId}`
  for (const [of, call] of [
    ['audio', {}],
    ['audio', { headers: { range: 'bytes=0-9' } }],
    ['audio', { headers: { 'if-none-match': '*' } }],
    ['peaks', {}],
  ] as const)
    await expectRefusal(await stranger(`${path}/${of}`, call), 'not_found')
  expect((await list()).map(({ id }) => id)).not.toContain(trackId)
}

describe('GET /api/examples', () => {
  it('tells strangers of the examples in the operator’s order, and nothing of their owner', async () => {
    const songs = { lyrics: LYRICS, instrumental: false, genre: 'folk', title: 'Kettle' }
    const sung = await makeExample(songs)
    const played = await makeExample()
    await studio.sql('update examples set position = -1 where track_id = $1', [played.id])
    await studio.postgres.resetCounters()
    const items = await list()
    expect(await studio.postgres.counters()).toMatchObject({ requests: 1 })
    expect(items.map(({ id }) => id)).toEqual([played.id, sung.id])
    expect(items[1]).toEqual({
      id: sung.id,
      title: 'Kettle',
      prompt: sung.prompt,
      instrumental: false,
      model: sung.model,
      genre: 'folk',
      durationSeconds: expect.any(Number),
      audioUrl: (await readTrack(ada, sung.id)).audioUrl?.replace('tracks', 'examples'),
      peaksUrl: `/api/examples/${sung.id}/peaks`,
    })
  })

  it('is empty when there are none', async () => {
    await makeSong(studio, ada)
    expect(await list()).toEqual([])
  })
})

describe('GET /api/examples/{id}/audio', () => {
  it('answers strangers as the track’s own route answers its owner', async () => {
    const { id } = await makeExample()
    for (const [of, headers] of [
      ['audio', {}],
      ['audio', { range: 'bytes=1000-1999' }],
      ['audio', { range: 'bytes=999999999-' }],
      ['peaks', {}],
    ] as const) {
      const theirs = await stranger(`/api/examples/${id}/${of}`, { headers })
      const own = await ada.call(`/api/tracks/${id}/${of}`, { headers })
      expect(theirs.status).toBe(own.status)
      for (const name of ['content-type', 'content-length', 'content-range', 'etag'])
        expect([name, theirs.headers.get(name)]).toEqual([name, own.headers.get(name)])
      expect(await theirs.arrayBuffer()).toEqual(await own.arrayBuffer())
    }
    const head = await stranger(`/api/examples/${id}/audio`, { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
  })

  it('lets nobody keep it without asking again', async () => {
    const { id } = await makeExample()
    for (const of of ['audio', 'peaks']) {
      const first = await stranger(`/api/examples/${id}/${of}`)
      await first.body?.cancel()
      const headers = { 'if-none-match': first.headers.get('etag') ?? '' }
      const again = await stranger(`/api/examples/${id}/${of}`, { headers })
      expect([first.status, again.status]).toEqual([200, 304])
      for (const answer of [first, again])
        expect(answer.headers.get('cache-control')).toBe('private, no-cache')
    }
  })

  it('is 404 for every other track, also for its owner and for what is unknown', async () => {
    const { track } = await makeSong(studio, ada)
    await makeExample()
    await expectUnheard(track.id)
    await expectUnheard(UNKNOWN)
    await expectRefusal(await ada.call(`/api/examples/${track.id}/audio`), 'not_found')
    await expectRefusal(await stranger(`/api/tracks/${track.id}/audio`), 'unauthenticated')
  })

  it.each<[string, (id: string) => Promise<unknown>]>([
    ['removed', (id) => take(id)],
    ['trashed', (id) => ada.call(`/api/tracks/${id}`, { method: 'DELETE' })],
    ['whose owner has left', () => ada.call('/api/account', FAREWELL)],
  ])('is 404 at once for one that is %s', async (_, end) => {
    const [{ id }, other] = [await makeExample(), await makeExample()]
    await end(id)
    await expectUnheard(id)
    if (_ === 'whose owner has left') await expectUnheard(other.id)
    else expect((await list()).map((each) => each.id)).toEqual([other.id])
  })

  it('is back when its owner restores the track', async () => {
    const { id } = await makeExample()
    await ada.call(`/api/tracks/${id}`, { method: 'DELETE' })
    await ada.call(`/api/tracks/${id}/restore`, { method: 'POST' })
    expect((await list()).map((each) => each.id)).toEqual([id])
  })
})

describe('the examples', () => {
  it('are erased with the account of their owner', async () => {
    await makeExample()
    const bo = await studio.newPerson('Bo')
    const { track } = await makeSong(studio, bo)
    await add(track.id)
    await ada.call('/api/account', FAREWELL)
    await studio.work('erase')
    expect(await studio.sql('select track_id as id from examples')).toEqual([{ id: track.id }])
  })

  it('take no track that can’t be heard, none twice, and no more than fit on a page', async () => {
    const { id } = await makeExample()
    expect(await add(id)).toMatchObject({ isAdded: false, wasExample: true })
    expect(await add(UNKNOWN)).toBeNull()
    const { track: open } = await renderSong(studio, ada)
    expect(await add(open.id)).toMatchObject({ isAdded: false, status: 'submitted' })
    const { track: trashed } = await makeSong(studio, ada)
    await ada.call(`/api/tracks/${trashed.id}`, { method: 'DELETE' })
    expect(await add(trashed.id)).toMatchObject({ isAdded: false, isTrashed: true })
    await ada.call(`/api/tracks/${trashed.id}/restore`, { method: 'POST' })
    await studio.sql(
      `with copies as (
        insert into tracks (id, user_id, title, prompt, instrumental, model, status, created_at)
        select id || n, user_id, title, prompt, instrumental, model, status, created_at
        from tracks, generate_series(2, $2) n where id = $1 returning id
      ) insert into examples (track_id, position) select id, 9 from copies`,
      [id, EXAMPLES_MAX],
    )
    expect(await add(trashed.id)).toMatchObject({ isAdded: false, wasExample: false })
    expect(await list()).toHaveLength(EXAMPLES_MAX)
    await take(id)
    expect(await add(trashed.id)).toMatchObject({ isAdded: true })
    expect((await list()).at(-1)?.id).toBe(trashed.id)
  })
})
