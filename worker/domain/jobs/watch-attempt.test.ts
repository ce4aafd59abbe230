import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { copiesOf } from '../../../tests/harness/held-queue.ts'
import { expectLedgerHolds } from '../../../tests/harness/ledger-invariants.ts'
import {
  attemptsOf,
  creditMovesOf,
  readBalance,
  readJob,
  readTrack,
  renderSong,
  submitSong,
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

const look = () => studio.deliver([studio.takeMessage('watch')])

const outlive = (jobId: string) =>
  studio.sql(
    `update attempts set submitted_at = submitted_at - interval '601 seconds' where job_id = $1`,
    [jobId],
  )

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
    await studio.fal.settings({ renderSeconds: 1 })
    const { job, track, requestId } = await submitSong(studio, ada)
    await look()
    const queued = await readJob(ada, job.id)
    expect(queued).toMatchObject({
      status: 'submitted',
      stage: 'Waiting for a place at the provider',
    })
    expect(queued.progress).toBe(15 - (queued.queuePosition ?? Number.NaN))
    const reach = (status: string) =>
      vi.waitUntil(async () => {
        const requests: { id: string; status?: string }[] = await studio.fal.requests()
        return requests.find(({ id }) => id === requestId)?.status === status
      })
    await reach('IN_PROGRESS')
    await look()
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
    await reach('COMPLETED')
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
