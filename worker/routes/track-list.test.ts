import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { expectRefusal } from '../../tests/harness/refusals.ts'
import { LYRICS, requestSong } from '../../tests/harness/songs.ts'
import { openStudio, type Person, type Studio } from '../../tests/harness/studio.ts'
import type { TrackListed } from '../domain/tracks/track-answer.ts'
import { TRACK_SORTS, type TrackSort } from '../states/track-sorts.ts'

let studio: Studio
let ada: Person
beforeAll(async () => {
  studio = await openStudio({ SIGNUP_CREDITS: '500' })
})
beforeEach(async () => {
  await studio.reset()
  ada = await studio.newPerson()
})

type Page = { items: TrackListed[]; nextCursor: string | null }

async function list(query: Record<string, string>): Promise<Page> {
  const answer = await ada.call(`/api/tracks?${new URLSearchParams(query)}`)
  expect(answer.status).toBe(200)
  return answer.json()
}

const titlesOf = async (query: Record<string, string>) =>
  (await list(query)).items.map(({ title }) => title)

/** Every page of three, and what `meanwhile` does after each. */
async function readPages(
  query: Record<string, string>,
  meanwhile: (page: Page) => Promise<unknown> = async () => undefined,
): Promise<TrackListed[]> {
  const items: TrackListed[] = []
  let cursor: string | null = ''
  for (let page = 0; cursor !== null && page < 20; page += 1) {
    const answer: Page = await list({ limit: '3', ...query, ...(cursor && { cursor }) })
    items.push(...answer.items)
    cursor = answer.nextCursor
    await meanwhile(answer)
  }
  return items
}

/** Asks for songs with these titles, in this order, and gives each its length. */
async function requestSongs(songs: [title: string, durationSeconds: number | null][]) {
  const ids: string[] = []
  for (const [title, durationSeconds] of songs) {
    const { track } = await requestSong(ada, { title })
    ids.push(track.id)
    await studio.sql('update tracks set duration_seconds = $2 where id = $1', [
      track.id,
      durationSeconds,
    ])
  }
  return ids
}

describe('the order of GET /api/tracks', () => {
  it('takes titles by the letters of every script, whatever their case, and numbers by value', async () => {
    const sorted = [
      '“Alone”',
      '9 lives',
      '10 lives',
      'Äther',
      'b',
      'B',
      'b',
      'zebra',
      'Дом',
      '静かな夜',
    ]
    const asked = [5, 9, 1, 4, 0, 8, 3, 6, 2, 7].map((at) => sorted[at] ?? '')
    await requestSongs(asked.map((title) => [title, null]))
    expect(await titlesOf({ sort: 'title' })).toEqual([
      ...sorted.slice(0, 4),
      ...asked.filter((title) => /^b$/i.test(title)),
      ...sorted.slice(7),
    ])
  })

  it('puts the longest first, and what has no length yet last', async () => {
    await requestSongs([
      ['none', null],
      ['short', 0.07],
      ['long', 187.29633],
      ['middle', 45.296326],
      ['as long', 187.29633],
      ['none either', null],
    ])
    const expected = ['as long', 'long', 'middle', 'short', 'none either', 'none']
    expect(await titlesOf({ sort: 'longest' })).toEqual(expected)
  })

  it.each(TRACK_SORTS)('is the same by pages, with many equal tracks: %s', async (sort) => {
    const titles = ['Rain', 'rain', 'RAIN', 'Rain: again', 'Снег', '雪', 'Rain ☔ 100%', 'Rain']
    await requestSongs(
      titles.map((title, at) => [title, [null, 61.5, 61.5, 0.1 + at][at % 4] ?? null]),
    )
    const whole = (await list({ sort })).items
    expect(whole).toHaveLength(8)
    expect(await readPages({ sort })).toEqual(whole)
  })

  it.each<[TrackSort, string]>([
    ['title', `title = 'zzz'`],
    ['longest', 'duration_seconds = 1'],
  ])('goes on where it was when the last track of a page changes: %s', async (sort, change) => {
    await requestSongs(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((title, at) => [title, 100 - at]))
    const before = (await list({ sort })).items.map(({ id }) => id)
    let isFirst = true
    const seen = await readPages({ sort }, async ({ items }) => {
      if (isFirst) await studio.sql(`update tracks set ${change} where id = $1`, [items.at(-1)?.id])
      isFirst = false
    })
    const moved = before[2]
    expect(seen.map(({ id }) => id)).toEqual([...before, moved])
  })

  it('refuses a cursor of another sort, and what is none', async () => {
    await requestSongs(['a', 'b'].map((title) => [title, 3]))
    const cursors: [TrackSort, string][] = []
    for (const sort of TRACK_SORTS)
      cursors.push([sort, (await list({ sort, limit: '1' })).nextCursor ?? ''])
    const call = (sort: string, cursor: string) =>
      ada.call(`/api/tracks?${new URLSearchParams({ sort, cursor })}`)
    for (const [sort, cursor] of cursors)
      for (const other of TRACK_SORTS)
        if (other === sort) expect((await call(other, cursor)).status).toBe(200)
        else await expectRefusal(await call(other, cursor), 'invalid', 'cursor')
    const id = (await list({})).items[0]?.id
    for (const [sort, cursor] of [
      ['newest', id],
      ['newest', `newest:${id}:1`],
      ['newest', `:${id}:`],
      ['longest', `longest:${id}:`],
      ['longest', `longest:${id}:long`],
      ['longest', `longest:${id}:1e400`],
      ['longest', `longest:${id}:-1`],
      ['longest', `longest:${id}:${'9'.repeat(60)}`],
      ['title', `title:'--:a`],
      ['title', `title:${id}:\0`],
      ['title', 'title'],
    ] as const)
      await expectRefusal(await call(sort, String(cursor)), 'invalid', 'cursor')
  })

  it('costs one Postgres request for each page', async () => {
    await requestSongs(['a', 'b', 'c', 'd'].map((title) => [title, 3]))
    for (const sort of TRACK_SORTS) {
      const { nextCursor } = await list({ sort, limit: '2' })
      await studio.postgres.resetCounters()
      const query = { sort, limit: '2', q: 'lo-fi', since: '2026-01-01T00:00:00Z' }
      await list({ ...query, cursor: nextCursor ?? '' })
      expect(await studio.postgres.counters()).toMatchObject({ requests: 1 })
    }
  })
})

describe('the filters of GET /api/tracks', () => {
  it('find words of the lyrics', async () => {
    await requestSong(ada, { title: 'Sung', lyrics: LYRICS, instrumental: false })
    await requestSong(ada, { title: 'Played' })
    expect(await titlesOf({ q: 'KETTLE hums' })).toEqual(['Sung'])
    expect(await titlesOf({ q: 'kettle_' })).toEqual([])
  })

  it('find the takes of one order, without those in the trash and those of others', async () => {
    const { tracks, track } = await requestSong(ada, { title: 'Asked', variations: 3 })
    await requestSong(ada, { title: 'Another' })
    const bo = await studio.newPerson()
    await studio.sql('update tracks set deleted_at = now() where id = $1', [tracks[2]?.id])
    const { items } = await list({ orderId: track.orderId, sort: 'oldest' })
    expect(items.map(({ take }) => take)).toEqual([1, 2])
    expect(await (await bo.call(`/api/tracks?orderId=${track.orderId}`)).json()).toMatchObject({
      items: [],
    })
  })

  it('find words however they were typed, also in tracks from before all were kept alike', async () => {
    const [composed, apart] = ['Caf\u00e9 noir', 'Cafe\u0301 noir']
    const genre = 'Chanson re\u0301aliste'
    const { track } = await requestSong(ada, { title: apart, genre })
    expect(track).toMatchObject({ title: composed, genre: genre.normalize('NFC') })
    const old = await requestSong(ada, { title: 'old' })
    const change = 'update tracks set title = $2, genre = $3, lyrics = $4 where id = $1'
    await studio.sql(change, [old.track.id, apart, genre, '\u1112\u1161\u11ab'])
    for (const title of [composed, apart]) {
      const found = await titlesOf({ q: title.slice(0, -5).toUpperCase() })
      expect(found.map((each) => each.normalize('NFC'))).toEqual([composed, composed])
    }
    for (const form of ['NFC', 'NFD'] as const)
      expect(await titlesOf({ genre: genre.normalize(form) })).toHaveLength(2)
    expect(await titlesOf({ q: '\ud55c' })).toHaveLength(1)
  })

  it('tell instrumental tracks from sung ones', async () => {
    await requestSong(ada, { title: 'Sung', lyrics: LYRICS, instrumental: false })
    await requestSong(ada, { title: 'Played' })
    expect(await titlesOf({ instrumental: 'true' })).toEqual(['Played'])
    expect(await titlesOf({ instrumental: 'false' })).toEqual(['Sung'])
  })

  it('begin at a time, which counts', async () => {
    const ids = await requestSongs(['old', 'new'].map((title) => [title, null]))
    const time = '2026-11-23T10:00:00.123Z'
    await studio.sql('update tracks set created_at = $2 where id = $1', [ids[1], time])
    await studio.sql(
      `update tracks set created_at = $2::timestamptz - interval '1 ms' where id = $1`,
      [ids[0], time],
    )
    expect(await titlesOf({ since: time })).toEqual(['new'])
    expect(await titlesOf({ since: '2026-11-23T12:00:00.123+02:00' })).toEqual(['new'])
    expect(await titlesOf({ since: '2026-11-23T10:00:00Z' })).toEqual(['new', 'old'])
    expect(await titlesOf({ since: '2999-12-31T00:00:00Z' })).toEqual([])
  })

  it('hold all at once, in any order', async () => {
    const sung = { genre: 'jazz', lyrics: LYRICS, instrumental: false }
    const both = await requestSong(ada, { ...sung, title: 'Both', variations: 2 })
    await requestSong(ada, { ...sung, title: 'Not loved' })
    const folk = await requestSong(ada, { ...sung, title: 'Folk', genre: 'folk' })
    const played = await requestSong(ada, { title: 'Played', genre: 'jazz' })
    const loved = [...both.tracks, folk.track, played.track].map(({ id }) => id)
    await studio.sql('update tracks set favorite = true where id = any($1)', [loved])
    const filters = {
      q: 'kettle',
      genre: 'jazz',
      favorite: 'true',
      instrumental: 'false',
      since: '2026-01-01T00:00:00Z',
      status: 'queued',
      sort: 'title',
    }
    expect((await readPages({ ...filters, limit: '1' })).map(({ id }) => id)).toEqual(
      both.tracks.map(({ id }) => id),
    )
    expect(await titlesOf({ ...filters, trashed: 'true' })).toEqual([])
  })

  it('are refused by their names when they are wrong', async () => {
    for (const [name, value] of [
      ['instrumental', 'yes'],
      ['since', 'yesterday'],
      ['since', '2026-11-23'],
      ['since', '2026-11-23T10:00:00'],
      ['since', '2026-02-30T10:00:00Z'],
      ['since', '0000-01-01T00:00:00Z'],
      ['since', '9999-12-31T23:59:59-12:00'],
      ['sort', 'plays'],
      ['sort', ''],
      ['vocals', 'true'],
    ] as const)
      await expectRefusal(await ada.call(`/api/tracks?${name}=${value}`), 'invalid', name)
  })
})

it('GET /api/tracks names the job that makes each track, and nobody else’s', async () => {
  const { tracks, jobs } = await requestSong(ada, { variations: 2 })
  await requestSong(await studio.newPerson('Bo'))
  const listed = await list({ sort: 'oldest' })
  expect(listed.items).toEqual(tracks.map((track, at) => ({ ...track, jobId: jobs[at]?.id })))
})
