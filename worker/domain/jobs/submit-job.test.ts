import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { copiesOf } from '../../../tests/harness/held-queue.ts'
import { expectLedgerHolds } from '../../../tests/harness/ledger-invariants.ts'
import {
  attemptsOf,
  creditMovesOf,
  LYRICS,
  readBalance,
  readJob,
  requestSong,
  submitSong,
  webhookOf,
} from '../../../tests/harness/songs.ts'
import { openStudio, type Studio } from '../../../tests/harness/studio.ts'
import { claimAttempt } from '../../db/attempts.ts'
import { openDb } from '../../db/client.ts'
import { endJob } from '../../db/jobs/end.ts'
import { recordAcceptance } from '../../db/jobs/progress.ts'
import { attempts } from '../../db/schema.ts'
import { parseEnv } from '../../env.ts'
import { newId } from '../../ids.ts'
import { stampMessage } from '../../messages/message.ts'
import { openServices } from '../../services.ts'
import { AWAITED } from '../../states/attempt-states.ts'
import { giveUpAttempt } from './give-up-attempt.ts'

let studio: Studio
beforeAll(async () => {
  studio = await openStudio()
})
beforeEach(() => studio.reset())
afterAll(() => expectLedgerHolds(studio))

const PLACES = { placesMax: 1_000, isPaying: false }

describe('handing a job to FAL', () => {
  it('submits once and shows the job as submitted', async () => {
    const ada = await studio.newPerson()
    const { job } = await submitSong(studio, ada)
    expect(await studio.fal.counters()).toMatchObject({ submits: 1 })
    expect((await studio.fal.requests())[0]?.headers).toMatchObject({
      'x-app-fal-disable-fallback': 'true',
      'x-fal-no-retry': '1',
    })
    expect(await readJob(ada, job.id)).toMatchObject({
      status: 'submitted',
      progress: 5,
      provider: 'fal',
      attempts: 1,
    })
    expect(await attemptsOf(studio, job.id)).toMatchObject([
      { number: 1, status: 'accepted', costMicros: 150_000 },
    ])
    expect(studio.jobs.held).toMatchObject([{ body: { kind: 'watch', look: 0 }, delaySeconds: 2 }])
    expect(await readBalance(ada)).toEqual({ available: 45, held: 5 })
  })

  it('sends MiniMax Music 2 the lyrics, every wish in words, and studio-quality settings', async () => {
    const ada = await studio.newPerson()
    const wishes = { genre: 'jazz', mood: 'calm', bpm: 90, key: 'C minor', durationSeconds: 60 }
    const song = { prompt: 'rain', instrumental: false, lyrics: LYRICS, ...wishes }
    const { requestId, attemptId } = await submitSong(studio, ada, song)
    const request = (await studio.fal.requests()).find(({ id }) => id === requestId)
    expect(request).toMatchObject({
      endpoint: 'fal-ai/minimax-music/v2',
      input: {
        prompt: 'rain, jazz, calm mood, 90 BPM, in C minor, about 60 seconds long',
        lyrics_prompt: LYRICS,
        audio_setting: { format: 'mp3', sample_rate: '44100', bitrate: '256000', channel: '2' },
      },
    })
    const webhook = new URL(request?.webhookUrl ?? '')
    expect(webhook.origin + webhook.pathname).toBe('http://studio.test/api/webhooks/fal')
    expect(webhook.searchParams.get('attempt')).toBe(attemptId)
    expect(webhook.searchParams.get('signature')).toMatch(/^[0-9a-f]{64}$/)
  })

  it.each([
    ['has lyrics written for it', { instrumental: false }, false, true],
    ['asks for no voice', { instrumental: true }, true, false],
  ])('sends to MiniMax Music 2.5 what %s', async (_, wishes, is_instrumental, lyrics_optimizer) => {
    const ada = await studio.newPerson()
    const { requestId } = await submitSong(studio, ada, { prompt: 'x', ...wishes })
    const request = (await studio.fal.requests()).find(({ id }) => id === requestId)
    expect(request?.endpoint).toBe('fal-ai/minimax-music/v2.5')
    expect(request?.input).toEqual({
      prompt: 'x',
      is_instrumental,
      lyrics_optimizer,
      audio_setting: { format: 'mp3', sample_rate: '44100', bitrate: '256000', channel: '2' },
    })
  })

  it('sends lyrics to MiniMax Music 2.5 as its lyrics', async () => {
    const ada = await studio.newPerson()
    const wishes = { instrumental: false, lyrics: LYRICS, model: 'minimax-music-2.5' }
    const { requestId } = await submitSong(studio, ada, wishes)
    const request = (await studio.fal.requests()).find(({ id }) => id === requestId)
    expect(request?.input).toMatchObject({ lyrics: LYRICS, lyrics_optimizer: false })
  })

  it.each([
    ['ab', 'a song, ab'],
    ['a', 'a song, a.'],
    ['🎻', 'a song, 🎻.'],
    ['ten chars!', 'ten chars!'],
  ])('lengthens a prompt that is too short for the model: %s', async (prompt, sent) => {
    const ada = await studio.newPerson()
    const wishes = { prompt, lyrics: LYRICS, instrumental: false, model: 'minimax-music-2' }
    const { requestId } = await submitSong(studio, ada, wishes)
    const request = (await studio.fal.requests()).find(({ id }) => id === requestId)
    expect(request?.input).toMatchObject({ prompt: sent })
  })

  it.each([2, 20])('submits once when its message comes %i times at once', async (times) => {
    const ada = await studio.newPerson()
    const { job } = await requestSong(ada)
    await studio.deliver(copiesOf(studio.takeMessage('submit'), times))
    await studio.work('submit')
    expect(await studio.fal.counters()).toMatchObject({ submits: 1 })
    expect(await attemptsOf(studio, job.id)).toHaveLength(1)
    expect(studio.jobs.held).toHaveLength(1)
  })

  it('submits once when its message comes again after the job has ended', async () => {
    const ada = await studio.newPerson()
    const { job } = await requestSong(ada)
    const message = studio.takeMessage('submit')
    await studio.deliver([message])
    await ada.call(`/api/jobs/${job.id}/cancel`, { method: 'POST' })
    await studio.deliver([message])
    expect(await studio.fal.counters()).toMatchObject({ submits: 1 })
  })

  it('claims one attempt at a time, and none of a job that is over, being stored or past its deadline', async () => {
    const ada = await studio.newPerson()
    const { jobs } = await requestSong(ada, { variations: 4 })
    const db = openDb(parseEnv(studio.env))
    const claim = async (jobId: string, number: number) => {
      const engine = { provider: 'fal', endpoint: 'x', costMicros: 1, ...PLACES } as const
      const claimed = await claimAttempt(db, {
        ...engine,
        id: newId('att'),
        jobId,
        number,
      })
      return claimed?.attempt ?? null
    }
    const [open = '', canceled = '', stored = '', late = ''] = jobs.map(({ id }) => id)
    expect(await claim(open, 1)).toMatchObject({ status: 'submitting' })
    expect(await claim(open, 1)).toBeNull()
    for (const status of AWAITED) {
      await studio.sql('update attempts set status = $2 where job_id = $1', [open, status])
      expect(await claim(open, 2)).toBeNull()
    }
    await studio.sql(`update attempts set status = 'overdue' where job_id = $1`, [open])
    expect(await claim(open, 2)).toMatchObject({ status: 'submitting' })
    await ada.call(`/api/jobs/${canceled}/cancel`, { method: 'POST' })
    await studio.sql(
      `with job as (update jobs set status = 'storing' where id = $1 returning track_id)
       update tracks set status = 'storing' from job where tracks.id = job.track_id`,
      [stored],
    )
    await studio.sql('update jobs set deadline = now() where id = $1', [late])
    for (const jobId of [canceled, stored, late]) expect(await claim(jobId, 1)).toBeNull()
  })

  it('takes a message of an older deploy, which has no version', async () => {
    await requestSong(await studio.newPerson())
    const { body, ...message } = studio.takeMessage('submit')
    const { version: _, ...old } = body
    // No deploy sends these any more.
    await studio.deliver([{ ...message, body: old as typeof body }])
    expect(await studio.fal.counters()).toMatchObject({ submits: 1 })
  })

  it('drops a message about an unknown job, and keeps one of a newer deploy', async () => {
    await requestSong(await studio.newPerson())
    const message = studio.takeMessage('submit')
    // No deploy sends these yet.
    const newer = { ...message.body, version: 2 }
    const strange = { kind: 'dance' } as unknown as typeof message.body
    const again = await studio.deliver([
      { ...message, body: stampMessage({ kind: 'submit', jobId: 'job_nobodys' }) },
      { ...message, id: 'strange', body: strange },
      { ...message, id: 'newer', body: newer },
    ])
    expect(again).toMatchObject([
      { id: 'strange', delaySeconds: 60 },
      { id: 'newer', delaySeconds: 60 },
    ])
    expect(await studio.fal.counters()).toMatchObject({ submits: 0 })
  })
})

describe('a job that FAL does not accept', () => {
  it.each([
    ['submit_422', { reason: 'content' }, 'refused', /refused this prompt/],
    ['submit_422', { reason: 'validation' }, 'invalid_input', /could not work with this request/],
  ])('is submitted once, and its credits come back: %s %o', async (fault, more, code, sentence) => {
    const ada = await studio.newPerson()
    await studio.fal.fault(fault, more)
    const { job } = await requestSong(ada)
    await studio.deliver(copiesOf(studio.takeMessage('submit'), 3))
    await studio.work()
    expect(await studio.fal.counters()).toMatchObject({ submits: 1 })
    const { error, ...failed } = await readJob(ada, job.id)
    expect(failed).toMatchObject({ status: 'failed', stage: 'Failed', attempts: 1 })
    expect(error?.code).toBe(code)
    expect(error?.message).toMatch(sentence)
    expect(error?.message).toMatch(/Nothing was charged\.$/)
    expect(await attemptsOf(studio, job.id)).toMatchObject([{ status: 'failed', costMicros: 0 }])
    expect(await creditMovesOf(studio, job.id)).toEqual(['hold', 'release'])
    expect(await readBalance(ada)).toEqual({ available: 50, held: 0 })
  })

  it('is submitted again after Retry-After when FAL is busy', async () => {
    const ada = await studio.newPerson()
    await studio.fal.fault('submit_429')
    const { job } = await requestSong(ada)
    const [again] = await studio.deliver([studio.takeMessage('submit')])
    expect(again).toMatchObject({ delaySeconds: 2 })
    expect(await readJob(ada, job.id)).toMatchObject({ status: 'queued' })
    await studio.work('submit')
    expect(await studio.fal.counters()).toMatchObject({ submits: 2 })
    expect(await readJob(ada, job.id)).toMatchObject({ status: 'submitted', attempts: 2 })
    expect(await attemptsOf(studio, job.id)).toMatchObject([
      { status: 'deferred', costMicros: 0 },
      { status: 'accepted', costMicros: 150_000 },
    ])
  })

  it('is submitted three times to each busy provider; then its credits come back', async () => {
    const ada = await studio.newPerson()
    await studio.fal.fault('submit_429', { times: 100 })
    await studio.replicate.fault('create_429', { times: 100 })
    const { job } = await requestSong(ada)
    await studio.work('submit')
    expect(await studio.fal.counters()).toMatchObject({ submits: 3 })
    expect(await studio.replicate.counters()).toMatchObject({ creates: 3 })
    expect(await readJob(ada, job.id)).toMatchObject({
      status: 'failed',
      error: { code: 'provider_busy' },
    })
    expect(await readBalance(ada)).toEqual({ available: 50, held: 0 })
  })
})

describe('a lost answer of FAL', () => {
  it.each(['submit_lost', 'submit_504'])(
    'is never followed by a second submit, and the webhook adopts the render: %s',
    async (fault) => {
      const ada = await studio.newPerson()
      await studio.fal.fault(fault)
      const { job } = await requestSong(ada)
      const message = studio.takeMessage('submit')
      await studio.deliver([message])
      await studio.deliver([message])
      expect(await attemptsOf(studio, job.id)).toMatchObject([
        { status: 'unknown', requestId: null },
      ])
      expect(await readJob(ada, job.id)).toMatchObject({ status: 'queued' })
      await studio.deliver([studio.takeMessage('watch')])
      const [webhook] = (await studio.fal.outbox()).slice(-1)
      if (!webhook) throw new Error('FAL has no webhook')
      expect((await studio.receive(webhook)).status).toBe(200)
      await studio.work()
      expect(await studio.fal.counters()).toMatchObject({ submits: 1 })
      expect(await readJob(ada, job.id)).toMatchObject({
        status: 'complete',
        provider: 'fal',
        attempts: 1,
      })
      expect(await attemptsOf(studio, job.id)).toMatchObject([
        { status: 'succeeded', costMicros: 150_000 },
      ])
      expect(await readBalance(ada)).toEqual({ available: 45, held: 0 })
    },
  )
})

describe('a submit that is overtaken', () => {
  it('never deadlocks with a simultaneous cancel', async () => {
    const db = openDb(parseEnv(studio.env))
    const people = await Promise.all(Array.from({ length: 4 }, () => studio.newPerson()))
    const races = people.map(async (person) => {
      for (let round = 0; round < 4; round += 1) {
        const { jobs } = await requestSong(person, { variations: 4 })
        const claim = {
          number: 1,
          provider: 'fal',
          endpoint: 'x',
          costMicros: 1,
          ...PLACES,
        } as const
        for (const { id } of jobs) await claimAttempt(db, { ...claim, id: `att_${id}`, jobId: id })
        const both = jobs.flatMap(({ id }) => [
          recordAcceptance(db, { attemptId: `att_${id}`, jobId: id, requestId: id }),
          endJob(db, id, { status: 'canceled', userId: person.id, freeCancels: 9 }),
        ])
        await Promise.all(both)
      }
    })
    await Promise.all(races)
    const [{ kept } = { kept: 0 }] = await studio.sql<{ kept: number }>(
      `select count(*)::integer as kept from attempts where provider_request_id = job_id`,
    )
    expect(kept).toBe(64)
  })

  it('is not begun for a job that is canceled at the same moment', async () => {
    const db = openDb(parseEnv(studio.env))
    const people = await Promise.all(Array.from({ length: 4 }, () => studio.newPerson()))
    const races = people.map(async (person) => {
      for (let round = 0; round < 4; round += 1) {
        const { jobs } = await requestSong(person, { variations: 4 })
        const claim = {
          number: 1,
          provider: 'fal',
          endpoint: 'y',
          costMicros: 1,
          ...PLACES,
        } as const
        const both = jobs.flatMap(({ id }) => [
          endJob(db, id, { status: 'canceled', userId: person.id, freeCancels: 9 }),
          claimAttempt(db, { ...claim, id: `att_${id}`, jobId: id }),
        ])
        await Promise.all(both)
      }
    })
    await Promise.all(races)
    const left = await studio.sql(
      `select attempts.id from attempts join jobs on jobs.id = attempts.job_id
       where jobs.finished_at is not null and attempts.status = 'submitting' and endpoint = 'y'`,
    )
    expect(left).toEqual([])
  })

  it('owes nothing when FAL refuses it after its job was canceled', async () => {
    const ada = await studio.newPerson()
    const { job } = await requestSong(ada)
    const db = openDb(parseEnv(studio.env))
    const claim = { number: 1, provider: 'fal', endpoint: 'x', costMicros: 1, ...PLACES } as const
    await claimAttempt(db, { ...claim, id: `att_${job.id}`, jobId: job.id })
    await ada.call(`/api/jobs/${job.id}/cancel`, { method: 'POST' })
    const [attempt] = await db.select().from(attempts).where(eq(attempts.jobId, job.id))
    if (!attempt) throw new Error('Nothing was claimed')
    const refused = { failure: 'provider_failed', isOwed: false } as const
    await giveUpAttempt(openServices(studio.env), attempt, refused)
    expect(await attemptsOf(studio, job.id)).toMatchObject([{ status: 'abandoned', costMicros: 0 }])
  })

  it('owes nothing when Replicate is too busy after its job was canceled', async () => {
    const ada = await studio.newPerson()
    await studio.fal.fault('submit_503')
    await studio.replicate.fault('slow', { milliseconds: 600 })
    await studio.replicate.fault('create_429')
    const { job } = await requestSong(ada)
    await studio.deliver([studio.takeMessage('submit')])
    const submitting = studio.deliver([studio.takeMessage('submit')])
    await expect.poll(async () => (await studio.replicate.counters()).creates).toBe(1)
    await ada.call(`/api/jobs/${job.id}/cancel`, { method: 'POST' })
    await submitting
    expect((await attemptsOf(studio, job.id)).at(-1)).toMatchObject({
      status: 'abandoned',
      costMicros: 0,
    })
  })

  it('cancels the render at FAL when its job was canceled meanwhile', async () => {
    const ada = await studio.newPerson()
    await studio.fal.settings({ renderSeconds: 60 })
    await studio.fal.fault('submit_slow', { milliseconds: 600 })
    const { job } = await requestSong(ada)
    const submitting = studio.deliver([studio.takeMessage('submit')])
    await expect.poll(async () => (await studio.fal.counters()).submits).toBe(1)
    const canceled = await ada.call(`/api/jobs/${job.id}/cancel`, { method: 'POST' })
    expect(canceled.status).toBe(200)
    // FAL has not named the render yet.
    await studio.work('stop')
    await submitting
    await studio.work()
    expect(await readJob(ada, job.id)).toMatchObject({ status: 'canceled' })
    const [request] = (await studio.fal.requests()).slice(-1)
    expect(request?.cancelRequestedAt).toEqual(expect.any(Number))
    expect(await creditMovesOf(studio, job.id)).toEqual(['hold', 'release'])
  })

  it('changes nothing when the webhook came and finished the job before it', async () => {
    const ada = await studio.newPerson()
    await studio.fal.fault('submit_slow', { milliseconds: 600 })
    const { job } = await requestSong(ada)
    const submitting = studio.deliver([studio.takeMessage('submit')])
    await expect.poll(async () => (await studio.fal.counters()).submits).toBe(1)
    const [request] = (await studio.fal.requests()).slice(-1)
    const webhook = await webhookOf(studio, request?.id ?? '')
    expect((await studio.receive(webhook)).status).toBe(200)
    await studio.work('finish')
    expect(await readJob(ada, job.id)).toMatchObject({ status: 'complete' })
    await submitting
    await studio.work()
    expect(await readJob(ada, job.id)).toMatchObject({ status: 'complete', attempts: 1 })
    expect(await attemptsOf(studio, job.id)).toMatchObject([{ status: 'succeeded' }])
    expect(await creditMovesOf(studio, job.id)).toEqual(['hold', 'settle'])
  })
})
