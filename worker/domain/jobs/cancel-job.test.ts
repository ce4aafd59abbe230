import { beforeEach, describe, expect, it } from 'vitest'
import { expectLedgerHolds } from '../../../tests/harness/ledger-invariants.ts'
import { readLedger } from '../../../tests/harness/purchases.ts'
import { reconcileNow } from '../../../tests/harness/reconciliation.ts'
import {
  creditMovesOf,
  readBalance,
  readJob,
  readTrack,
  renderSong,
  requestSong,
  SONG,
  submitSong,
  webhookOf,
} from '../../../tests/harness/songs.ts'
import { openStudio, type Person, type Studio } from '../../../tests/harness/studio.ts'
import type { JobAnswer } from './job-answer.ts'

let studio: Studio
let ada: Person
beforeEach(async () => {
  studio = await openStudio({ FREE_CANCELS_PER_DAY: undefined })
  await studio.fal.settings({ renderSeconds: 60 })
  ada = await studio.newPerson()
})

const cancel = async (jobId: string): Promise<JobAnswer> => {
  const answer = await ada.call(`/api/jobs/${jobId}/cancel`, { method: 'POST' })
  expect(answer.status).toBe(200)
  return answer.json()
}

/** Uses up the day's free cancels. */
async function useUp() {
  for (let used = 0; used < 5; used += 1) await cancel((await submitSong(studio, ada)).job.id)
  await studio.work()
}

describe('cancels when a provider may have the song', () => {
  it('cost the studio five renders a day, however many there are', async () => {
    let canceled = 0
    for (let round = 0; round < 6; round += 1) {
      const songs: string[] = []
      for (let song = 0; song < 8; song += 1) {
        const answer = await ada.call('/api/tracks', { json: SONG })
        if (answer.status === 202) songs.push((await answer.json<{ job: { id: string } }>()).job.id)
        else expect(answer.status).toBe(402)
      }
      if (songs.length === 0) break
      await studio.work('submit')
      canceled += (await Promise.all(songs.map(cancel))).length
      // A render that was charged goes on: its message comes back for a quarter of an hour.
      studio.jobs.reset()
    }
    // The welcome credits pay for ten songs, and the free cancels for five more.
    expect(canceled).toBe(15)
    expect(await readBalance(ada)).toEqual({ available: 0, held: 0 })
    const [owed] = await studio.sql(
      `select count(*)::int as songs, sum(cost_micros)::int as micros from attempts
       join jobs on jobs.id = job_id where not charged`,
    )
    expect(owed).toEqual({ songs: 5, micros: 750_000 })
    await expectLedgerHolds(studio)
  })

  it('say before what they do, and at once when another one has changed it', async () => {
    const songs = [await submitSong(studio, ada), await submitSong(studio, ada)]
    const refunds = async () =>
      Promise.all(songs.map(async ({ job }) => (await readJob(ada, job.id)).cancelRefunds))
    expect(await refunds()).toEqual([true, true])
    for (let used = 0; used < 4; used += 1) await cancel((await submitSong(studio, ada)).job.id)
    expect(await refunds()).toEqual([true, true])
    expect(await cancel(songs[0]?.job.id ?? '')).toMatchObject({ cancelRefunds: true })
    expect(await refunds()).toEqual([true, false])
    await studio.redis.flush()
    expect(await refunds()).toEqual([true, false])
    expect(await cancel(songs[1]?.job.id ?? '')).toMatchObject({
      status: 'canceled',
      cancelRefunds: false,
    })
    expect(await creditMovesOf(studio, songs[1]?.job.id ?? '')).toEqual(['hold', 'settle'])
    expect((await readLedger(ada))[0]?.text).toMatch(/” was canceled .+: 5 credits spent$/)
    await studio.sql(`update free_cancels set day = day - 1`)
    expect(await cancel((await submitSong(studio, ada)).job.id)).toMatchObject({
      cancelRefunds: true,
    })
    await expectLedgerHolds(studio)
  })

  it('are free before any provider has it, also after one was too busy', async () => {
    await useUp()
    const { job } = await requestSong(ada)
    expect(await readJob(ada, job.id)).toMatchObject({ cancelRefunds: true })
    expect(await cancel(job.id)).toMatchObject({ cancelRefunds: true })
    await studio.work('submit')
    await studio.fal.fault('submit_429')
    const { job: busy } = await requestSong(ada)
    await studio.deliver([studio.takeMessage('submit')])
    expect(await readJob(ada, busy.id)).toMatchObject({ status: 'queued', cancelRefunds: true })
    await cancel(busy.id)
    expect(await readBalance(ada)).toEqual({ available: 50, held: 0 })
  })
})

describe('a song that was charged when it was canceled', () => {
  beforeEach(useUp)

  it('is not stopped, and its music is its owner’s', async () => {
    const { job, track, requestId } = await submitSong(studio, ada)
    const { cancels } = await studio.fal.counters()
    await cancel(job.id)
    await studio.deliver([studio.takeMessage('stop')])
    expect(studio.jobs.held).toMatchObject([
      { body: { kind: 'watch' } },
      { body: { kind: 'stop' }, delaySeconds: 60 },
    ])
    expect(await studio.fal.counters()).toMatchObject({ cancels })
    await studio.fal.complete(requestId)
    await studio.work()
    expect(await readJob(ada, job.id)).toMatchObject({ status: 'complete', progress: 100 })
    expect(await readTrack(ada, track.id)).toMatchObject({ status: 'complete', given: false })
    expect(await creditMovesOf(studio, job.id)).toEqual(['hold', 'settle'])
    expect(await readBalance(ada)).toEqual({ available: 45, held: 0 })
    await expectLedgerHolds(studio)
  })

  /** Its credits are back, once, whatever comes later: also the webhook of a request. */
  async function expectReturned(jobId: string, requestId?: string) {
    const returned = async () => {
      expect(await creditMovesOf(studio, jobId)).toEqual(['hold', 'settle', 'adjust'])
      expect(await readJob(ada, jobId)).toMatchObject({ status: 'canceled', cancelRefunds: true })
      expect(await readBalance(ada)).toEqual({ available: 50, held: 0 })
      await expectLedgerHolds(studio)
    }
    await returned()
    expect((await readLedger(ada))[0]?.text).toMatch(/” never came: 5 credits given back$/)
    expect(await reconcileNow(studio)).toEqual([])
    if (requestId) await studio.receive(await webhookOf(studio, requestId))
    await studio.work()
    await studio.cron()
    await studio.work()
    await returned()
  }

  it('is stopped when it has not come for a quarter of an hour, and costs nothing', async () => {
    const { job } = await submitSong(studio, ada)
    const { cancels } = await studio.fal.counters()
    await cancel(job.id)
    await studio.sql(`update jobs set finished_at = finished_at - interval '16 minutes'`)
    await studio.work('stop')
    expect(await studio.fal.counters()).toMatchObject({ cancels: cancels + 1 })
    await expectReturned(job.id)
  })

  it('costs nothing when the message that should see to it was lost', async () => {
    const { job } = await submitSong(studio, ada)
    await cancel(job.id)
    studio.jobs.reset()
    await studio.sql(`update jobs set finished_at = finished_at - interval '17 minutes'`)
    await studio.cron()
    await studio.work('stop')
    await expectReturned(job.id)
  })

  it.each(['audio_truncated', 'audio_404'] as const)(
    'costs nothing when it ends as %s',
    async (fault) => {
      await studio.fal.settings({ renderSeconds: 0 })
      await studio.fal.fault(fault, { times: 100 })
      const { job, requestId } = await renderSong(studio, ada)
      await cancel(job.id)
      await studio.work('finish')
      await expectReturned(job.id, requestId)
    },
  )

  it('costs nothing when its render fails', async () => {
    await studio.fal.fault('render_500')
    const { job, requestId } = await submitSong(studio, ada)
    await cancel(job.id)
    await studio.fal.complete(requestId)
    await studio.receive(await webhookOf(studio, requestId))
    await studio.work('finish')
    await expectReturned(job.id, requestId)
  })

  it('comes into the trash when its owner put the track there', async () => {
    const { job, track, requestId } = await submitSong(studio, ada)
    await cancel(job.id)
    await ada.call(`/api/tracks/${track.id}`, { method: 'DELETE' })
    await studio.fal.complete(requestId)
    await studio.work()
    expect(await readJob(ada, job.id)).toMatchObject({ status: 'complete' })
    expect(await creditMovesOf(studio, job.id)).toEqual(['hold', 'settle'])
  })

  it.each(['before it is stored', 'while it is stored'])(
    'keeps music that came %s',
    async (when) => {
      await studio.fal.settings({ renderSeconds: 0 })
      const { job, requestId } = await renderSong(studio, ada)
      if (when === 'while it is stored') studio.whileStoring(() => cancel(job.id))
      else await cancel(job.id)
      await studio.work('finish')
      expect(await readJob(ada, job.id)).toMatchObject({ status: 'complete' })
      await studio.receive(await webhookOf(studio, requestId))
      await studio.work()
      expect(await creditMovesOf(studio, job.id)).toEqual(['hold', 'settle'])
      await expectLedgerHolds(studio)
    },
  )
})
