import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { expectLedgerHolds } from '../../tests/harness/ledger-invariants.ts'
import { expectHidden, expectRefusal, itNeedsSignIn } from '../../tests/harness/refusals.ts'
import {
  creditMovesOf,
  makeSong,
  readBalance,
  readJob,
  renderSong,
  requestSong,
  SONG,
  submitSong,
} from '../../tests/harness/songs.ts'
import { openStudio, type Person, type Studio } from '../../tests/harness/studio.ts'
import { forgetSnapshots, writeSnapshots } from '../cache/job-snapshots.ts'
import { readOwnJobs } from '../db/jobs/read.ts'
import type { TrackRequested } from '../domain/tracks/request-track.ts'
import { openServices } from '../services.ts'
import { JOB_STAGES } from '../states/job-stages.ts'

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

const NOBODYS = 'job_01kbabcdefghjkmnpqrstvwxyz'

const cancel = (jobId: string, person = ada) =>
  person.call(`/api/jobs/${jobId}/cancel`, { method: 'POST' })

describe('GET /api/jobs/{id}', () => {
  itNeedsSignIn(() => studio, [[`/api/jobs/${NOBODYS}`]])

  it('costs one Redis request and no Postgres, at every stage', async () => {
    const { job } = await requestSong(ada)
    const stages = [
      async () => undefined,
      () => studio.work('submit'),
      async () => {
        const [webhook] = (await studio.fal.outbox()).slice(-1)
        if (webhook) await studio.receive(webhook)
        await studio.work('finish')
      },
    ]
    for (const reachStage of stages) {
      await reachStage()
      await Promise.all([studio.postgres.resetCounters(), studio.redis.resetCounters()])
      await readJob(ada, job.id)
      expect(await studio.redis.counters()).toMatchObject({ requests: 1 })
      expect(await studio.postgres.counters()).toMatchObject({ requests: 0 })
    }
    expect(await readJob(ada, job.id)).toMatchObject({ status: 'complete' })
  })

  it('heals a lost snapshot by one Postgres read', async () => {
    const { job } = await requestSong(ada)
    const before = await readJob(ada, job.id)
    await studio.redis.flush()
    await studio.postgres.resetCounters()
    expect(await readJob(ada, job.id)).toEqual({ ...before, elapsedSeconds: expect.any(Number) })
    expect(await readJob(ada, job.id)).toEqual({ ...before, elapsedSeconds: expect.any(Number) })
    expect(await studio.postgres.counters()).toMatchObject({ requests: 1 })
  })

  it('answers from Postgres while Redis is down', async () => {
    const { job } = await requestSong(ada)
    await studio.redis.fault('drop', 100)
    expect(await readJob(ada, job.id)).toMatchObject({ id: job.id, status: 'queued' })
  })

  it('shows the newest state whatever order the snapshots are written in', async () => {
    const { job } = await requestSong(ada)
    const { db, redis } = openServices(studio.env)
    const [queued] = await readOwnJobs(db, ada.id, [job.id])
    if (queued === undefined) throw new Error('There is no job')
    const at = (version: number) => ({ ...queued, version, progress: version })
    for (const version of [2, 10, 9, 3]) await writeSnapshots(redis, [at(version)])
    expect(await readJob(ada, job.id)).toMatchObject({ progress: 10 })
  })

  it('shows no older state after a newer one was forgotten, however late it is written', async () => {
    const { job } = await requestSong(ada)
    const { db, redis } = openServices(studio.env)
    const [queued] = await readOwnJobs(db, ada.id, [job.id])
    if (queued === undefined) throw new Error('There is no job')
    const before = { ...queued, version: queued.version - 1, progress: 99 }
    await writeSnapshots(redis, [{ ...queued, progress: 98 }])
    await forgetSnapshots(redis, [queued])
    await writeSnapshots(redis, [before])
    expect(await readJob(ada, job.id)).toMatchObject({ progress: queued.progress })
    const after = { ...queued, version: queued.version + 1, progress: 97 }
    await writeSnapshots(redis, [after])
    expect(await readJob(ada, job.id)).toMatchObject({ progress: 97 })
  })

  it.each([
    ['Storing and measuring the audio', 'storing', 'storing'],
    ['Looking for another provider', 'rendering', 'finding_provider'],
    ['Sampling with euler_a', 'rendering', 'rendering'],
  ])(
    'reads the stage of a row that an older deploy wrote: %s, %s',
    async (stage, status, stageCode) => {
      const { job } = await requestSong(ada)
      await studio.sql(
        `with job as (update jobs set stage = $2, status = $3 where id = $1 returning track_id)
         update tracks set status = $3 from job where tracks.id = job.track_id`,
        [job.id, stage, status],
      )
      await studio.redis.flush()
      const read = await readJob(ada, job.id)
      expect(read).toMatchObject({ stageCode })
      expect(read.stage).toBe(JOB_STAGES[read.stageCode])
      expect(read.stage).not.toContain('Sampling')
    },
  )

  it('has a stage code even in a replayed answer that an older deploy stored', async () => {
    const call = { json: SONG, headers: { 'idempotency-key': 'again' } }
    const first = await (await ada.call('/api/tracks', call)).json<TrackRequested>()
    await studio.sql(`update request_keys set answer = answer #- '{jobs,0,stageCode}'`)
    const again = await (await ada.call('/api/tracks', call)).json<TrackRequested>()
    expect(again).toEqual(first)
    expect(again.job.stageCode).toBe('waiting_to_send')
  })

  it('has an ETag that changes with the state, and answers 304 to it', async () => {
    const { job } = await requestSong(ada)
    const first = await ada.call(`/api/jobs/${job.id}`)
    const etag = first.headers.get('etag') ?? ''
    expect(etag).toBe('W/"1"')
    const headers = { 'if-none-match': etag }
    const same = await ada.call(`/api/jobs/${job.id}`, { headers })
    expect([same.status, await same.text()]).toEqual([304, ''])
    expect(same.headers.get('etag')).toBe(etag)
    expect(same.headers.get('retry-after')).toBe('1')
    await studio.work('submit')
    const changed = await ada.call(`/api/jobs/${job.id}`, { headers })
    expect(changed.status).toBe(200)
    expect(changed.headers.get('etag')).toBe('W/"3"')
  })

  it('asks pollers to come back after 1 second, after 3 from the 60th on, and never once it is over', async () => {
    const { job } = await requestSong(ada)
    const retryAfter = async (seconds: number) => {
      const text = `update jobs set created_at = now() - make_interval(secs => $2) where id = $1`
      await studio.sql(text, [job.id, seconds])
      await studio.redis.flush()
      return (await ada.call(`/api/jobs/${job.id}`)).headers.get('retry-after')
    }
    expect(await retryAfter(50)).toBe('1')
    expect(await retryAfter(61)).toBe('3')
    await cancel(job.id)
    const over = await ada.call(`/api/jobs/${job.id}`)
    expect(over.headers.get('retry-after')).toBeNull()
    expect(await over.json()).toMatchObject({ finishedAt: expect.any(String), elapsedSeconds: 61 })
  })

  it('hides the jobs of others', async () => {
    const { job } = await requestSong(ada)
    const bo = await studio.newPerson('Bo')
    const calls: Parameters<typeof expectHidden>[2] = [
      [(id) => `/api/jobs/${id}`],
      [(id) => `/api/jobs/${id}/cancel`, { method: 'POST' }],
    ]
    await expectHidden(bo, [job.id, NOBODYS], calls)
    await studio.redis.flush()
    await expectHidden(bo, [job.id, NOBODYS], calls)
    expect(await readJob(ada, job.id)).toMatchObject({ status: 'queued' })
  })
})

describe('POST /api/jobs/{id}/cancel', () => {
  itNeedsSignIn(() => studio, [[`/api/jobs/${NOBODYS}/cancel`, { method: 'POST' }]])

  it.each([
    ['queued', () => requestSong(ada)],
    ['submitted', () => submitSong(studio, ada)],
    [
      'rendering',
      async () => {
        const song = await submitSong(studio, ada)
        await studio.sql(`update jobs set status = 'rendering' where id = $1`, [song.job.id])
        return song
      },
    ],
    [
      'storing',
      async () => {
        const song = await renderSong(studio, ada)
        await studio.sql(`update jobs set status = 'storing' where id = $1`, [song.job.id])
        return song
      },
    ],
  ])('ends a job that is %s and gives its credits back once', async (_, begin) => {
    const { job } = await begin()
    const answers = await Promise.all([cancel(job.id), cancel(job.id), cancel(job.id)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
    const canceled = answers.find(({ status }) => status === 200)
    expect(await canceled?.json()).toMatchObject({ id: job.id, status: 'canceled' })
    await studio.work()
    expect(await readJob(ada, job.id)).toMatchObject({ status: 'canceled', stage: 'Canceled' })
    expect(await readJob(ada, job.id)).not.toHaveProperty('error')
    expect(await creditMovesOf(studio, job.id)).toEqual(['hold', 'release'])
    expect(await readBalance(ada)).toEqual({ available: 50, held: 0 })
  })

  it('asks FAL to stop', async () => {
    await studio.fal.settings({ renderSeconds: 60 })
    const { job } = await submitSong(studio, ada)
    await cancel(job.id)
    await studio.work('stop')
    expect(await studio.fal.counters()).toMatchObject({ cancels: 1, submits: 1 })
  })

  it('succeeds even when FAL can’t be asked to stop', async () => {
    const { job } = await submitSong(studio, ada)
    studio.jobs.sends.broken = 1
    expect((await cancel(job.id)).status).toBe(200)
    expect(await readBalance(ada)).toEqual({ available: 50, held: 0 })
  })

  it('answers 409 for a job that is over, and changes nothing', async () => {
    const { job } = await makeSong(studio, ada)
    const before = await readJob(ada, job.id)
    await expectRefusal(await cancel(job.id), 'conflict')
    expect(await readJob(ada, job.id)).toEqual(before)
    expect(await creditMovesOf(studio, job.id)).toEqual(['hold', 'settle'])
    await studio.fal.fault('submit_422')
    const failed = await requestSong(ada)
    await studio.work('submit')
    await expectRefusal(await cancel(failed.job.id), 'conflict')
  })
})
