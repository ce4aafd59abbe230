import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { expectLedgerHolds } from '../../../tests/harness/ledger-invariants.ts'
import {
  attemptsOf,
  creditMovesOf,
  objectsOf,
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
  ada = await studio.newPerson()
})
afterAll(() => expectLedgerHolds(studio))

const pastDeadline = (jobId: string) =>
  studio.sql(`update jobs set deadline = now() - interval '1 second' where id = $1`, [jobId])

describe('music that arrives after its job has failed', () => {
  /** A job that failed at its deadline while FAL was at it. */
  async function failSong() {
    await studio.fal.settings({ renderSeconds: 60 })
    const submitted = await submitSong(studio, ada)
    await pastDeadline(submitted.job.id)
    await studio.cron()
    expect(await readJob(ada, submitted.job.id)).toMatchObject({
      status: 'failed',
      error: { code: 'timed_out' },
    })
    return submitted
  }

  async function expectGiven(jobId: string, trackId: string) {
    const job = await readJob(ada, jobId)
    expect(job).toMatchObject({ status: 'complete', progress: 100, stage: 'Done' })
    expect(job).not.toHaveProperty('error')
    expect(await readTrack(ada, trackId)).toMatchObject({
      status: 'complete',
      audioUrl: expect.stringMatching(`^/api/tracks/${trackId}/audio\\?v=fil_\\w+$`),
      refundableUntil: null,
    })
    expect(await attemptsOf(studio, jobId)).toMatchObject([{ status: 'succeeded' }])
    expect(await creditMovesOf(studio, jobId)).toEqual(['hold', 'release'])
    expect(await readBalance(ada)).toEqual({ available: 50, held: 0 })
    expect(await objectsOf(ada)).toHaveLength(2)
    expect(await hasSmallPeaks(trackId)).toBe(true)
  }

  /** Whether the list can draw its waveform without reading the bucket. */
  async function hasSmallPeaks(trackId: string): Promise<boolean> {
    const kept = 'select from files where track_id = $1 and small_peaks is not null'
    return (await studio.sql(kept, [trackId])).length === 1
  }

  it('is given once, for nothing', async () => {
    const { job, track, requestId } = await failSong()
    await studio.fal.complete(requestId)
    await studio.receive(await webhookOf(studio, requestId))
    await studio.work('finish')
    await expectGiven(job.id, track.id)
    await studio.receive(await webhookOf(studio, requestId))
    await studio.work()
    await expectGiven(job.id, track.id)
  })

  it('is given for a day, though FAL forgets its results after an hour', async () => {
    const { job, track, requestId } = await failSong()
    await studio.fal.complete(requestId)
    await studio.receive(await webhookOf(studio, requestId))
    await studio.fal.expire(requestId)
    await studio.work('finish')
    await expectGiven(job.id, track.id)
  })

  it('is given when its webhook comes after FAL has forgotten the result', async () => {
    const { job, track, requestId } = await failSong()
    await studio.fal.complete(requestId)
    const webhook = await webhookOf(studio, requestId)
    await studio.fal.expire(requestId)
    await studio.work('stop')
    await studio.receive(webhook)
    await studio.work('finish')
    await expectGiven(job.id, track.id)
  })

  it('is fetched when it was ready at the deadline and no webhook had arrived', async () => {
    const { job, track, requestId } = await failSong()
    await studio.fal.complete(requestId)
    await studio.work('stop', 'finish')
    await expectGiven(job.id, track.id)
    expect(await studio.fal.counters()).toMatchObject({ cancels: 0 })
  })

  it('is given when the deadline passes while it is being stored', async () => {
    const { job, track } = await renderSong(studio, ada)
    studio.whileStoring(async () => {
      await pastDeadline(job.id)
      await studio.cron()
    })
    await studio.work('finish')
    await expectGiven(job.id, track.id)
  })

  it('is dropped when its owner has deleted the track', async () => {
    const { job, track, requestId } = await failSong()
    await ada.call(`/api/tracks/${track.id}`, { method: 'DELETE' })
    await studio.fal.complete(requestId)
    await studio.receive(await webhookOf(studio, requestId))
    await studio.work('finish')
    expect(await readJob(ada, job.id)).toMatchObject({ status: 'failed' })
    expect(await readBalance(ada)).toEqual({ available: 50, held: 0 })
    expect(await objectsOf(ada)).toEqual([])
  })

  it('is neither asked for nor kept when the job was canceled', async () => {
    await studio.fal.settings({ renderSeconds: 60 })
    const { job, requestId } = await submitSong(studio, ada)
    await ada.call(`/api/jobs/${job.id}/cancel`, { method: 'POST' })
    await studio.fal.complete(requestId)
    await studio.receive(await webhookOf(studio, requestId))
    await studio.work()
    expect(await readJob(ada, job.id)).toMatchObject({ status: 'canceled' })
    expect(await objectsOf(ada)).toEqual([])
    expect(await studio.fal.counters()).toMatchObject({ results: 0 })
  })

  it('can’t be refunded, since nothing was charged', async () => {
    const { track, requestId } = await failSong()
    await studio.fal.complete(requestId)
    await studio.receive(await webhookOf(studio, requestId))
    await studio.work('finish')
    const refused = await ada.call(`/api/tracks/${track.id}/refund`, { method: 'POST' })
    expect(refused.status).toBe(409)
    expect(await readBalance(ada)).toEqual({ available: 50, held: 0 })
  })
})
