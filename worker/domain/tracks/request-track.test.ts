import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { expectLedgerHolds } from '../../../tests/harness/ledger-invariants.ts'
import { countRows, itNeedsSignIn } from '../../../tests/harness/refusals.ts'
import { LYRICS, readBalance, readTrack, requestSong, SONG } from '../../../tests/harness/songs.ts'
import { openStudio, type Studio } from '../../../tests/harness/studio.ts'
import type { TrackRequested } from './request-track.ts'

let studio: Studio
beforeAll(async () => {
  studio = await openStudio()
})
beforeEach(() => studio.reset())

const EVERYTHING = {
  prompt: 'warm upright piano, brushes, a quiet room',
  title: 'Rain on the skylight',
  lyrics: LYRICS,
  instrumental: false,
  model: 'auto',
  durationSeconds: 90,
  genre: 'lo-fi',
  mood: 'calm',
  bpm: 72,
  key: 'F# minor',
  styleStrength: 0.5,
  seed: 4_294_967_295,
  variations: 1,
}

describe('POST /api/tracks', () => {
  itNeedsSignIn(() => studio, [['/api/tracks', { json: SONG }]])

  it('answers 202 with the track, its job and the credits left, and keeps every wish', async () => {
    const ada = await studio.newPerson()
    const answer = await ada.call('/api/tracks', { json: EVERYTHING })
    expect(answer.status).toBe(202)
    const requested = await answer.json<TrackRequested>()
    expect(Object.keys(requested).sort()).toEqual(['credits', 'job', 'jobs', 'track', 'tracks'])
    const { track, job } = requested
    expect(requested).toMatchObject({ tracks: [track], jobs: [job] })
    expect(requested.credits).toEqual({ held: 5, available: 45 })
    expect(track).toEqual({
      id: expect.stringMatching(/^trk_[0-9a-z]{26}$/),
      orderId: expect.stringMatching(/^req_[0-9a-z]{26}$/),
      take: null,
      title: EVERYTHING.title,
      prompt: EVERYTHING.prompt,
      lyrics: LYRICS,
      instrumental: false,
      model: 'minimax-music-2',
      status: 'queued',
      visibility: 'private',
      durationSeconds: null,
      requestedDurationSeconds: 90,
      genre: 'lo-fi',
      mood: 'calm',
      bpm: 72,
      key: 'F# minor',
      measured: null,
      downloads: { mp3: null, wav: null },
      coverUrl: null,
      audioUrl: null,
      peaksUrl: null,
      stems: null,
      seriesId: null,
      parentId: null,
      relation: null,
      styleStrength: 0.5,
      seed: 4_294_967_295,
      provider: null,
      favorite: false,
      deletedAt: null,
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    })
    expect(job).toEqual({
      id: expect.stringMatching(/^job_[0-9a-z]{26}$/),
      trackId: track.id,
      kind: 'generate',
      status: 'queued',
      stage: 'Waiting to be sent to the provider',
      stageCode: 'waiting_to_send',
      progress: 0,
      elapsedSeconds: 0,
      provider: null,
      attempts: 0,
      credits: 5,
      cancelRefunds: true,
      createdAt: track.createdAt,
    })
    expect(await readTrack(ada, track.id)).toEqual({
      ...track,
      jobId: job.id,
      given: false,
      refundableUntil: null,
    })
  })

  it('needs only a prompt: the title is its first words, and the model writes the lyrics', async () => {
    const ada = await studio.newPerson()
    const json = { prompt: 'a sea shanty about tea, sung by a choir' }
    const { track } = await (await ada.call('/api/tracks', { json })).json<TrackRequested>()
    expect(track).toMatchObject({
      title: 'A sea shanty about tea',
      lyrics: null,
      instrumental: false,
      model: 'minimax-music-2.5',
    })
  })

  it('costs one Postgres request and one queue send, however many variations', async () => {
    const ada = await studio.newPerson()
    await studio.reset()
    await requestSong(ada, { variations: 4 })
    expect(await studio.postgres.counters()).toMatchObject({ requests: 1 })
    expect(studio.jobs.sends.count + studio.finishes.sends.count).toBe(1)
    expect(studio.jobs.held).toHaveLength(4)
  })

  it('keeps prompts of 1 and of 2000 characters, and emoji, unchanged', async () => {
    const ada = await studio.newPerson()
    const prompts = [
      'a',
      'é'.repeat(2000),
      '🎻'.repeat(2000),
      `x${'🎻'.repeat(70)}`,
      'calm — 雨の夜 🌧️',
      'a\nb\tc',
    ]
    for (const prompt of prompts) {
      const { track } = await requestSong(ada, { prompt, instrumental: true })
      expect((await readTrack(ada, track.id)).prompt).toBe(prompt)
      expect(track.title.isWellFormed()).toBe(true)
    }
  })

  it('trims the prompt', async () => {
    const ada = await studio.newPerson()
    expect((await requestSong(ada, { prompt: '  soft rain \n' })).track.prompt).toBe('soft rain')
  })

  it('chooses the model that fits the song', async () => {
    const rich = await openStudio({ SIGNUP_CREDITS: '500' })
    const ada = await rich.newPerson()
    const cases: [model: string, wishes: Record<string, unknown>][] = [
      ['minimax-music-2', { lyrics: LYRICS }],
      ['minimax-music-2', { lyrics: 'l'.repeat(3000) }],
      ['minimax-music-2.5', { lyrics: 'l'.repeat(3001) }],
      ['minimax-music-2.5', { lyrics: 'l'.repeat(3500) }],
      ['minimax-music-2.5', { lyrics: 'l'.repeat(9) }],
      ['minimax-music-2.5', { lyrics: '🎻'.repeat(9) }],
      ['minimax-music-2', { lyrics: '🎻'.repeat(10) }],
      ['minimax-music-2', { lyrics: LYRICS, prompt: '🎻'.repeat(300) }],
      ['minimax-music-2.5', { lyrics: LYRICS, prompt: 'p'.repeat(301) }],
      ['minimax-music-2.5', { lyrics: LYRICS, prompt: 'p'.repeat(295), bpm: 90 }],
      ['minimax-music-2.5', {}],
      ['minimax-music-2.5', { lyrics: '  \n' }],
      ['minimax-music-2.5', { instrumental: true }],
      ['minimax-music-2.5', { lyrics: LYRICS, model: 'minimax-music-2.5' }],
    ]
    for (const [model, wishes] of cases) {
      const song = { prompt: 'a song', instrumental: false, ...wishes }
      const { track } = await requestSong(ada, song)
      expect({ wishes, model: track.model }).toEqual({ wishes, model })
    }
  })

  it('makes one track, job and hold for each variation', async () => {
    const ada = await studio.newPerson()
    const { tracks, jobs, credits } = await requestSong(ada, { variations: 4 })
    expect(new Set(tracks.map(({ id }) => id)).size).toBe(4)
    expect(jobs.map(({ trackId }) => trackId)).toEqual(tracks.map(({ id }) => id))
    expect(credits).toEqual({ held: 20, available: 30 })
    expect(await countRows(studio, ada)).toEqual({
      tracks: 4,
      jobs: 4,
      keys: 1,
      entries: 5,
      held: 20,
    })
  })

  it('counts the takes of one order, and leaves a single track uncounted', async () => {
    const ada = await studio.newPerson()
    const { tracks } = await requestSong(ada, { variations: 3 })
    const single = await requestSong(ada)
    expect(tracks.map(({ take }) => take)).toEqual([1, 2, 3])
    expect(new Set(tracks.map(({ orderId }) => orderId)).size).toBe(1)
    expect(single.track.take).toBeNull()
    expect(single.track.orderId).not.toBe(tracks[0]?.orderId)
    for (const track of [...tracks, single.track])
      expect(await readTrack(ada, track.id)).toMatchObject(track)
  })
})

describe('credits of POST /api/tracks', () => {
  it('accepts exactly 10 of 50 parallel requests with credit for 10', async () => {
    const ada = await studio.newPerson()
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => ada.call('/api/tracks', { json: SONG })),
    )
    const statuses = answers.map(({ status }) => status).sort()
    expect(statuses).toEqual([...Array(10).fill(202), ...Array(40).fill(402)])
    expect(await readBalance(ada)).toEqual({ available: 0, held: 50 })
    expect(await countRows(studio, ada)).toMatchObject({ tracks: 10, jobs: 10, keys: 10 })
    expect(studio.jobs.held).toHaveLength(10)
    await expectLedgerHolds(studio)
  })

  it('makes all variations or none', async () => {
    const ada = await studio.newPerson()
    await requestSong(ada, { variations: 4 })
    await requestSong(ada, { variations: 4 })
    const refused = await ada.call('/api/tracks', { json: { ...SONG, variations: 3 } })
    expect(refused.status).toBe(402)
    expect(await readBalance(ada)).toEqual({ available: 10, held: 40 })
    expect(await countRows(studio, ada)).toMatchObject({ tracks: 8, jobs: 8, keys: 2 })
    await requestSong(ada, { variations: 2 })
    expect(await readBalance(ada)).toEqual({ available: 0, held: 50 })
  })
})
