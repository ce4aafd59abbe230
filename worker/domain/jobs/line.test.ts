import { beforeEach, describe, expect, it } from 'vitest'
import { expectLedgerHolds } from '../../../tests/harness/ledger-invariants.ts'
import { buy } from '../../../tests/harness/purchases.ts'
import {
  attemptsOf,
  makeOverdue,
  readBalance,
  readJob,
  requestSong,
} from '../../../tests/harness/songs.ts'
import { openStudio, type Person, type Studio } from '../../../tests/harness/studio.ts'

let studio: Studio
let ada: Person
beforeEach(async () => {
  studio = await openStudio({ FAL_CONCURRENCY: '2', REPLICATE_CONCURRENCY: '1' })
  await studio.fal.settings({ renderSeconds: 60 })
  ada = await studio.newPerson()
})

/** Asks for songs, one after the other. */
async function ask(person: Person, songs: number): Promise<string[]> {
  const jobIds: string[] = []
  for (let song = 0; song < songs; song += 1) {
    jobIds.push((await requestSong(person)).job.id)
    await studio.work('submit')
  }
  return jobIds
}

/** Where each job is: its place in line, counted from 1, or how it stands. */
const placesOf = (jobIds: string[], person = ada) =>
  Promise.all(
    jobIds.map(async (jobId) => {
      const { status, stageCode, queuePosition } = await readJob(person, jobId)
      return stageCode === 'waiting_in_line' ? `${status} ${(queuePosition ?? 0) + 1}` : status
    }),
  )

/** Has FAL finish a job's render, and the studio store it. */
async function finish(jobId: string) {
  const [attempt] = await attemptsOf(studio, jobId)
  await studio.fal.complete(attempt?.requestId ?? '')
  const [webhook] = (await studio.fal.outbox()).filter(
    (each) => each.requestId === attempt?.requestId,
  )
  if (!webhook) throw new Error('FAL has no webhook')
  await studio.receive(webhook)
  await studio.fal.takeOut(webhook.id)
  await studio.work('finish', 'submit')
}

describe('more songs than a provider gets at once', () => {
  it('wait in order with their places, and the end of one lets in the next', async () => {
    const songs = await ask(ada, 5)
    expect(await placesOf(songs)).toEqual([
      'submitted',
      'submitted',
      'queued 1',
      'queued 2',
      'queued 3',
    ])
    expect(await studio.fal.counters()).toMatchObject({ submits: 2 })
    await finish(songs[1] ?? '')
    expect(await placesOf(songs)).toEqual([
      'submitted',
      'complete',
      'submitted',
      'queued 1',
      'queued 2',
    ])
    await ada.call(`/api/jobs/${songs[3]}/cancel`, { method: 'POST' })
    await studio.work('submit')
    expect(await placesOf(songs)).toEqual([
      'submitted',
      'complete',
      'submitted',
      'canceled',
      'queued 1',
    ])
    await finish(songs[0] ?? '')
    expect(await placesOf(songs.slice(4))).toEqual(['submitted'])
    await expectLedgerHolds(studio)
  })

  it('are never more than that at FAL, however many consumers submit at once', async () => {
    const { jobs } = await requestSong(ada, { variations: 4 })
    const more = await requestSong(ada, { variations: 4 })
    await Promise.all(studio.jobs.held.splice(0).map((message) => studio.deliver([message])))
    expect(await studio.fal.counters()).toMatchObject({ submits: 2 })
    const places = await placesOf([...jobs, ...more.jobs].map(({ id }) => id))
    expect(places.filter((place) => place === 'submitted')).toHaveLength(2)
    await studio.work('submit')
    await studio.cron()
    await studio.work('submit')
    const waiting = await placesOf([...jobs, ...more.jobs].map(({ id }) => id))
    expect(waiting.filter((place) => place !== 'submitted').sort()).toEqual(
      [1, 2, 3, 4, 5, 6].map((place) => `queued ${place}`),
    )
  })

  it('let those go first who paid, but not past somebody who has waited for five minutes', async () => {
    const eve = await studio.newPerson('Eve')
    await buy(studio, eve)
    const [, , patient = '', newer = ''] = await ask(ada, 4)
    await studio.sql(
      `update jobs set line_rank = line_rank - interval '301 seconds' where id = $1`,
      [patient],
    )
    const [paid = ''] = await ask(eve, 1)
    expect(await placesOf([patient, newer])).toEqual(['queued 1', 'queued 3'])
    expect(await placesOf([paid], eve)).toEqual(['queued 2'])
  })

  it('are let in by cron when every message was lost', async () => {
    const songs = await ask(ada, 4)
    await studio.sql(`update attempts set status = 'failed', finished_at = now()`)
    studio.jobs.reset()
    await studio.cron()
    await studio.work('submit')
    expect(await placesOf(songs.slice(2))).toEqual(['submitted', 'submitted'])
  })

  it('have all of their time left when their turn comes', async () => {
    const [first = '', , third = ''] = await ask(ada, 3)
    await studio.sql(
      `update jobs set created_at = created_at - interval '20 minutes',
         deadline = deadline - interval '20 minutes', line_since = line_since - interval '20 minutes'
       where id = $1`,
      [third],
    )
    await studio.cron()
    expect(await placesOf([third])).toEqual(['queued 1'])
    await finish(first)
    expect(await placesOf([third])).toEqual(['submitted'])
    const [left] = await studio.sql<{ seconds: number }>(
      `select extract(epoch from deadline - now())::int as seconds from jobs where id = $1`,
      [third],
    )
    expect(left?.seconds).toBeGreaterThan(850)
    expect(left?.seconds).toBeLessThanOrEqual(900)
  })

  it('fail with a sentence and their credits back after half an hour in line', async () => {
    const [, , third = ''] = await ask(ada, 3)
    await studio.sql(
      `update jobs set line_since = line_since - interval '31 minutes' where id = $1`,
      [third],
    )
    await studio.cron()
    expect(await readJob(ada, third)).toMatchObject({
      status: 'failed',
      error: {
        code: 'line_too_long',
        message:
          'Too many tracks were waiting before this one. Try again later. Nothing was charged.',
      },
    })
    expect(await readBalance(ada)).toEqual({ available: 40, held: 10 })
    await expectLedgerHolds(studio)
  })

  it('leave the line when an overdue render brings the music first', async () => {
    const [first = '', second = ''] = await ask(ada, 2)
    for (const jobId of [first, second]) {
      await makeOverdue(studio, jobId)
      await studio.deliver(studio.jobs.held.splice(0).filter(({ body }) => body.kind === 'watch'))
      await studio.work('submit')
    }
    expect(await placesOf([first, second])).toEqual(['submitted', 'submitted 1'])
    await finish(second)
    expect(await placesOf([second])).toEqual(['complete'])
    expect(await studio.sql('select id from jobs where line is not null')).toEqual([])
  })

  it('may be canceled for nothing while they wait', async () => {
    const [, , third = ''] = await ask(ada, 3)
    expect(await readJob(ada, third)).toMatchObject({ cancelRefunds: true })
  })
})
