import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { FAILURES_MAX } from '../../worker/cache/engine-circuits.ts'
import { openRedis } from '../../worker/cache/redis.ts'
import { openDb } from '../../worker/db/client.ts'
import { failAttempt } from '../../worker/db/jobs/close-attempt.ts'
import { parseEnv } from '../../worker/env.ts'
import { expectLedgerHolds } from '../harness/ledger-invariants.ts'
import { buy } from '../harness/purchases.ts'
import {
  attemptsOf,
  creditMovesOf,
  handOn,
  LYRICS,
  makeOverdue,
  objectsOf,
  readBalance,
  readJob,
  readTrack,
  renderSong,
  requestSong,
  submitSong,
  untilRendering,
  webhookOf,
} from '../harness/songs.ts'
import { openStudio, type Person, type Studio } from '../harness/studio.ts'

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

/** How many renders FAL and Replicate were asked for, by all people together. */
async function countSubmits() {
  const [{ submits }, { creates }] = [
    await studio.fal.counters(),
    await studio.replicate.counters(),
  ]
  return { fal: submits, replicate: creates }
}

/** Hands Replicate's newest webhook to the Worker. */
async function hearReplicate() {
  const [webhook] = (await studio.replicate.outbox()).slice(-1)
  if (!webhook) throw new Error('Replicate has no webhook')
  await studio.receive(webhook)
}

async function expectMadeBy(jobId: string, provider: string, attempts: number) {
  expect(await readJob(ada, jobId)).toMatchObject({ status: 'complete', provider, attempts })
  expect(await creditMovesOf(studio, jobId)).toEqual(['hold', 'settle'])
  expect(await readBalance(ada)).toEqual({ available: 45, held: 0 })
  expect(await objectsOf(ada)).toHaveLength(2)
}

async function expectFailed(jobId: string, code: string) {
  const { status, error } = await readJob(ada, jobId)
  expect({ status, code: error?.code }).toEqual({ status: 'failed', code })
  expect(error?.message).toMatch(/^The provider .+ Nothing was charged\.$/)
  expect(await creditMovesOf(studio, jobId)).toEqual(['hold', 'release'])
  expect(await readBalance(ada)).toEqual({ available: 50, held: 0 })
  expect(await objectsOf(ada)).toEqual([])
}

describe('a song that FAL does not make', () => {
  it.each([
    ['submit_500', 1],
    ['submit_503', 1],
    ['submit_403_locked', 1],
    ['submit_429', 3],
    ['render_500', 1],
    ['render_downstream', 1],
    ['render_no_media', 1],
    ['render_infrastructure', 1],
    ['render_429', 1],
    ['output_other_model', 1],
    ['audio_silent', 5],
    ['audio_short', 5],
    ['audio_404', 5],
    ['audio_truncated', 5],
    ['audio_empty', 5],
    ['audio_html', 5],
    ['audio_other_host', 1],
  ])('is made by Replicate: %s', async (fault, times) => {
    await studio.fal.fault(fault, { times })
    const { job } = await requestSong(ada)
    await studio.work()
    const submits = fault === 'submit_429' ? 3 : 1
    expect(await countSubmits()).toEqual({ fal: submits, replicate: 1 })
    await expectMadeBy(job.id, 'replicate', submits + 1)
    const attempts = await attemptsOf(studio, job.id)
    const isOwed = !fault.startsWith('submit')
    expect(attempts[0]).toMatchObject({
      status: fault === 'submit_429' ? 'deferred' : 'failed',
      costMicros: isOwed ? 150_000 : 0,
    })
    expect(attempts.at(-1)).toMatchObject({ status: 'succeeded', costMicros: 150_000 })
  })

  it.each([
    ['submit_422', { reason: 'content' }, 'refused'],
    ['submit_422', { reason: 'validation' }, 'invalid_input'],
    ['render_422', { reason: 'content' }, 'refused'],
    ['render_422', { reason: 'validation' }, 'invalid_input'],
  ])('is not taken elsewhere when it is the song: %s %o', async (fault, more, code) => {
    await studio.fal.fault(fault, more)
    const { job } = await requestSong(ada)
    await studio.work()
    expect(await countSubmits()).toEqual({ fal: 1, replicate: 0 })
    await expectFailed(job.id, code)
  })

  it('fails by the last reason when Replicate does not make it either', async () => {
    await studio.fal.fault('submit_503')
    await studio.replicate.fault('render_failed')
    const { job } = await requestSong(ada)
    await studio.work()
    expect(await countSubmits()).toEqual({ fal: 1, replicate: 1 })
    await expectFailed(job.id, 'provider_failed')
    expect(await readJob(ada, job.id)).toMatchObject({ attempts: 2, stage: 'Failed' })
  })

  it('is refused by Replicate in a sentence', async () => {
    await studio.fal.fault('submit_503')
    await studio.replicate.fault('render_refused')
    const { job } = await requestSong(ada)
    await studio.work()
    await expectFailed(job.id, 'refused')
  })

  it('passes over an engine that can’t take all of its lyrics', async () => {
    await studio.fal.fault('submit_503')
    const { job } = await requestSong(ada, {
      instrumental: false,
      model: 'minimax-music-2',
      lyrics: `${LYRICS}\n`.repeat(12),
    })
    await studio.work()
    expect(await countSubmits()).toEqual({ fal: 1, replicate: 0 })
    await expectFailed(job.id, 'provider_failed')
  })

  it('says that it is looking for another provider, and takes no progress back', async () => {
    await studio.fal.fault('audio_truncated', { times: 5 })
    const { job, track } = await renderSong(studio, ada)
    await studio.work('finish')
    expect(await readJob(ada, job.id)).toMatchObject({
      status: 'submitted',
      stage: 'Looking for another provider',
      progress: 90,
    })
    expect(await readTrack(ada, track.id)).toMatchObject({ status: 'submitted' })
    await studio.work('submit')
    expect(await readJob(ada, job.id)).toMatchObject({
      status: 'submitted',
      progress: 90,
      provider: 'replicate',
      attempts: 2,
    })
  })
})

describe('an answer that was lost', () => {
  it('at FAL is waited for as long as a render may take, then Replicate is asked', async () => {
    await studio.fal.fault('submit_lost')
    const { job } = await requestSong(ada)
    await studio.work('submit')
    await studio.deliver([studio.takeMessage('watch')])
    expect(await countSubmits()).toEqual({ fal: 1, replicate: 0 })
    await handOn(studio, job.id)
    expect(await countSubmits()).toEqual({ fal: 1, replicate: 1 })
    expect(await attemptsOf(studio, job.id)).toMatchObject([
      { status: 'overdue', costMicros: 150_000 },
      { status: 'accepted' },
    ])
    studio.jobs.reset()
    await hearReplicate()
    await studio.work()
    await expectMadeBy(job.id, 'replicate', 2)
  })

  it('at FAL is adopted when its webhook comes after all, and the other render is stopped', async () => {
    await studio.replicate.settings({ renderSeconds: 60 })
    await studio.fal.fault('submit_lost')
    const { job } = await requestSong(ada)
    await studio.work('submit')
    await handOn(studio, job.id)
    const [request] = (await studio.fal.requests()).slice(-1)
    await studio.receive(await webhookOf(studio, request?.id ?? ''))
    await studio.work('finish', 'stop')
    await expectMadeBy(job.id, 'fal', 2)
    expect(await attemptsOf(studio, job.id)).toMatchObject([
      { status: 'succeeded', costMicros: 150_000 },
      { status: 'abandoned', costMicros: 150_000 },
    ])
    expect((await studio.replicate.predictions()).at(-1)).toMatchObject({ status: 'canceled' })
  })

  it.each(['answer_lost', 'create_504'])(
    'at Replicate is found in its list, and never sent again: %s',
    async (fault) => {
      await studio.fal.fault('submit_503')
      await studio.replicate.fault(fault)
      const { job } = await requestSong(ada)
      await studio.work()
      expect(await countSubmits()).toEqual({ fal: 1, replicate: 1 })
      await expectMadeBy(job.id, 'replicate', 2)
    },
  )

  it('at Replicate is never written off while its list can’t be read', async () => {
    await studio.fal.fault('submit_503')
    await studio.replicate.fault('answer_lost')
    const { job } = await requestSong(ada)
    await studio.work('submit')
    await studio.replicate.fault('down', { times: 100 })
    for (let looks = 0; looks < 7; looks += 1) await studio.deliver([studio.takeMessage('watch')])
    await studio.replicate.healFaults()
    await studio.work()
    await expectMadeBy(job.id, 'replicate', 2)
  })

  it('at Replicate is written off when its list has no such prediction, and owes nothing', async () => {
    await studio.fal.fault('submit_503')
    await studio.replicate.fault('down')
    const { job } = await requestSong(ada)
    await studio.work()
    expect(await attemptsOf(studio, job.id)).toMatchObject([
      { status: 'failed', costMicros: 0 },
      { status: 'failed', costMicros: 0, looks: 5 },
    ])
    await expectFailed(job.id, 'provider_failed')
  })

  it('is owed for when it is written off just as its webhook names it', async () => {
    await studio.fal.fault('submit_lost')
    const { job } = await requestSong(ada)
    await studio.work('submit')
    const [attempt] = await attemptsOf(studio, job.id)
    if (!attempt) throw new Error('There is no attempt')
    const [webhook] = (await studio.fal.outbox()).slice(-1)
    if (!webhook) throw new Error('FAL has no webhook')
    await studio.receive(webhook)
    await failAttempt(
      openDb(parseEnv(studio.env)),
      { id: attempt.id, jobId: job.id },
      { failure: 'provider_failed', isOwed: false },
    )
    expect(await attemptsOf(studio, job.id)).toMatchObject([
      { status: 'failed', costMicros: 150_000 },
    ])
    await studio.work('finish')
    await expectMadeBy(job.id, 'fal', 1)
  })
})

describe('a render that takes too long', () => {
  beforeEach(() => studio.fal.settings({ renderSeconds: 60 }))

  it('lets Replicate try, and is stopped once that has the music', async () => {
    const { job } = await submitSong(studio, ada)
    await handOn(studio, job.id)
    expect(await readJob(ada, job.id)).toMatchObject({ status: 'submitted', provider: 'replicate' })
    await hearReplicate()
    await studio.work('finish', 'stop')
    await expectMadeBy(job.id, 'replicate', 2)
    expect(await studio.fal.counters()).toMatchObject({ cancels: 1 })
    expect(await attemptsOf(studio, job.id)).toMatchObject([
      { status: 'abandoned', costMicros: 150_000 },
      { status: 'succeeded' },
    ])
  })

  it('wins all the same when its music comes first', async () => {
    await studio.replicate.settings({ renderSeconds: 60 })
    const { job, requestId } = await submitSong(studio, ada)
    await handOn(studio, job.id)
    await studio.fal.complete(requestId)
    await studio.receive(await webhookOf(studio, requestId))
    await studio.work('finish')
    await expectMadeBy(job.id, 'fal', 2)
  })

  it('is waited for until the deadline when Replicate fails meanwhile', async () => {
    await studio.replicate.fault('create_500')
    const { job, requestId } = await submitSong(studio, ada)
    await handOn(studio, job.id)
    expect(await readJob(ada, job.id)).toMatchObject({ status: 'submitted' })
    await studio.fal.complete(requestId)
    await studio.deliver([studio.takeMessage('watch')])
    await studio.work()
    await expectMadeBy(job.id, 'fal', 2)
  })

  it.each([
    ['watch', 'result_503'],
    ['webhook', 'audio_503'],
  ])(
    'is not waited for when FAL is done and its music can’t be fetched: %s, %s',
    async (by, fault) => {
      const { job, requestId } = await submitSong(studio, ada)
      await studio.fal.complete(requestId)
      await studio.fal.fault(fault, { times: 100 })
      if (by === 'webhook') await studio.receive(await webhookOf(studio, requestId))
      else await studio.work('watch')
      await studio.deliver([studio.takeMessage('finish')], 'finishes')
      expect(await attemptsOf(studio, job.id)).toMatchObject([{ status: 'accepted' }])
      await makeOverdue(studio, job.id)
      await studio.deliver([studio.takeMessage('finish')], 'finishes')
      studio.finishes.reset()
      await studio.work('submit', 'finish')
      await hearReplicate()
      await studio.work('finish')
      await expectMadeBy(job.id, 'replicate', 2)
    },
  )

  it('does not stop Replicate’s render when its own music is broken', async () => {
    await studio.replicate.settings({ renderSeconds: 60 })
    const { job, requestId } = await submitSong(studio, ada)
    await handOn(studio, job.id)
    await studio.fal.complete(requestId)
    await studio.fal.fault('audio_truncated', { times: 5 })
    await studio.receive(await webhookOf(studio, requestId))
    await studio.work('finish', 'submit')
    expect(await countSubmits()).toEqual({ fal: 1, replicate: 1 })
    const [prediction] = (await studio.replicate.predictions()).slice(-1)
    await studio.replicate.complete(prediction?.id ?? '')
    await hearReplicate()
    await studio.work('finish')
    await expectMadeBy(job.id, 'replicate', 2)
  })

  it('leaves the stage as it is when it fails while Replicate is rendering', async () => {
    await studio.replicate.settings({ renderSeconds: 60 })
    const { job } = await submitSong(studio, ada)
    const looksOfFal = await handOn(studio, job.id)
    const { stage } = await readJob(ada, job.id)
    await studio.fal.fault('request_forgotten')
    await studio.deliver(looksOfFal)
    expect((await attemptsOf(studio, job.id))[0]).toMatchObject({ status: 'failed' })
    expect(await readJob(ada, job.id)).toMatchObject({ status: 'submitted', stage })
  })

  it('does no harm when it fails while Replicate’s music is being stored', async () => {
    const { job } = await submitSong(studio, ada)
    const looksOfFal = await handOn(studio, job.id)
    await studio.fal.fault('request_forgotten')
    studio.whileStoring(() => studio.deliver(looksOfFal))
    await hearReplicate()
    await studio.work('finish')
    await expectMadeBy(job.id, 'replicate', 2)
  })

  it('shows no progress of its own while Replicate is rendering', async () => {
    await studio.replicate.settings({ renderSeconds: 60 })
    await studio.fal.settings({ renderSeconds: 8 })
    const { job, requestId } = await submitSong(studio, ada)
    const looksOfFal = await handOn(studio, job.id)
    await untilRendering(studio, requestId)
    const before = await readJob(ada, job.id)
    await studio.fal.resetCounters()
    await studio.deliver(looksOfFal)
    expect(await studio.fal.counters()).toMatchObject({ statuses: 1 })
    expect(await readJob(ada, job.id)).toMatchObject({
      ...before,
      elapsedSeconds: expect.any(Number),
    })
    // The next tests' faults aren't for this render.
    await studio.fal.complete(requestId)
  })
})

describe('music of an attempt that was given up as failed', () => {
  async function giveUp() {
    const rendered = await renderSong(studio, ada)
    await studio.sql(
      `update attempts set status = 'failed', error_code = 'provider_failed' where job_id = $1`,
      [rendered.job.id],
    )
    return rendered
  }

  it('is taken', async () => {
    const { job } = await giveUp()
    await studio.work('finish')
    await expectMadeBy(job.id, 'fal', 1)
  })

  it('leaves the job to Replicate when it is broken', async () => {
    const { job } = await giveUp()
    await studio.fal.fault('audio_truncated', { times: 5 })
    await studio.work('finish')
    expect(await readJob(ada, job.id)).toMatchObject({ status: 'submitted', progress: 90 })
    await studio.work()
    await expectMadeBy(job.id, 'replicate', 2)
  })
})

describe('an engine that keeps failing', () => {
  async function failAtFal(times: number) {
    await studio.fal.fault('submit_503', { times })
    for (let song = 0; song < times; song += 1) await requestSong(await studio.newPerson('Bo'))
    await studio.work()
    expect(await countSubmits()).toEqual({ fal: times, replicate: times })
  }

  it('is passed over for a while, then probed by one, and back once that succeeds', async () => {
    await failAtFal(FAILURES_MAX)
    const { job } = await requestSong(ada)
    await studio.work()
    expect(await countSubmits()).toEqual({ fal: FAILURES_MAX, replicate: FAILURES_MAX + 1 })
    await expectMadeBy(job.id, 'replicate', 1)

    await openRedis(parseEnv(studio.env)).del('circuit:fal:fal-ai/minimax-music/v2.5:resting')
    await requestSong(await studio.newPerson('Bo'))
    await requestSong(await studio.newPerson('Cy'))
    await studio.work('submit')
    expect(await countSubmits()).toEqual({ fal: FAILURES_MAX + 1, replicate: FAILURES_MAX + 2 })
    await studio.work()
    await requestSong(await studio.newPerson('Di'))
    await studio.work()
    expect(await countSubmits()).toEqual({ fal: FAILURES_MAX + 2, replicate: FAILURES_MAX + 2 })
  })

  it('rests again when its probe fails', async () => {
    await failAtFal(FAILURES_MAX)
    await openRedis(parseEnv(studio.env)).del('circuit:fal:fal-ai/minimax-music/v2.5:resting')
    await studio.fal.fault('submit_503')
    for (let song = 0; song < 2; song += 1) {
      await requestSong(await studio.newPerson('Bo'))
      await studio.work()
    }
    expect(await countSubmits()).toEqual({ fal: FAILURES_MAX + 1, replicate: FAILURES_MAX + 2 })
  })

  it('is passed over, too, when it only ever says that it is busy', async () => {
    await studio.fal.fault('submit_429', { times: 100 })
    for (const name of ['Bo', 'Cy', 'Di']) {
      await requestSong(await studio.newPerson(name))
      await studio.work()
    }
    expect(await countSubmits()).toEqual({ fal: FAILURES_MAX, replicate: 3 })
  })

  it('is passed over while a service behind it is down, and no song fails for that', async () => {
    await studio.fal.fault('render_downstream', { times: FAILURES_MAX })
    for (let song = 0; song < FAILURES_MAX; song += 1) {
      const { job } = await requestSong(ada)
      await studio.work()
      expect(await readJob(ada, job.id)).toMatchObject({
        status: 'complete',
        provider: 'replicate',
      })
    }
    const { job } = await requestSong(ada)
    await studio.work()
    expect(await countSubmits()).toEqual({ fal: FAILURES_MAX, replicate: FAILURES_MAX + 1 })
    expect(await readJob(ada, job.id)).toMatchObject({ status: 'complete', attempts: 1 })
  })

  it('is not blamed when our own songs have reached the limit of our key', async () => {
    await studio.fal.fault('render_429', { times: FAILURES_MAX })
    for (let song = 0; song < FAILURES_MAX; song += 1) await requestSong(ada)
    await studio.work()
    await requestSong(ada)
    await studio.work()
    expect(await countSubmits()).toEqual({ fal: FAILURES_MAX + 1, replicate: FAILURES_MAX })
  })

  it('is asked again when Redis has forgotten its failures', async () => {
    await failAtFal(FAILURES_MAX)
    await studio.redis.flush()
    await requestSong(ada)
    await studio.work()
    expect(await countSubmits()).toEqual({ fal: FAILURES_MAX + 1, replicate: FAILURES_MAX })
  })

  it('is back when its probe refuses a song: only an engine that works can', async () => {
    await failAtFal(FAILURES_MAX)
    await openRedis(parseEnv(studio.env)).del('circuit:fal:fal-ai/minimax-music/v2.5:resting')
    await studio.fal.fault('submit_422')
    await requestSong(await studio.newPerson('Bo'))
    await studio.work()
    await requestSong(ada)
    await studio.work()
    expect(await countSubmits()).toEqual({ fal: FAILURES_MAX + 2, replicate: FAILURES_MAX })
  })

  it('is not blamed for refusing a song', async () => {
    await studio.fal.fault('submit_422', { times: FAILURES_MAX })
    for (let song = 0; song < FAILURES_MAX; song += 1)
      await requestSong(await studio.newPerson('Bo'))
    await studio.work()
    await requestSong(ada)
    await studio.work()
    expect(await countSubmits()).toEqual({ fal: FAILURES_MAX + 1, replicate: 0 })
  })
})

describe('a key whose limit is reached', () => {
  it('lets a song wait, and makes it once there is a place', async () => {
    await studio.fal.settings({ renderSeconds: 60, concurrency: 1, refusesOverLimit: true })
    const first = await submitSong(studio, ada)
    const { job } = await requestSong(ada)
    await studio.deliver([studio.takeMessage('submit')])
    expect(await attemptsOf(studio, job.id)).toMatchObject([
      { status: 'deferred', errorCode: 'provider_busy', costMicros: 0 },
    ])
    await studio.fal.complete(first.requestId)
    await studio.work('submit')
    expect(await attemptsOf(studio, job.id)).toMatchObject([
      { status: 'deferred' },
      { provider: 'fal', status: 'accepted' },
    ])
  })
})

describe('the place in FAL’s queue', () => {
  it('is better for those who paid', async () => {
    const priorityOf = async (requestId: string) =>
      (await studio.fal.requests()).find(({ id }) => id === requestId)?.headers[
        'x-fal-queue-priority'
      ]
    expect(await priorityOf((await submitSong(studio, ada)).requestId)).toBe('low')
    expect((await studio.fal.requests()).at(-1)?.headers).toMatchObject({
      'x-fal-store-io': '0',
      'x-fal-object-lifecycle-preference': '{"expiration_duration_seconds":86400}',
    })
    await buy(studio, ada)
    expect(await priorityOf((await submitSong(studio, ada)).requestId)).toBe('normal')
  })
})

describe('canceling while a second provider is rendering', () => {
  it('stops both and brings every credit back', async () => {
    await studio.fal.settings({ renderSeconds: 60 })
    await studio.replicate.settings({ renderSeconds: 60 })
    const { job } = await submitSong(studio, ada)
    await handOn(studio, job.id)
    await ada.call(`/api/jobs/${job.id}/cancel`, { method: 'POST' })
    await studio.work()
    expect(await studio.fal.counters()).toMatchObject({ cancels: 1 })
    expect(await studio.replicate.counters()).toMatchObject({ cancels: 1 })
    expect(await readBalance(ada)).toEqual({ available: 50, held: 0 })
  })
})
