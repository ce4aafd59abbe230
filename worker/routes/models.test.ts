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

type ModelAnswer = {
  id: string
  name: string
  vocals: boolean
  instrumental: boolean
  prompt: { min: number; max: number }
  lyrics: { min: number; max: number; required: boolean }
  length: 'exact' | 'hint'
  durationSeconds: { min: number; max: number }
  honours: string[]
  credits: { perTrack: number } | { per30s: number }
}

let studio: Studio
let ada: Person
beforeAll(async () => {
  studio = await openStudio({ SIGNUP_CREDITS: '2000' })
  ada = await studio.newPerson()
})
beforeEach(() => studio.reset())

const HINTS = { length: 'hint', durationSeconds: { min: 15, max: 300 }, honours: [] }

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
  it('tells everyone what each model takes, honours and costs, and not what it costs us', async () => {
    const answer = await studio.fetch('/api/models')
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual({
      items: [
        {
          id: 'minimax-music-2',
          name: 'MiniMax Music 2',
          vocals: true,
          instrumental: false,
          prompt: { min: 1, max: 300 },
          lyrics: { min: 10, max: 3000, required: true },
          credits: { perTrack: 5 },
          ...HINTS,
        },
        {
          id: 'minimax-music-2.5',
          name: 'MiniMax Music 2.5',
          vocals: true,
          instrumental: true,
          prompt: { min: 1, max: 2000 },
          lyrics: { min: 1, max: 3500, required: false },
          credits: { perTrack: 5 },
          ...HINTS,
        },
        {
          id: 'stable-audio-2.5',
          name: 'Stable Audio 2.5',
          vocals: false,
          instrumental: true,
          prompt: { min: 1, max: 2000 },
          lyrics: { min: 0, max: 0, required: false },
          length: 'exact',
          durationSeconds: { min: 15, max: 190 },
          durationSecondsDefault: 120,
          honours: ['duration', 'seed'],
          credits: { perTrack: 6 },
        },
        {
          id: 'ace-step',
          name: 'ACE-Step',
          vocals: true,
          instrumental: true,
          prompt: { min: 1, max: 2000 },
          lyrics: { min: 1, max: 3500, required: false },
          length: 'exact',
          durationSeconds: { min: 15, max: 240 },
          durationSecondsDefault: 60,
          honours: ['duration', 'seed'],
          credits: { per30s: 1 },
        },
      ],
      nextCursor: null,
    })
  })

  it('tells the truth: whoever keeps to it is accepted, at the price it says', async () => {
    for (const model of await readModels()) {
      const { min, max } = model.durationSeconds
      for (const durationSeconds of [min, 30, 31, max]) {
        const sings = model.vocals && model.lyrics.required
        const song = {
          model: model.id,
          prompt: 'p'.repeat(model.prompt.min),
          instrumental: !model.vocals,
          durationSeconds,
          ...(sings ? { lyrics: 'l'.repeat(model.lyrics.min) } : {}),
        }
        const price =
          'perTrack' in model.credits
            ? model.credits.perTrack
            : model.credits.per30s * Math.ceil(durationSeconds / 30)
        const asked = {
          model: model.id,
          durationSeconds: String(durationSeconds),
          hasLyrics: String(sings),
          instrumental: String(song.instrumental),
        }
        const { job, track } = await requestSong(ada, song)
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
  ])('is 400, names the field and writes nothing: %s', async (_, wishes, field, sentence) => {
    const before = await countRows(studio, ada)
    const json = { prompt: 'rain', instrumental: true, ...wishes }
    const refusal = await expectRefusal(await ada.call('/api/tracks', { json }), 'invalid', field)
    expect(refusal.fields?.[field]).toBe(sentence)
    expect(await countRows(studio, ada)).toEqual(before)
  })

  it('is 400 in a quote, too, for a length', async () => {
    const path = '/api/credits/quote?model=stable-audio-2.5&durationSeconds=191'
    await expectRefusal(await ada.call(path), 'invalid', 'durationSeconds')
  })
})

describe('what FAL is sent', () => {
  it('is the length and the seed as parameters, and only the other wishes as words', async () => {
    const wishes = { durationSeconds: 45, seed: 7, bpm: 90, key: 'C minor' }
    const song = { model: 'stable-audio-2.5', prompt: 'rain', ...wishes }
    const { job, ...sent } = await sentFor(song)
    expect(sent).toEqual({
      endpoint: 'fal-ai/stable-audio-25/text-to-audio',
      input: { prompt: 'rain, 90 BPM, in C minor', seconds_total: 45, seed: 7 },
    })
    expect(await attemptsOf(studio, job.id)).toMatchObject([{ costMicros: 200_000 }])
  })

  it('is the default length when none is asked for, and no seed', async () => {
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
  ])('is for ACE-Step what sings it: %s', async (_, wishes, endpoint, words) => {
    const song = { model: 'ace-step', prompt: 'folk', durationSeconds: 90, seed: 3, ...wishes }
    const { job, ...sent } = await sentFor(song)
    expect(sent).toEqual({ endpoint, input: { ...words, duration: 90, seed: 3 } })
    expect(await attemptsOf(studio, job.id)).toMatchObject([{ costMicros: 18_000 }])
  })

  it('is no seed for a model that takes none; the track keeps it', async () => {
    const { requestId, track } = await submitSong(studio, ada, { seed: 7 })
    const request = (await studio.fal.requests()).find(({ id }) => id === requestId)
    expect(request?.input).not.toHaveProperty('seed')
    expect((await readTrack(ada, track.id)).seed).toBe(7)
  })

  it('is another seed for each variation', async () => {
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
