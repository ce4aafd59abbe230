import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { copiesOf, messageOf } from '../../../tests/harness/held-queue.ts'
import { expectLedgerHolds } from '../../../tests/harness/ledger-invariants.ts'
import {
  attemptsOf,
  creditMovesOf,
  makeSong,
  objectsOf,
  readBalance,
  readJob,
  readTrack,
  renderSong,
  requestSong,
  submitSong,
  webhookOf,
} from '../../../tests/harness/songs.ts'
import { openStudio, type Person, type Studio } from '../../../tests/harness/studio.ts'
import { readAttempt } from '../../db/attempts.ts'
import { openDb } from '../../db/client.ts'
import { claimStoring } from '../../db/jobs/store.ts'
import { parseEnv } from '../../env.ts'
import { openServices } from '../../services.ts'
import { storeTrackAudio } from './store-track-audio.ts'

let studio: Studio
let ada: Person
beforeAll(async () => {
  studio = await openStudio()
})
beforeEach(async () => {
  await studio.reset()
  ada = await studio.newPerson()
})
afterAll(() => expectLedgerHolds(studio))

const filesOf = (trackId: string) =>
  studio.sql<{ kind: string; key: string; bytes: string; type: string }>(
    `select kind, key, bytes, content_type as type from files where track_id = $1 order by kind`,
    [trackId],
  )

/** The track is there, whole, once, and paid once. */
async function expectComplete(jobId: string, trackId: string) {
  expect(await readJob(ada, jobId)).toMatchObject({ status: 'complete', stage: 'Done' })
  expect(await creditMovesOf(studio, jobId)).toEqual(['hold', 'settle'])
  expect(await readBalance(ada)).toEqual({ available: 45, held: 0 })
  const keys = (await filesOf(trackId)).map(({ key }) => key)
  expect(keys).toHaveLength(2)
  expect(await objectsOf(ada)).toEqual(expect.arrayContaining(keys))
}

/** The job has failed with a sentence, nothing of it is left and nothing was charged. */
async function expectFailed(jobId: string, trackId: string, code: string) {
  const { status, error } = await readJob(ada, jobId)
  expect({ status, code: error?.code }).toEqual({ status: 'failed', code })
  expect(error?.message).toMatch(/^The provider .+ Nothing was charged\.$/)
  expect(await creditMovesOf(studio, jobId)).toEqual(['hold', 'release'])
  expect(await readBalance(ada)).toEqual({ available: 50, held: 0 })
  expect(await filesOf(trackId)).toEqual([])
  expect(await objectsOf(ada)).toEqual([])
}

/** This attempt brought nothing and another provider is looked for; nothing of it is left to do. */
async function expectGivenUp(jobId: string, trackId: string, code: string) {
  const [attempt] = await attemptsOf(studio, jobId)
  expect(attempt).toMatchObject({ status: 'failed', errorCode: code })
  const waiting = 'select from inbox where attempt_id = $1 and processed_at is null'
  expect(await studio.sql(waiting, [attempt?.id])).toEqual([])
  expect(await readJob(ada, jobId)).toMatchObject({ stage: 'Looking for another provider' })
  expect(studio.jobs.held).toContainEqual(
    expect.objectContaining({ body: { version: 1, kind: 'submit', jobId } }),
  )
  expect(await creditMovesOf(studio, jobId)).toEqual(['hold'])
  expect(await filesOf(trackId)).toEqual([])
  expect(await objectsOf(ada)).toEqual([])
}

/** What a consumer that died leaves behind is free for the next one. */
const letStoringLapse = (jobId: string) =>
  studio.sql(`update jobs set storing_until = now() - interval '1 second' where id = $1`, [jobId])

describe('finishing a render', () => {
  it('stores and measures the audio, in three Postgres requests', async () => {
    const { track, job } = await renderSong(studio, ada)
    await studio.postgres.resetCounters()
    await studio.work('finish')
    expect((await studio.postgres.counters()).requests).toBeLessThanOrEqual(3)
    await expectComplete(job.id, track.id)
    const [audio, peaks] = await filesOf(track.id)
    expect(audio).toMatchObject({ kind: 'audio', type: 'audio/mpeg' })
    expect(audio?.key).toMatch(new RegExp(`^audio/${ada.id}/${track.id}/fil_[0-9a-z]{26}\\.mp3$`))
    expect(peaks?.key).toMatch(new RegExp(`^peaks/${ada.id}/${track.id}/fil_[0-9a-z]{26}\\.json$`))
    const complete = await readTrack(ada, track.id)
    expect(complete).toMatchObject({
      status: 'complete',
      provider: 'fal',
      audioUrl: expect.stringMatching(`^/api/tracks/${track.id}/audio\\?v=fil_\\w+$`),
      peaksUrl: `/api/tracks/${track.id}/peaks`,
    })
    expect(complete.durationSeconds).toBeCloseTo(6, 0)
  })

  it('settles once when twenty messages come at once', async () => {
    const { track, job } = await renderSong(studio, ada)
    const again = await studio.deliver(copiesOf(studio.takeMessage('finish'), 20), 'finishes')
    expect(new Set(again.map(({ delaySeconds }) => delaySeconds))).toEqual(new Set([15]))
    await studio.work('finish')
    await expectComplete(job.id, track.id)
    expect(await objectsOf(ada)).toHaveLength(2)
    expect(await studio.fal.counters()).toMatchObject({ files: 1 })
  })

  it.each([
    ['audio_chunked', 1],
    ['audio_redirect_ok', 1],
    ['audio_truncated', 1],
  ])('comes through when FAL answers %s once', async (fault, times) => {
    const { track, job } = await renderSong(studio, ada)
    await studio.fal.fault(fault, { times })
    await studio.work('finish')
    await expectComplete(job.id, track.id)
    expect(await objectsOf(ada)).toHaveLength(2)
  })

  it('says how long a render usually takes once five are known', async () => {
    const quick = await openStudio()
    const bo = await quick.newPerson('Bo')
    for (let song = 0; song < 5; song += 1) {
      const { job } = await makeSong(quick, bo)
      expect(job).not.toHaveProperty('typicalSeconds')
    }
    await quick.sql(`update jobs set finished_at = created_at + interval '42 seconds'`)
    const later = await requestSong(bo)
    expect(later.job.typicalSeconds).toBe(42)
    expect(await readJob(bo, later.job.id)).toMatchObject({ typicalSeconds: 42 })
  })
})

describe('unusable audio', () => {
  it.each([
    ['audio_404', 'audio_missing'],
    ['audio_redirect_private', 'audio_missing'],
    ['audio_truncated', 'audio_broken'],
    ['audio_chunked_truncated', 'audio_broken'],
    ['audio_empty', 'audio_broken'],
    ['audio_html', 'audio_broken'],
    ['audio_text', 'audio_broken'],
    ['audio_silent', 'audio_broken'],
    ['audio_short', 'audio_broken'],
    ['audio_huge', 'audio_too_large'],
  ])('is given up and leaves no file: %s', async (fault, code) => {
    const { track, job } = await renderSong(studio, ada)
    await studio.fal.fault(fault, { times: 10 })
    await studio.work('finish')
    await expectGivenUp(job.id, track.id, code)
    expect((await studio.fal.counters()).files).toBeLessThanOrEqual(2)
  })

  it('is given up once, and blocks nothing, when two messages name it', async () => {
    const { job } = await renderSong(studio, ada)
    await studio.fal.fault('audio_truncated', { times: 10 })
    const message = studio.takeMessage('finish')
    await studio.deliver([message], 'finishes')
    await studio.deliver(copiesOf(message, 1), 'finishes')
    expect(await readJob(ada, job.id)).toMatchObject({ status: 'submitted' })
    await studio.work()
    expect(await readJob(ada, job.id)).toMatchObject({ status: 'complete', provider: 'replicate' })
  })

  it('is not stored again for a second message while another provider is rendering', async () => {
    const { job } = await renderSong(studio, ada)
    await studio.fal.fault('audio_truncated', { times: 10 })
    const message = studio.takeMessage('finish')
    await studio.deliver([message], 'finishes')
    await studio.work('submit')
    const { files } = await studio.fal.counters()
    expect(await studio.deliver(copiesOf(message, 1), 'finishes')).toEqual([])
    expect((await studio.fal.counters()).files).toBe(files)
    expect(await readJob(ada, job.id)).toMatchObject({
      provider: 'replicate',
      stage: 'Waiting for a place at the provider',
    })
  })

  it('is not stored by a consumer that began before it was found to be unusable', async () => {
    const { job, attemptId } = await renderSong(studio, ada)
    const db = openDb(parseEnv(studio.env))
    const seenBefore = await readAttempt(db, attemptId)
    if (seenBefore === null) throw new Error('There is no attempt')
    await studio.fal.fault('audio_404')
    await studio.deliver([studio.takeMessage('finish')], 'finishes')
    expect(await claimStoring(db, seenBefore.attempt, 120)).toMatchObject({ moved: false })
    expect(await readJob(ada, job.id)).toMatchObject({ status: 'submitted' })
  })

  it('is not kept when only decoding shows that it is not audio', async () => {
    const host = { hosts: ['files.test'], fetch: async () => new Response(`fLaC${'x'.repeat(9)}`) }
    const stored = await storeTrackAudio(
      { files: openServices(studio.env).files },
      { userId: ada.id, trackId: 'trk_flac' },
      { url: 'https://files.test/song', host },
    )
    expect(stored).toEqual({ ok: false, failure: 'audio_broken' })
    expect(await objectsOf(ada)).toEqual([])
  })

  it('is never fetched from a host that is not on the list', async () => {
    await studio.fal.fault('audio_other_host')
    const { track, job } = await renderSong(studio, ada)
    await studio.work('finish')
    await expectGivenUp(job.id, track.id, 'audio_missing')
  })
})

describe('audio whose host is down', () => {
  it('is fetched within seconds once the host is back, and FAL renders it once', async () => {
    const { track, job } = await renderSong(studio, ada)
    await studio.fal.fault('audio_503')
    const [again] = await studio.deliver([studio.takeMessage('finish')], 'finishes')
    expect(again).toMatchObject({ delaySeconds: 5 })
    expect(await readJob(ada, job.id)).toMatchObject({
      status: 'submitted',
      stage: 'Waiting for the provider’s audio',
      progress: 90,
    })
    expect(await objectsOf(ada)).toEqual([])
    await studio.work('finish')
    await expectComplete(job.id, track.id)
    expect(await studio.fal.counters()).toMatchObject({ submits: 1, files: 2 })
  })

  it('is fetched again less often the longer the host is down', async () => {
    const { job, attemptId } = await renderSong(studio, ada)
    await studio.fal.fault('audio_503', { times: 2 })
    const message = studio.takeMessage('finish')
    const submitted = (seconds: number) =>
      studio.sql(
        `update attempts set submitted_at = now() - make_interval(secs => $2) where id = $1`,
        [attemptId, seconds],
      )
    await submitted(120)
    expect(await studio.deliver([message], 'finishes')).toMatchObject([{ delaySeconds: 30 }])
    await submitted(399)
    expect(await studio.deliver([message], 'finishes')).toMatchObject([{ delaySeconds: 60 }])
    expect(await readJob(ada, job.id)).toMatchObject({ status: 'submitted' })
  })
})

describe('a result that is not available at FAL', () => {
  it.each(['result_503', 'result_500'])(
    'is asked for again when FAL itself is in trouble: %s',
    async (fault) => {
      await studio.fal.fault('webhook_payload_error')
      const { track, job } = await renderSong(studio, ada)
      await studio.fal.fault(fault)
      const [again] = await studio.deliver([studio.takeMessage('finish')], 'finishes')
      expect(again).toMatchObject({ delaySeconds: 5 })
      expect(await readJob(ada, job.id)).toMatchObject({ status: 'submitted' })
      await studio.work('finish')
      await expectComplete(job.id, track.id)
    },
  )

  it('is asked for again while the render goes on', async () => {
    await studio.fal.settings({ renderSeconds: 60 })
    const { job, attemptId } = await submitSong(studio, ada)
    const message = messageOf({ kind: 'finish', attemptId })
    expect(await studio.deliver([message], 'finishes')).toMatchObject([{ delaySeconds: 5 }])
    expect(await readJob(ada, job.id)).toMatchObject({ status: 'submitted' })
  })

  it.each([
    ['render_422', { reason: 'content' }, 'refused'],
    ['render_422', { reason: 'validation' }, 'invalid_input'],
  ])('fails the job and costs nothing: %s %o', async (fault, more, code) => {
    await studio.fal.fault(fault, more)
    const { track, job } = await renderSong(studio, ada)
    await studio.work('finish', 'submit')
    await expectFailed(job.id, track.id, code)
  })

  it.each(['render_500', 'render_downstream', 'render_no_media', 'render_infrastructure'])(
    'is given up: %s',
    async (fault) => {
      await studio.fal.fault(fault)
      const { track, job } = await renderSong(studio, ada)
      await studio.work('finish')
      await expectGivenUp(job.id, track.id, 'provider_failed')
    },
  )

  it('is given up when FAL has forgotten it, and its webhook has named no audio', async () => {
    await studio.fal.fault('webhook_payload_error')
    await studio.fal.fault('request_forgotten')
    const { track, job } = await renderSong(studio, ada)
    await studio.work('finish')
    await expectGivenUp(job.id, track.id, 'provider_failed')
  })

  it('is not asked for when the attempt is unknown, or FAL has not named it', async () => {
    const { attemptId } = await renderSong(studio, ada)
    await studio.sql('update attempts set provider_request_id = null where id = $1', [attemptId])
    await studio.deliver([studio.takeMessage('finish')], 'finishes')
    const nobodys = messageOf({ kind: 'finish', attemptId: 'att_nobodys' })
    expect(await studio.deliver([nobodys], 'finishes')).toEqual([])
    expect(await studio.fal.counters()).toMatchObject({ results: 0 })
  })
})

describe('the audio that a webhook has named', () => {
  it.each(['result_503', 'result_500'])('is fetched while FAL is in trouble: %s', async (fault) => {
    const { track, job } = await renderSong(studio, ada)
    await studio.fal.fault(fault)
    await studio.work('finish')
    await expectComplete(job.id, track.id)
  })

  it('is fetched once FAL has forgotten the result', async () => {
    const { track, job, requestId } = await renderSong(studio, ada)
    await studio.fal.expire(requestId)
    await studio.work('finish')
    await expectComplete(job.id, track.id)
    expect(await studio.fal.counters()).toMatchObject({ results: 1, files: 1 })
  })

  /** A webhook that FAL signed, with another address for the audio. */
  async function nameAudio(url: string) {
    const submitted = await submitSong(studio, ada)
    const webhook = await webhookOf(studio, submitted.requestId)
    const event = JSON.parse(webhook.body)
    const body = JSON.stringify({ ...event, payload: { audio: { url } } })
    const headers = await studio.fal.sign(body)
    expect((await studio.receive({ ...webhook, headers, body })).status).toBe(200)
    await studio.fal.expire(submitted.requestId)
    return submitted
  }

  it.each([
    'https://evil.example/song.mp3',
    'https://fal.media.evil.example/song.mp3',
    'http://v3.fal.media/files/song.mp3',
    'https://v3.fal.media:8443/files/song.mp3',
    'https://fal.media@10.0.0.1/song.mp3',
  ])('is not fetched from %s', async (url) => {
    const { track, job } = await nameAudio(url)
    await studio.work('finish')
    await expectGivenUp(job.id, track.id, 'audio_missing')
    expect(await studio.fal.counters()).toMatchObject({ files: 0 })
  })

  it.each([
    ['no address', ''],
    ['no host', '/files/song.mp3'],
    ['no end', `https://v3.fal.media/${'x'.repeat(3000)}`],
  ])('counts as none when it has %s', async (_, url) => {
    const { track, job } = await nameAudio(url)
    await studio.work('finish')
    await expectGivenUp(job.id, track.id, 'provider_failed')
  })

  it('is not kept when nobody has signed it', async () => {
    const { attemptId, requestId } = await submitSong(studio, ada)
    const webhook = await webhookOf(studio, requestId)
    const body = webhook.body.replace('v3.fal.media', 'v9.fal.media')
    expect((await studio.receive({ ...webhook, body })).status).toBe(401)
    expect(await studio.sql('select audio_url from attempts where id = $1', [attemptId])).toEqual([
      { audio_url: null },
    ])
  })
})

describe('a crash between storing and completing', () => {
  it.each(['drop', 'error_before'])(
    'is mended by the next delivery once the claim to store has lapsed: %s',
    async (fault) => {
      const { track, job } = await renderSong(studio, ada)
      // Neither the job can be completed nor the claim given back.
      studio.whileStoring(() => studio.postgres.fault(fault, 2))
      const message = studio.takeMessage('finish')
      expect(await studio.deliver([message], 'finishes')).toHaveLength(1)
      expect(await readJob(ada, job.id)).toMatchObject({ status: 'storing', progress: 90 })
      expect(await readBalance(ada)).toEqual({ available: 45, held: 5 })
      expect(await studio.deliver([message], 'finishes')).toMatchObject([{ delaySeconds: 15 }])
      await letStoringLapse(job.id)
      await studio.work('finish')
      await expectComplete(job.id, track.id)
    },
  )

  it('does no harm when only the answer was lost', async () => {
    const { track, job } = await renderSong(studio, ada)
    studio.whileStoring(() => studio.postgres.fault('error_after_commit'))
    expect(await studio.deliver([studio.takeMessage('finish')], 'finishes')).toHaveLength(1)
    await studio.work('finish')
    await studio.redis.flush()
    await expectComplete(job.id, track.id)
    expect(await objectsOf(ada)).toHaveLength(2)
  })
})

describe('a job that ends while its audio is being stored', () => {
  it('keeps nothing when it was canceled', async () => {
    const { track, job } = await renderSong(studio, ada)
    studio.whileStoring(() => ada.call(`/api/jobs/${job.id}/cancel`, { method: 'POST' }))
    await studio.work()
    expect(await readJob(ada, job.id)).toMatchObject({ status: 'canceled' })
    expect(await objectsOf(ada)).toEqual([])
    expect(await filesOf(track.id)).toEqual([])
    expect(await creditMovesOf(studio, job.id)).toEqual(['hold', 'release'])
    expect(await readBalance(ada)).toEqual({ available: 50, held: 0 })
  })

  it('keeps the first copy when a second consumer was faster', async () => {
    const { track, job } = await renderSong(studio, ada)
    const message = studio.takeMessage('finish')
    studio.whileStoring(async () => {
      await letStoringLapse(job.id)
      await studio.deliver(copiesOf(message, 1), 'finishes')
    })
    await studio.deliver([message], 'finishes')
    await expectComplete(job.id, track.id)
    expect(await objectsOf(ada)).toHaveLength(2)
  })
})
