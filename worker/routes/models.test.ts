import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { countRows, expectRefusal } from '../../tests/harness/refusals.ts'
import {
  attemptsOf,
  LYRICS,
  makeSong,
  readTrack,
  requestSong,
  submitSong,
} from '../../tests/harness/songs.ts'
import { openStudio, type Person, type Studio } from '../../tests/harness/studio.ts'
import type { TrackRequested } from '../domain/tracks/request-track.ts'
import { CATALOGUE } from '../providers/catalogue.ts'
import { MODEL_IDS, type ModelId } from '../providers/model.ts'

type ModelAnswer = {
  id: ModelId
  name: string
  vocals: boolean
  instrumental: boolean
  prompt: { min: number; max: number }
  lyrics: { min: number; max: number; required: boolean }
  length: 'exact' | 'hint'
  durationSeconds: { min: number; max: number }
  durationSecondsDefault?: number
  honours: string[]
  credits: { perTrack: number } | { per30s: number }
}

/** Everything that the API tells of a model. */
const FIELDS =
  'id name vocals instrumental prompt lyrics length durationSeconds durationSecondsDefault honours credits'

type Wishes = Record<string, unknown>

/** The shortest song that a model accepts. */
const plainSong = ({ id, vocals, lyrics }: ModelAnswer): Wishes => ({
  model: id,
  prompt: 'p',
  instrumental: !vocals,
  ...(lyrics.required ? sung(lyrics.min) : {}),
})

const sung = (length: number): Wishes => ({ instrumental: false, lyrics: 'l'.repeat(length) })

let studio: Studio
let ada: Person
beforeAll(async () => {
  studio = await openStudio({ SIGNUP_CREDITS: '2000' })
  ada = await studio.newPerson()
})
beforeEach(() => studio.reset())

async function readModels(): Promise<ModelAnswer[]> {
  const answer = await studio.fetch('/api/models')
  return (await answer.json<{ items: ModelAnswer[] }>()).items
}

async function quote(query: Record<string, string>): Promise<number> {
  const answer = await ada.call(`/api/credits/quote?${new URLSearchParams(query)}`)
  expect(answer.status).toBe(200)
  return (await answer.json<{ credits: number }>()).credits
}

/** What FAL was sent for a song. */
async function sentFor(song: Record<string, unknown>) {
  const { requestId, job } = await submitSong(studio, ada, song)
  const request = (await studio.fal.requests()).find(({ id }) => id === requestId)
  return { endpoint: request?.endpoint, input: request?.input, job }
}

describe('GET /api/models', () => {
  it('lists every model, even for a stranger', async () => {
    expect((await readModels()).map(({ id }) => id).sort()).toEqual([...MODEL_IDS].sort())
  })

  it('hides the engines behind a model, and what they cost the studio', async () => {
    for (const model of await readModels()) {
      expect(FIELDS.split(' ')).toEqual(expect.arrayContaining(Object.keys(model)))
      for (const { endpoint } of CATALOGUE[model.id].engines)
        expect(JSON.stringify(model)).not.toContain(endpoint)
    }
  })

  it('gives the limits that POST /api/tracks enforces', async () => {
    const bo = await studio.newPerson('Bo')
    for (const model of await readModels()) {
      const { prompt, lyrics, durationSeconds, vocals, instrumental } = model
      const accepted: Wishes[] = [
        { prompt: 'p'.repeat(prompt.min) },
        { prompt: 'p'.repeat(prompt.max) },
        { durationSeconds: durationSeconds.min },
        { durationSeconds: durationSeconds.max },
      ]
      const refused: [field: string, wishes: Wishes][] = [
        ['prompt', { prompt: 'p'.repeat(prompt.min - 1) }],
        ['prompt', { prompt: 'p'.repeat(prompt.max + 1) }],
        ['durationSeconds', { durationSeconds: durationSeconds.min - 1 }],
        ['durationSeconds', { durationSeconds: durationSeconds.max + 1 }],
        ['lyrics', sung(lyrics.max + 1)],
      ]
      if (vocals) accepted.push(sung(lyrics.min), sung(lyrics.max))
      else refused.push(['instrumental', { instrumental: false }])
      if (instrumental) accepted.push({ instrumental: true })
      else refused.push(['instrumental', { instrumental: true, lyrics: undefined }])
      if (lyrics.required) refused.push(['lyrics', { lyrics: undefined }])
      if (lyrics.min > 1) refused.push(['lyrics', sung(lyrics.min - 1)])
      for (const wishes of accepted) await requestSong(bo, { ...plainSong(model), ...wishes })
      for (const [field, wishes] of refused) {
        const json = { ...plainSong(model), ...wishes }
        await expectRefusal(await bo.call('/api/tracks', { json }), 'invalid', field)
      }
    }
  })

  it('gives the length of a track that asks for none', async () => {
    for (const model of await readModels()) {
      const { track } = await requestSong(ada, plainSong(model))
      expect(track.requestedDurationSeconds).toBe(model.durationSecondsDefault ?? null)
      expect(model.durationSecondsDefault !== undefined).toBe(model.length === 'exact')
    }
  })

  it('gives the price that a quote names and a request holds', async () => {
    for (const model of await readModels()) {
      const { min, max } = model.durationSeconds
      for (const durationSeconds of [min, 30, 31, max]) {
        const plain = plainSong(model)
        const price =
          'perTrack' in model.credits
            ? model.credits.perTrack
            : model.credits.per30s * Math.ceil(durationSeconds / 30)
        const asked = {
          model: model.id,
          durationSeconds: String(durationSeconds),
          hasLyrics: String(model.lyrics.required),
          instrumental: String(plain.instrumental),
        }
        const { job, track } = await requestSong(ada, { ...plain, durationSeconds })
        expect([job.credits, await quote(asked)]).toEqual([price, price])
        expect(track).toMatchObject({ model: model.id, requestedDurationSeconds: durationSeconds })
      }
    }
  })
})

describe('what a model can’t do', () => {
  it.each([
    [
      'lyrics for a model that makes instrumentals',
      { model: 'stable-audio-2.5', lyrics: LYRICS, instrumental: false },
      'lyrics',
      'Stable Audio 2.5 only makes instrumentals: it sings no lyrics.',
    ],
    [
      'a voice from a model that makes instrumentals',
      { model: 'stable-audio-2.5', instrumental: false },
      'instrumental',
      'Stable Audio 2.5 only makes instrumentals: switch Instrumental on.',
    ],
    [
      'a length past the end of an exact model',
      { model: 'stable-audio-2.5', durationSeconds: 191 },
      'durationSeconds',
      'Stable Audio 2.5 makes tracks of 15 to 190 seconds.',
    ],
    [
      'a length past the end of another',
      { model: 'ace-step', durationSeconds: 241 },
      'durationSeconds',
      'ACE-Step makes tracks of 15 to 240 seconds.',
    ],
  ])(
    'gets 400 and the name of the field, and writes nothing: %s',
    async (_, wishes, field, sentence) => {
      const before = await countRows(studio, ada)
      const json = { prompt: 'rain', instrumental: true, ...wishes }
      const refusal = await expectRefusal(await ada.call('/api/tracks', { json }), 'invalid', field)
      expect(refusal.fields?.[field]).toBe(sentence)
      expect(await countRows(studio, ada)).toEqual(before)
    },
  )

  it('gets 400 in a quote, too, for a length', async () => {
    const path = '/api/credits/quote?model=stable-audio-2.5&durationSeconds=191'
    await expectRefusal(await ada.call(path), 'invalid', 'durationSeconds')
  })
})

describe('FAL’s input', () => {
  it('has length and seed as parameters, and the other wishes as words', async () => {
    const wishes = { durationSeconds: 45, seed: 7, bpm: 90, key: 'C minor' }
    const song = { model: 'stable-audio-2.5', prompt: 'rain', ...wishes }
    const { job, ...sent } = await sentFor(song)
    expect(sent).toEqual({
      endpoint: 'fal-ai/stable-audio-25/text-to-audio',
      input: { prompt: 'rain, 90 BPM, in C minor', seconds_total: 45, seed: 7 },
    })
    expect(await attemptsOf(studio, job.id)).toMatchObject([{ costMicros: 200_000 }])
  })

  it('has the default length, and no seed, when the song names none', async () => {
    const { input } = await sentFor({ model: 'stable-audio-2.5', prompt: 'rain' })
    expect(input).toEqual({ prompt: 'rain', seconds_total: 120 })
  })

  it.each([
    [
      'lyrics',
      { instrumental: false, lyrics: LYRICS },
      'fal-ai/ace-step',
      { tags: 'folk', lyrics: LYRICS },
    ],
    ['an instrumental', {}, 'fal-ai/ace-step', { tags: 'folk', lyrics: '[instrumental]' }],
    [
      'a voice without lyrics',
      { instrumental: false },
      'fal-ai/ace-step/prompt-to-audio',
      { prompt: 'folk', instrumental: false },
    ],
  ])('is for ACE-Step the endpoint that sings it: %s', async (_, wishes, endpoint, words) => {
    const song = { model: 'ace-step', prompt: 'folk', durationSeconds: 90, seed: 3, ...wishes }
    const { job, ...sent } = await sentFor(song)
    expect(sent).toEqual({ endpoint, input: { ...words, duration: 90, seed: 3 } })
    expect(await attemptsOf(studio, job.id)).toMatchObject([{ costMicros: 18_000 }])
  })

  it('has no seed for a model that takes none, though the track keeps it', async () => {
    const { requestId, track } = await submitSong(studio, ada, { seed: 7 })
    const request = (await studio.fal.requests()).find(({ id }) => id === requestId)
    expect(request?.input).not.toHaveProperty('seed')
    expect((await readTrack(ada, track.id)).seed).toBe(7)
  })

  it('has another seed for each variation', async () => {
    const json = { model: 'ace-step', prompt: 'x', instrumental: true, seed: 5, variations: 3 }
    const answer = await ada.call('/api/tracks', { json })
    const { tracks } = await answer.json<TrackRequested>()
    expect(tracks.map(({ seed }) => seed)).toEqual([5, 6, 7])
    await studio.work('submit')
    const inputs = (await studio.fal.requests()).slice(-3).map(({ input }) => input)
    expect(inputs.map((input) => Object(input).seed).sort()).toEqual([5, 6, 7])
  })
})

describe('a WAV', () => {
  it('is stored, measured and played as what it is', async () => {
    const { track } = await makeSong(studio, ada, { model: 'stable-audio-2.5' })
    const complete = await readTrack(ada, track.id)
    expect(complete).toMatchObject({ status: 'complete', durationSeconds: 2, provider: 'fal' })
    const [file] = await studio.sql<{ key: string; type: string }>(
      `select key, content_type as type from files where track_id = $1 and kind = 'audio'`,
      [track.id],
    )
    expect(file).toEqual({ key: expect.stringMatching(/\.wav$/), type: 'audio/wav' })
    const audio = await ada.call(complete.audioUrl ?? '', { headers: { range: 'bytes=0-3' } })
    expect([audio.status, audio.headers.get('content-type')]).toEqual([206, 'audio/wav'])
    expect(new TextDecoder().decode(await audio.arrayBuffer())).toBe('RIFF')
    const peaks = await (await ada.call(complete.peaksUrl ?? '')).json()
    expect(peaks).toMatchObject({ version: 2, sample_rate: 44_100 })
  })
})
