import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { copiesOf } from '../../../tests/harness/held-queue.ts'
import { expectLedgerHolds } from '../../../tests/harness/ledger-invariants.ts'
import {
  attemptsOf,
  creditMovesOf,
  readBalance,
  readJob,
  readTrack,
  renderSong,
  requestSong,
  submitSong,
  untilRendering,
  webhookOf,
} from '../../../tests/harness/songs.ts'
import { openStudio, type Person, type Studio } from '../../../tests/harness/studio.ts'

let studio: Studio
let ada: Person
beforeAll(async () => {
  studio = await openStudio()
})
beforeEach(async () => {
  await studio.reset()
  await studio.fal.settings({ renderSeconds: 60 })
  ada = await studio.newPerson()
})
afterAll(() => expectLedgerHolds(studio))

/** Asks for songs whose submits are answered by nobody, more than a minute ago. */
async function loseAnswers(songs: number, model = 'auto'): Promise<string[]> {
  await studio.fal.fault('submit_lost', { times: songs })
  const jobIds: string[] = []
  for (let song = 0; song < songs; song += 1)
    jobIds.push((await requestSong(ada, { model })).job.id)
  await studio.work('submit')
  await studio.sql(`update attempts set submitted_at = now() - interval '61 seconds'`)
  return jobIds
}

const look = () => studio.deliver([studio.takeMessage('watch')])

/** Has the attempts of a job rendering for longer than any engine may. */
const outlive = (jobId: string) => age(jobId, { submitted: 601, began: 601 })

const age = (jobId: string, { submitted, began }: { submitted: number; began?: number }) =>
  studio.sql(
    `update attempts set submitted_at = now() - make_interval(secs => $2),
       began_at = now() - make_interval(secs => $3) where job_id = $1`,
    [jobId, submitted, began ?? null],
  )

const providersOf = async (jobId: string) =>
  (await attemptsOf(studio, jobId)).map(({ provider, status }) => `${provider} ${status}`)

async function setProgress(jobId: string, status: string, progress: number) {
  await studio.sql(
    `with job as (
      update jobs set status = $2, progress = $3, version = version + 1 where id = $1
      returning track_id
    ) update tracks set status = $2 from job where tracks.id = job.track_id`,
    [jobId, status, progress],
  )
  await studio.redis.flush()
}

describe('watching a render', () => {
  it('shows its place in FAL’s queue, then how far it is, and goes on to the audio', async () => {
    await studio.fal.settings({ renderSeconds: 8 })
    const { job, track, requestId } = await submitSong(studio, ada)
    await look()
    const queued = await readJob(ada, job.id)
    expect(queued).toMatchObject({
      status: 'submitted',
      stage: 'Waiting for a place at the provider',
    })
    expect(queued.progress).toBe(15 - (queued.queuePosition ?? Number.NaN))
    await untilRendering(studio, requestId)
    await look()
    expect(
      await studio.sql(
        'select began_at > last_queued_at as began from attempts where job_id = $1',
        [job.id],
      ),
    ).toEqual([{ began: true }])
    const rendering = await readJob(ada, job.id)
    expect(rendering).toMatchObject({
      status: 'rendering',
      stage: 'Making the music',
      stageCode: 'rendering',
    })
    expect(rendering).not.toHaveProperty('queuePosition')
    // FAL's log counts by tens, which are 7 of the 70 that rendering takes.
    expect((rendering.progress - 15) % 7).toBe(0)
    expect(await readTrack(ada, track.id)).toMatchObject({ status: 'rendering' })
    await studio.fal.complete(requestId)
    await look()
    expect(studio.finishes.held).toMatchObject([{ body: { kind: 'finish' } }])
    await studio.work()
    expect(await readJob(ada, job.id)).toMatchObject({ status: 'complete', progress: 100 })
  })

  it('looks after 2, 2, 4, 8, 15 and then every 30 seconds, each time once', async () => {
    await submitSong(studio, ada)
    const delays: number[] = []
    for (let round = 0; round < 8; round += 1) {
      const message = studio.takeMessage('watch')
      delays.push(message.delaySeconds)
      await studio.postgres.resetCounters()
      await studio.deliver([message])
      expect((await studio.postgres.counters()).requests).toBeLessThanOrEqual(2)
    }
    expect(delays).toEqual([2, 2, 4, 8, 15, 30, 30, 30])
    expect(await studio.fal.counters()).toMatchObject({ statuses: 8, results: 0 })
  })

  it('lets doubled messages die out', async () => {
    await submitSong(studio, ada)
    const message = studio.takeMessage('watch')
    await studio.deliver(copiesOf(message, 5))
    expect(await studio.fal.counters()).toMatchObject({ statuses: 1 })
    const next = studio.takeMessage('watch')
    await studio.deliver([message, next])
    expect(await studio.fal.counters()).toMatchObject({ statuses: 2 })
    expect(studio.jobs.held).toHaveLength(1)
  })

  it.each([
    ['submitted', 80],
    ['rendering', 50],
  ])('never takes progress back: %s at %i', async (status, progress) => {
    const { job } = await submitSong(studio, ada)
    await setProgress(job.id, status, progress)
    await look()
    expect(await readJob(ada, job.id)).toMatchObject({ status, progress })
  })

  it('leaves the job alone while FAL is unavailable, and looks again', async () => {
    const { job } = await submitSong(studio, ada)
    const before = await readJob(ada, job.id)
    await studio.fal.fault('status_503')
    await look()
    expect(await readJob(ada, job.id)).toEqual({ ...before, elapsedSeconds: expect.any(Number) })
    expect(studio.jobs.held).toHaveLength(1)
    expect(await studio.fal.counters()).toMatchObject({ statuses: 1 })
  })

  it('stops when the job ends', async () => {
    const { job } = await submitSong(studio, ada)
    await ada.call(`/api/jobs/${job.id}/cancel`, { method: 'POST' })
    await look()
    expect(studio.jobs.held.filter(({ body }) => body.kind === 'watch')).toEqual([])
    expect(await studio.fal.counters()).toMatchObject({ statuses: 0 })
  })
})

describe('a song in FAL’s own queue', () => {
  const waitAll = async (jobIds: string[], seconds: number) => {
    for (const jobId of jobIds) await age(jobId, { submitted: seconds })
    await studio.deliver(studio.jobs.held.splice(0))
    await studio.work('submit')
  }

  it('is canceled there once another provider has accepted it, and no sooner', async () => {
    await studio.fal.settings({ renderSeconds: 100_000, concurrency: 1 })
    await submitSong(studio, ada)
    const { job } = await submitSong(studio, ada)
    await age(job.id, { submitted: 481 })
    const lookAtAll = async () => {
      const looks = studio.jobs.held.filter(({ body }) => body.kind === 'watch')
      for (const look of looks) studio.jobs.held.splice(studio.jobs.held.indexOf(look), 1)
      await studio.deliver(looks)
    }
    await lookAtAll()
    await lookAtAll()
    expect(await providersOf(job.id)).toEqual(['fal overdue'])
    expect(await studio.fal.counters()).toMatchObject({ cancels: 0 })
    await studio.work('submit')
    await lookAtAll()
    expect(await studio.fal.counters()).toMatchObject({ cancels: 1 })
    expect(await providersOf(job.id)).toEqual(['fal failed', 'replicate accepted'])
    const next = await submitSong(studio, await studio.newPerson('Eve'))
    expect(await providersOf(next.job.id)).toEqual(['fal accepted'])
  })

  it('is not too slow, and for its waiting FAL is never to blame', async () => {
    await studio.fal.settings({ renderSeconds: 100_000, concurrency: 1 })
    const jobIds: string[] = []
    for (let song = 0; song < 8; song += 1) jobIds.push((await submitSong(studio, ada)).job.id)
    await waitAll(jobIds, 401)
    expect(await studio.replicate.counters()).toMatchObject({ creates: 0 })
    for (const jobId of jobIds) expect(await providersOf(jobId)).toEqual(['fal accepted'])
    await waitAll(jobIds, 481)
    for (const jobId of jobIds)
      expect(await attemptsOf(studio, jobId)).toMatchObject([
        { provider: 'fal', status: 'overdue', errorCode: 'provider_busy' },
        { provider: 'replicate' },
      ])
    const eve = await studio.newPerson('Eve')
    expect(await providersOf((await submitSong(studio, eve)).job.id)).toEqual(['fal accepted'])
  })

  it('has an engine’s whole time from when FAL first says that it renders', async () => {
    const { job } = await submitSong(studio, ada)
    await age(job.id, { submitted: 850, began: 399 })
    await look()
    expect(await providersOf(job.id)).toEqual(['fal accepted'])
    await age(job.id, { submitted: 850, began: 401 })
    await look()
    expect(await providersOf(job.id)).toEqual(['fal overdue'])
  })
})

describe('a song whose submit nobody answered', () => {
  it.each<[songs: number, model: string, attempts: string[]]>([
    [5, 'auto', ['fal overdue', 'replicate accepted']],
    [4, 'auto', ['fal unknown']],
    [5, 'ace-step', ['fal unknown']],
  ])(
    'goes to another provider after a minute if FAL fails and one can make it: %i × %s',
    async (songs, model, attempts) => {
      const jobIds = await loseAnswers(songs, model)
      await studio.deliver(studio.jobs.held.splice(0))
      await studio.work('submit')
      for (const jobId of jobIds) expect(await providersOf(jobId)).toEqual(attempts)
    },
  )
})

describe('a render whose webhook never comes', () => {
  it('is finished by the watch', async () => {
    await studio.fal.settings({ renderSeconds: 0 })
    await studio.fal.fault('webhook_never')
    const { job, requestId } = await submitSong(studio, ada)
    await expect(webhookOf(studio, requestId)).rejects.toThrow('no webhook')
    await studio.work()
    expect(await readJob(ada, job.id)).toMatchObject({ status: 'complete' })
    expect(await readBalance(ada)).toEqual({ available: 45, held: 0 })
  })

  it('is given up for another provider when FAL doesn’t know it', async () => {
    const { job } = await submitSong(studio, ada)
    await studio.fal.fault('request_forgotten')
    await look()
    expect(await attemptsOf(studio, job.id)).toMatchObject([
      { status: 'failed', errorCode: 'provider_failed' },
    ])
    expect(studio.jobs.held).toMatchObject([{ body: { kind: 'submit', jobId: job.id } }])
    expect(await creditMovesOf(studio, job.id)).toEqual(['hold'])
  })

  it('is finished when FAL no longer knows it, but its webhook has named the audio', async () => {
    await studio.fal.settings({ renderSeconds: 0 })
    const { job, requestId } = await renderSong(studio, ada)
    studio.finishes.reset()
    await studio.fal.expire(requestId)
    await look()
    await studio.work('finish')
    expect(await readJob(ada, job.id)).toMatchObject({ status: 'complete', attempts: 1 })
  })

  it.each(['', 'status_503'])(
    'is overdue past its engine’s timeout, and still watched: %s',
    async (fault) => {
      const { job } = await submitSong(studio, ada)
      await outlive(job.id)
      if (fault) await studio.fal.fault(fault)
      await look()
      expect(await attemptsOf(studio, job.id)).toMatchObject([
        { status: 'overdue', errorCode: 'timed_out', costMicros: 150_000 },
      ])
      expect(studio.jobs.held).toMatchObject([
        { body: { kind: 'submit', jobId: job.id } },
        { body: { kind: 'watch', look: 1 } },
      ])
      expect(await studio.fal.counters()).toMatchObject({ cancels: 0 })
    },
  )

  it('is not overdue while its music is being stored', async () => {
    await studio.fal.settings({ renderSeconds: 0 })
    const { job } = await renderSong(studio, ada)
    await outlive(job.id)
    await studio.fal.fault('status_503')
    studio.whileStoring(look)
    await studio.work('finish')
    expect(studio.jobs.held).toMatchObject([{ body: { kind: 'watch', look: 1 } }])
    expect(await readJob(ada, job.id)).toMatchObject({ status: 'complete', attempts: 1 })
    expect(await studio.replicate.counters()).toMatchObject({ creates: 0 })
  })

  it('is taken after that time if it is done', async () => {
    await studio.fal.settings({ renderSeconds: 0 })
    await studio.fal.fault('webhook_never')
    const { job } = await submitSong(studio, ada)
    await outlive(job.id)
    await studio.work()
    expect(await readJob(ada, job.id)).toMatchObject({ status: 'complete' })
  })
})
