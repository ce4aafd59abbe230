import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { expectRefusal, itNeedsSignIn } from '../../tests/harness/refusals.ts'
import { readJob, requestSong } from '../../tests/harness/songs.ts'
import { openStudio, type Person, type Studio } from '../../tests/harness/studio.ts'
import type { JobAnswer } from '../domain/jobs/job-answer.ts'

let studio: Studio
let ada: Person
beforeAll(async () => {
  studio = await openStudio({ SIGNUP_CREDITS: '500' })
})
beforeEach(async () => {
  await studio.reset()
  ada = await studio.newPerson()
})

const NOBODYS = 'job_01kbabcdefghjkmnpqrstvwxyz'

const call = (ids: string[], person = ada) => person.call(`/api/jobs?ids=${ids.join(',')}`)

async function poll(ids: string[], person = ada): Promise<JobAnswer[]> {
  const answer = await call(ids, person)
  expect(answer.status).toBe(200)
  return (await answer.json<{ items: JobAnswer[] }>()).items
}

/** Twenty jobs that wait, in the order in which they were asked for. */
async function requestTwenty(): Promise<string[]> {
  const ids: string[] = []
  for (let order = 0; order < 5; order += 1)
    ids.push(...(await requestSong(ada, { variations: 4 })).jobs.map(({ id }) => id))
  return ids
}

async function countRequests(of: () => Promise<unknown>) {
  await Promise.all([studio.postgres.resetCounters(), studio.redis.resetCounters()])
  await of()
  const [postgres, redis] = await Promise.all([studio.postgres.counters(), studio.redis.counters()])
  return { postgres: postgres.requests, redis: redis.requests }
}

describe('GET /api/jobs', () => {
  itNeedsSignIn(() => studio, [[`/api/jobs?ids=${NOBODYS}`]])

  it('answers twenty jobs from one Redis request, in the order asked for, each once', async () => {
    const ids = (await requestTwenty()).toReversed()
    const polling = async () => {
      const items = await poll(ids)
      expect(items.map(({ id }) => id)).toEqual(ids)
      expect(items[7]).toEqual({
        ...(await readJob(ada, String(ids[7]))),
        elapsedSeconds: expect.any(Number),
      })
    }
    const requests = await countRequests(polling)
    // One of them is `readJob`'s.
    expect(requests).toEqual({ postgres: 0, redis: 2 })
    const [a, b] = ids.map(String)
    expect((await poll([b, a, b].map(String))).map(({ id }) => id)).toEqual([b, a])
  })

  it('reads all missing snapshots in one Postgres request, and keeps them', async () => {
    const ids = await requestTwenty()
    const before = await poll(ids)
    await studio.redis.flush()
    await poll(ids.slice(0, 5))
    const rest = async () => {
      const items = await poll(ids)
      const timeless = (job: JobAnswer) => ({ ...job, elapsedSeconds: 0 })
      expect(items.map(timeless)).toEqual(before.map(timeless))
    }
    expect(await countRequests(rest)).toEqual({ postgres: 1, redis: 2 })
    expect(await countRequests(rest)).toEqual({ postgres: 0, redis: 1 })
  })

  it('answers from Postgres while Redis is down', async () => {
    const ids = await requestTwenty()
    await studio.redis.fault('drop', 100)
    await studio.postgres.resetCounters()
    expect((await poll(ids)).map(({ id }) => id)).toEqual(ids)
    expect(await studio.postgres.counters()).toMatchObject({ requests: 1 })
  })

  it('leaves out what is another person’s or unknown, whether Redis has it or not', async () => {
    const bo = await studio.newPerson('Bo')
    const [hers, his] = [await requestSong(ada), await requestSong(bo)]
    const asked = [his.job.id, NOBODYS, hers.job.id, `'--`]
    expect((await poll(asked)).map(({ id }) => id)).toEqual([hers.job.id])
    await studio.redis.flush()
    expect((await poll(asked)).map(({ id }) => id)).toEqual([hers.job.id])
    expect(await poll([his.job.id])).toEqual([])
  })

  it('asks to come back as soon as the youngest open job needs, and never once all are over', async () => {
    const [old, young] = [await requestSong(ada), await requestSong(ada)]
    await studio.sql(`update jobs set created_at = now() - interval '61 seconds' where id = $1`, [
      old.job.id,
    ])
    await studio.redis.flush()
    const ids = [old.job.id, young.job.id]
    const retryAfter = async () => (await call(ids)).headers.get('retry-after')
    expect(await retryAfter()).toBe('1')
    await ada.call(`/api/jobs/${young.job.id}/cancel`, { method: 'POST' })
    expect(await retryAfter()).toBe('3')
    await ada.call(`/api/jobs/${old.job.id}/cancel`, { method: 'POST' })
    expect(await retryAfter()).toBeNull()
    expect((await poll(ids)).map(({ status }) => status)).toEqual(['canceled', 'canceled'])
    expect((await call([NOBODYS])).headers.get('retry-after')).toBeNull()
  })

  it('refuses none, more than twenty, and what it doesn’t know', async () => {
    const ids = await requestTwenty()
    await expectRefusal(await ada.call('/api/jobs'), 'invalid', 'ids')
    await expectRefusal(await call([]), 'invalid', 'ids')
    await expectRefusal(await call([...ids, NOBODYS]), 'invalid', 'ids')
    await expectRefusal(await call(Array(21).fill(ids[0])), 'invalid', 'ids')
    await expectRefusal(await ada.call(`/api/jobs?ids=${ids[0]}&status=open`), 'invalid', 'status')
    await expectRefusal(await ada.call('/api/jobs?ids=%00'), 'invalid', 'ids.0')
  })
})
