import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { expectLedgerHolds } from '../../../tests/harness/ledger-invariants.ts'
import { creditMovesOf, objectsOf, readJob, renderSong } from '../../../tests/harness/songs.ts'
import { openStudio, type Person, type Studio } from '../../../tests/harness/studio.ts'
import { openDb } from '../../db/client.ts'
import { completeJob } from '../../db/jobs/complete.ts'
import { claimStoring, stopStoring } from '../../db/jobs/store.ts'
import { parseEnv } from '../../env.ts'

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

/** The delays after which the only finish message wants to come again; empty when it is done. */
async function deliverFinish(): Promise<number[]> {
  const again = await studio.deliver([studio.takeMessage('finish')], 'finishes')
  return again.map(({ delaySeconds }) => delaySeconds)
}

describe('storage or a database that fails once while music is stored', () => {
  it.each([
    ['reading the audio back', { call: 'get', prefix: 'audio/' }],
    ['writing the waveform', { call: 'put', prefix: 'peaks/' }],
    ['answering for the waveform', { call: 'put', prefix: 'peaks/', happens: true }],
    ['writing the audio', { call: 'put', prefix: 'audio/' }],
  ] as const)(
    'lets the next delivery go on at once, and leaves nothing: %s',
    async (_, failure) => {
      const { job } = await renderSong(studio, ada)
      studio.failFiles(failure)
      expect(await deliverFinish()).toHaveLength(1)
      expect(await objectsOf(ada)).toEqual([])
      expect(await readJob(ada, job.id)).toMatchObject({ status: 'submitted' })
      expect(await deliverFinish()).toEqual([])
      expect(await readJob(ada, job.id)).toMatchObject({ status: 'complete' })
      expect(await objectsOf(ada)).toHaveLength(2)
      expect(await creditMovesOf(studio, job.id)).toEqual(['hold', 'settle'])
    },
  )

  it.each(['drop', 'error_before'])(
    'leaves one copy however often the job can’t be completed: %s',
    async (fault) => {
      const { job } = await renderSong(studio, ada)
      for (let time = 0; time < 3; time += 1) {
        studio.whileStoring(() => studio.postgres.fault(fault))
        expect(await deliverFinish()).toHaveLength(1)
        expect(await objectsOf(ada)).toEqual([])
      }
      expect(await deliverFinish()).toEqual([])
      expect(await readJob(ada, job.id)).toMatchObject({ status: 'complete' })
      expect(await objectsOf(ada)).toHaveLength(2)
    },
  )

  it('completes nothing under a claim that was given back, however late', async () => {
    const { job, attemptId } = await renderSong(studio, ada)
    const db = openDb(parseEnv(studio.env))
    const attempt = { id: attemptId, jobId: job.id }
    const claimUp = async () => (await claimStoring(db, attempt, 120)).job ?? { storingUntil: null }
    const first = await claimUp()
    expect(await stopStoring(db, attempt, { storingUntil: null })).toMatchObject({ moved: false })
    expect(await stopStoring(db, attempt, first)).toMatchObject({ moved: true })
    const file = { id: 'fil_late', key: 'late', contentType: 'audio/mpeg', bytes: 1, etag: '"1"' }
    const music = { audio: file, peaks: { ...file, id: 'fil_peaks', key: 'late peaks' } }
    const late = {
      jobId: job.id,
      attemptId,
      ...music,
      smallPeaks: Array(64).fill(0),
      durationSeconds: 1,
    }
    expect(await completeJob(db, late, first)).toMatchObject({ moved: false })
    const second = await claimUp()
    expect(await completeJob(db, late, first)).toMatchObject({ moved: false })
    expect(await stopStoring(db, attempt, second)).toMatchObject({ moved: true })
    await studio.work('finish')
    expect(await readJob(ada, job.id)).toMatchObject({ status: 'complete' })
  })

  it('keeps the music of a job that was completed although nobody was told', async () => {
    const { job } = await renderSong(studio, ada)
    studio.whileStoring(() => studio.postgres.fault('error_after_commit'))
    expect(await deliverFinish()).toHaveLength(1)
    expect(await objectsOf(ada)).toHaveLength(2)
    expect(await readJob(ada, job.id)).toMatchObject({ status: 'complete' })
  })
})
