import { createHash } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { FILES } from '../../tests/harness/file-stores.ts'
import { expectHidden, expectRefusal, itNeedsSignIn } from '../../tests/harness/refusals.ts'
import { makeSong, requestSong } from '../../tests/harness/songs.ts'
import { openStudio, PASSWORD, type Person, type Studio } from '../../tests/harness/studio.ts'
import {
  concat,
  monoBare,
  pulseFlac,
  pulseOpus,
  pulseVorbis,
  stereoCbr,
  stereoVbr,
  streamOf,
  tonesFlac,
  tonesM4a,
  tonesOpus,
  tonesVorbis,
} from '../audio/testdata/fixtures.ts'
import { flacFrame, flacHead } from '../audio/testdata/flac-of.ts'
import { PULSE } from '../audio/testdata/tones.ts'
import { wavOf } from '../audio/testdata/wav-of.ts'
import type { answerReference } from '../domain/files/reference-answer.ts'

type Reference = ReturnType<typeof answerReference>

const UNKNOWN = 'fil_01kbabcdefghjkmnpqrstvwxyz'
const MB = 1024 ** 2
/** As a browser sends it, which knows no better. */
const RAW = 'application/octet-stream'

let studio: Studio
let ada: Person
beforeAll(async () => {
  studio = await openStudio()
})
beforeEach(async () => {
  await studio.reset()
  ada = await studio.newPerson()
})

type Sending = {
  query?: string
  length?: number | null
  type?: string
  path?: string
  who?: Person
}

function send(bytes: Uint8Array | ReadableStream<Uint8Array>, sending: Sending = {}) {
  const { query = 'rights=mine', type = RAW, path = '/api/files', who = ada } = sending
  const { length = bytes instanceof Uint8Array ? bytes.length : null } = sending
  const headers: Record<string, string> = { 'content-type': type }
  if (length !== null) headers['content-length'] = String(length)
  return who.call(`${path}?${query}`, { method: 'POST', headers, body: bytes as BodyInit })
}

function sendForm(fields: [name: string, value: string | Uint8Array][], path = '/api/files') {
  const form = new FormData()
  for (const [name, value] of fields)
    if (typeof value === 'string') form.append(name, value)
    else form.append(name, new File([new Uint8Array(value)], 'Rain on glass.mp3'))
  return ada.call(path, { method: 'POST', body: form })
}

async function bring(bytes = stereoCbr): Promise<Reference> {
  const answer = await send(bytes)
  expect(answer.status).toBe(201)
  return answer.json()
}

const objectsOf = async ({ id }: Person) => (await FILES.list(`references/${id}/`)).keys

async function expectNothingKept(who = ada) {
  expect(await objectsOf(who)).toEqual([])
  expect(await studio.sql('select id from files where user_id = $1', [who.id])).toEqual([])
}

/** Of one channel: a tone of so much of full scale, or silence. */
function soundOf(seconds: number, level: number, sampleRate = 8_000): Uint8Array {
  const samples = Int16Array.from({ length: seconds * sampleRate }, (_, at) =>
    at % 16 < 8 ? level * 32_767 : level * -32_768,
  )
  const announcedBytes = samples.byteLength
  const header = wavOf([], { channels: 1, sampleRate, announcedBytes })
  return concat(header, new Uint8Array(samples.buffer))
}

describe('a sound that somebody brings', () => {
  itNeedsSignIn(
    () => studio,
    [
      ['/api/files', { method: 'POST' }],
      ['/api/files'],
      [`/api/files/${UNKNOWN}`],
      [`/api/files/${UNKNOWN}/content`],
      [`/api/files/${UNKNOWN}`, { method: 'DELETE' }],
      ['/api/analyze', { json: { fileId: UNKNOWN } }],
    ],
  )

  it('is kept as it is, in three Postgres requests, and measured soon', async () => {
    await studio.postgres.resetCounters()
    const answer = await send(stereoCbr, { query: 'rights=licensed&name=Rain%20on%20glass' })
    expect(answer.status).toBe(201)
    expect((await studio.postgres.counters()).requests).toBe(3)
    const reference = await answer.json<Reference>()
    expect(reference).toEqual({
      id: expect.stringMatching(/^fil_[0-9a-z]{26}$/),
      kind: 'reference',
      name: 'Rain on glass',
      contentType: 'audio/mpeg',
      bytes: stereoCbr.length,
      sha256: createHash('sha256').update(stereoCbr).digest('hex'),
      rights: 'licensed',
      measured: null,
      createdAt: expect.stringMatching(/^\d{4}-.+Z$/),
    })
    const path = `/api/files/${reference.id}`
    const content = await ada.call(`${path}/content`)
    expect(content.headers.get('content-type')).toBe('audio/mpeg')
    expect(new Uint8Array(await content.arrayBuffer())).toEqual(stereoCbr)
    const part = await ada.call(`${path}/content`, { headers: { range: 'bytes=10-19' } })
    expect(part.status).toBe(206)
    expect(new Uint8Array(await part.arrayBuffer())).toEqual(stereoCbr.slice(10, 20))
    await studio.work('measure')
    const { measured } = await (await ada.call(path)).json<Reference>()
    expect(measured).toMatchObject({ sampleRate: 44_100, channels: 2 })
    expect(measured?.durationSeconds).toBeCloseTo(3, 2)
    expect(measured?.peaks).toHaveLength(64)
  })

  it.each([
    ['audio/flac', pulseFlac, 11_025],
    ['audio/ogg', pulseVorbis, 11_025],
    ['audio/ogg', pulseOpus, 48_000],
  ])('is measured whatever its format: %s', async (contentType, bytes, sampleRate) => {
    const reference = await bring(bytes)
    expect(reference).toMatchObject({ contentType, measured: null })
    await studio.work('measure')
    const path = `/api/files/${reference.id}`
    const { measured } = await (await ada.call(path)).json<Reference>()
    expect(measured).toMatchObject({ durationSeconds: PULSE.seconds, sampleRate, channels: 1 })
    expect((measured?.bpm ?? 0) / PULSE.bpm).toBeCloseTo(1, 2)
    expect(measured?.loudnessLufs).toBeLessThan(-10)
    expect(measured?.peaks).toHaveLength(64)
    const content = await ada.call(`${path}/content`)
    expect(content.headers.get('content-type')).toBe(contentType)
  })

  it('is known by its container alone when it is an M4A', async () => {
    const { id } = await bring(tonesM4a)
    const analyzed = await ada.call('/api/analyze', { json: { fileId: id } })
    expect(analyzed.status).toBe(200)
    const { measured, contentType } = await (await ada.call(`/api/files/${id}`)).json<Reference>()
    expect(contentType).toBe('audio/mp4')
    expect(await analyzed.json()).toEqual(measured)
    expect(measured).toMatchObject({ durationSeconds: 1.5, sampleRate: 44_100, channels: 2 })
    expect(measured).toMatchObject({ bpm: null, key: null, loudnessLufs: null, chroma: null })
    expect(measured).toMatchObject({ peaks: null, style: { words: [], prompt: 'A song' } })
    const [sound] = await studio.sql(
      'select sound_offset::int as offset, sound_bytes::int as bytes, sound_sha256 as sha256 from files where id = $1',
      [id],
    )
    const sha256 = createHash('sha256').update(tonesM4a).digest('hex')
    expect(sound).toEqual({ offset: 0, bytes: tonesM4a.length, sha256 })
  })

  it('may come in a form, wherever its rights stand', async () => {
    const early = await sendForm([
      ['rights', 'mine'],
      ['file', stereoCbr],
    ])
    expect(early.status).toBe(201)
    expect(await early.json()).toMatchObject({ name: 'Rain on glass.mp3', bytes: stereoCbr.length })
    const late = await sendForm([
      ['file', stereoVbr],
      ['rights', 'public-domain'],
      ['name', 'Wind'],
    ])
    expect(late.status).toBe(201)
    expect(await late.json()).toMatchObject({ name: 'Wind', rights: 'public-domain' })
    expect(await objectsOf(ada)).toHaveLength(2)
  })

  it('takes the same room, and is the same, when it comes again', async () => {
    const first = await bring()
    const again = await send(stereoCbr, { query: 'rights=licensed&name=Other' })
    expect(again.status).toBe(200)
    expect(await again.json()).toEqual(first)
    const at = await Promise.all([1, 2, 3].map(() => send(stereoVbr)))
    expect(at.map(({ status }) => status).sort()).toEqual([200, 200, 201])
    const ids = await Promise.all(at.map(async (answer) => (await answer.json<Reference>()).id))
    expect(new Set(ids).size).toBe(1)
    expect(await objectsOf(ada)).toHaveLength(2)
    const eve = await studio.newPerson('Eve')
    expect((await send(stereoCbr, { who: eve })).status).toBe(201)
  })

  it('is listed newest first, a page at a time', async () => {
    const sounds = [stereoCbr, stereoVbr, monoBare]
    const ids: string[] = []
    for (const sound of sounds) ids.unshift((await bring(sound)).id)
    const page = async (query: string) =>
      (await ada.call(`/api/files?${query}`)).json<{
        items: Reference[]
        nextCursor: string | null
      }>()
    const first = await page('limit=2')
    expect(first.items.map(({ id }) => id)).toEqual(ids.slice(0, 2))
    const last = await page(`limit=2&cursor=${first.nextCursor}`)
    expect(last).toMatchObject({ items: [{ id: ids[2] }], nextCursor: null })
    await expectRefusal(await ada.call('/api/files?sort=size'), 'invalid', 'sort')
  })

  it('goes for good when its owner deletes it, and is nobody else’s', async () => {
    const { id } = await bring()
    const eve = await studio.newPerson('Eve')
    await expectHidden(
      eve,
      [id, UNKNOWN],
      [
        [(file) => `/api/files/${file}`],
        [(file) => `/api/files/${file}/content`],
        [(file) => `/api/files/${file}`, { method: 'DELETE' }],
      ],
    )
    expect((await ada.call(`/api/files/${id}`, { method: 'DELETE' })).status).toBe(204)
    await expectRefusal(await ada.call(`/api/files/${id}`), 'not_found')
    await expectNothingKept()
    await studio.work('measure')
    await expectNothingKept()
  })

  it('goes with the account', async () => {
    await bring()
    const left = await ada.call('/api/account', { method: 'DELETE', json: { password: PASSWORD } })
    expect(left.status).toBe(204)
    await studio.work('erase')
    await expectNothingKept()
  })
})

describe('a file that can’t be a reference', () => {
  const pdf = new TextEncoder().encode('%PDF-1.7\n1 0 obj\n<< >>\nendobj\n'.repeat(100))
  const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>'.repeat(60))
  const silence = Array.from({ length: 30 }, (_, at) => flacFrame(at, { samples: 4_096 }))
  const threeHours = concat(flacHead({ announced: 3 * 3_600 * 44_100 }), ...silence)
  const halfOf = (bytes: Uint8Array) => bytes.subarray(0, bytes.length / 2)
  const alac = tonesM4a.slice()
  alac.set(new TextEncoder().encode('alac'), String.fromCharCode(...alac).indexOf('mp4a'))

  it.each([
    ['a PDF', pdf, 'unsupported_media'],
    ['a picture', svg, 'unsupported_media'],
    ['one byte', new Uint8Array(1), 'unsupported_media'],
    ['a FLAC of zeros', concat(new TextEncoder().encode('fLaC'), pdf), 'unsupported_media'],
    ['ALAC', alac, 'unsupported_media'],
    ['half of a FLAC', halfOf(tonesFlac), 422],
    ['half of a Vorbis', halfOf(tonesVorbis), 422],
    ['half of an Opus', halfOf(tonesOpus), 422],
    ['half of an M4A', halfOf(tonesM4a), 422],
    ['a silent FLAC', concat(flacHead(), ...silence), 422],
    ['three hours of silent FLAC', threeHours, 422],
    ['a WAV that says it has 4 GB', wavOf([0.5, -0.5], { announcedBytes: 0xffff_fff0 }), 422],
    ['half of an MP3', stereoCbr.subarray(0, stereoCbr.length / 2), 422],
    ['silence', soundOf(3, 0), 422],
    ['half a second', soundOf(0.5, 0.5), 422],
    ['more than ten minutes', soundOf(601, 0.5), 422],
    ['nothing', new Uint8Array(), 422],
  ] as const)('gets a sentence and leaves nothing: %s', async (_, bytes, refusal) => {
    for (const answer of [
      await send(bytes),
      await sendForm([
        ['file', bytes],
        ['rights', 'mine'],
      ]),
    ]) {
      if (refusal === 422) await expectUnusable(answer)
      else await expectRefusal(answer, refusal)
    }
    await expectNothingKept()
  })

  async function expectUnusable(answer: Response) {
    expect(answer.status).toBe(422)
    expect(await answer.json()).toMatchObject({
      error: { code: 'invalid', fields: { file: expect.stringMatching(/^[A-Z].+\.$/) } },
    })
  }

  it.each([RAW, 'multipart/form-data; boundary=x'])(
    'says that it is over 50 MB: %s',
    async (type) => {
      await expectRefusal(await send(stereoCbr, { type, length: 60 * MB }), 'too_large')
      await expectNothingKept()
    },
  )

  it('is shorter or longer than it says', async () => {
    await expectUnusable(await send(streamOf(stereoCbr), { length: stereoCbr.length + 1 }))
    await expectUnusable(await send(streamOf(stereoCbr), { length: stereoCbr.length - 1 }))
    await expectNothingKept()
  })

  it('is sent without its length, its rights, or a name that can be shown', async () => {
    await expectRefusal(await send(stereoCbr, { length: null }), 'length_required')
    await expectRefusal(await send(stereoCbr, { query: '' }), 'invalid', 'rights')
    await expectRefusal(await send(stereoCbr, { query: 'rights=stolen' }), 'invalid', 'rights')
    await expectRefusal(await send(stereoCbr, { query: 'rights=mine&by=me' }), 'invalid', 'by')
    await expectRefusal(await send(stereoCbr, { query: 'rights=mine&name=%20' }), 'invalid', 'name')
    await expectRefusal(await sendForm([['file', stereoCbr]]), 'invalid', 'rights')
    await expectRefusal(await sendForm([['rights', 'mine']]), 'invalid', 'file')
    await expectRefusal(await send(stereoCbr, { type: 'text/html' }), 'unsupported_media')
    await expectNothingKept()
  })

  it.each(['multipart/form-data; boundary=x', 'multipart/form-data; boundary='])(
    'is a form that breaks off: %s',
    async (type) => {
      const head =
        '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n' +
        'Content-Type: audio/mpeg\r\n\r\n'
      const form = concat(new TextEncoder().encode(head), stereoCbr)
      const answer = await send(form, { type })
      expect([400, 422]).toContain(answer.status)
      expect(await answer.json()).toMatchObject({ error: { code: 'invalid' } })
      await expectNothingKept()
    },
  )
})

describe('room for references', () => {
  /** References of so many bytes, as if they were stored. */
  const fill = (files: number, bytes: number) =>
    studio.sql(
      `insert into files (id, user_id, kind, key, content_type, bytes, etag, name, rights, sha256)
       select 'fil_' || $1 || n, $1, 'reference', 'references/' || $1 || '/' || n, 'audio/mpeg', $3, '"e"',
         'Full', 'mine', n::text from generate_series(1, $2) n`,
      [ada.id, files, bytes],
    )

  it('is never exceeded, however many come at once', async () => {
    await fill(1, 1024 * MB - 10 * stereoCbr.length)
    const sounds = Array.from({ length: 18 }, (_, at) =>
      concat(stereoCbr.slice(0, -1), Uint8Array.of(at)),
    )
    const answers = await Promise.all(sounds.map((sound) => send(sound)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(10)
    const [full] = answers.filter(({ status }) => status === 413)
    if (full) expect((await expectRefusal(full, 'too_large')).message).toMatch(/1 GB/)
    expect(answers.filter(({ status }) => status === 413)).toHaveLength(8)
    expect(await objectsOf(ada)).toHaveLength(10)
  })

  it('is for 200 files', async () => {
    await fill(200, 10)
    await expectRefusal(await send(stereoCbr), 'too_large')
    await studio.sql(`delete from files where id = 'fil_' || $1 || 1`, [ada.id])
    await bring()
  })

  it('is given back by an upload that has died, and cron clears it away', async () => {
    await studio.sql(
      `insert into files (id, user_id, kind, key, content_type, bytes, stored_at, created_at)
       values ('fil_dead' || $1, $1, 'reference', 'references/dead' || $1, '', $2, null, now() - $3::interval)`,
      [ada.id, 1024 * MB, '16 minutes'],
    )
    await bring()
    await studio.sql(
      `update files set created_at = now() - interval '2 hours' where stored_at is null`,
    )
    await studio.cron('37 * * * *')
    expect(await studio.sql('select id from files where stored_at is null')).toEqual([])
  })
})

describe('a reference while something is down', () => {
  it.each([
    ['the row can’t be written down', 'error_before', 0],
    ['the row can’t be confirmed', 'error_before', 1],
  ] as const)('is refused and leaves nothing: %s', async (_, fault, skip) => {
    await studio.postgres.fault(fault, 1, { skip })
    await expectRefusal(await send(stereoCbr), 'internal')
    await studio.postgres.healFaults()
    await expectNothingKept()
    await bring()
  })

  it('keeps its file when only the answer of Postgres was lost', async () => {
    await studio.postgres.fault('error_after_commit', 1, { skip: 1 })
    await expectRefusal(await send(stereoCbr), 'internal')
    await studio.postgres.healFaults()
    const again = await send(stereoCbr)
    expect(again.status).toBe(200)
    const { id } = await again.json<Reference>()
    const content = await ada.call(`/api/files/${id}/content`)
    expect(new Uint8Array(await content.arrayBuffer())).toEqual(stereoCbr)
    expect(await objectsOf(ada)).toHaveLength(1)
  })

  it.each(['put', 'get'] as const)('is 503 while the store fails to %s', async (call) => {
    studio.failFiles({ call, prefix: 'references/' })
    await expectRefusal(await send(stereoCbr), 'unavailable')
    await expectNothingKept()
    await bring()
  })

  it('is deleted although the store is away, and then belongs to nothing', async () => {
    const { id } = await bring()
    studio.failFiles({ call: 'delete', prefix: 'references/' })
    expect((await ada.call(`/api/files/${id}`, { method: 'DELETE' })).status).toBe(204)
    await expectRefusal(await ada.call(`/api/files/${id}`), 'not_found')
  })
})

describe('POST /api/analyze', () => {
  const analyze = (json: unknown, who = ada) => who.call('/api/analyze', { json })

  it('measures a reference in the request, once', async () => {
    const { id } = await bring()
    await studio.postgres.resetCounters()
    const measured = await (await analyze({ fileId: id })).json()
    expect((await studio.postgres.counters()).requests).toBe(4)
    expect(measured).toMatchObject({
      sampleRate: 44_100,
      channels: 2,
      style: { words: expect.any(Array), prompt: expect.any(String) },
    })
    expect(measured).toMatchObject({ peaks: expect.any(Array), chroma: expect.any(Array) })
    await studio.postgres.resetCounters()
    const again = await analyze({ fileId: id })
    expect(await again.json()).toEqual(measured)
    expect((await studio.postgres.counters()).requests).toBe(1)
    expect((await (await ada.call(`/api/files/${id}`)).json<Reference>()).measured).toEqual(
      measured,
    )
  })

  it('measures a track, and a sound that comes with it, which is kept', async () => {
    const { track } = await makeSong(studio, ada)
    const ofTrack = await (await analyze({ trackId: track.id })).json()
    expect(ofTrack).toMatchObject({ sampleRate: 44_100, peaks: expect.any(Array) })
    const ofSound = await send(stereoCbr, { path: '/api/analyze' })
    expect(ofSound.status).toBe(200)
    expect(await ofSound.json()).toMatchObject({ channels: 2 })
    expect(await objectsOf(ada)).toHaveLength(1)
  })

  it('answers nothing about what isn’t there, isn’t finished, or can’t be measured', async () => {
    const { id } = await bring()
    const { track } = await requestSong(ada)
    const eve = await studio.newPerson('Eve')
    await expectRefusal(await analyze({ fileId: id }, eve), 'not_found')
    await expectRefusal(await analyze({ trackId: track.id }, eve), 'not_found')
    await expectRefusal(await analyze({ trackId: track.id }), 'conflict')
    await expectRefusal(await analyze({ fileId: id, trackId: track.id }), 'invalid', 'body')
    await expectRefusal(await analyze({}), 'invalid', 'body')
    await expectRefusal(await analyze({ fileId: 'x'.repeat(5_000) }), 'too_large')
    studio.failFiles({ call: 'get', prefix: 'references/' })
    await expectRefusal(await analyze({ fileId: id }), 'unavailable')
    await studio.sql('update files set measure_at = null where id = $1', [id])
    expect((await analyze({ fileId: id })).status).toBe(422)
  })
})
