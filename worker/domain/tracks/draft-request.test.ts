import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { expectLedgerHolds } from '../../../tests/harness/ledger-invariants.ts'
import { countRows, expectRefusal, NOTHING_WRITTEN } from '../../../tests/harness/refusals.ts'
import { readBalance, readJob, requestSong, SONG } from '../../../tests/harness/songs.ts'
import { openStudio, type Person, type Studio } from '../../../tests/harness/studio.ts'
import type { TrackRequested } from './request-track.ts'

let studio: Studio
beforeAll(async () => {
  studio = await openStudio()
})
beforeEach(() => studio.reset())

const KEY = 'first song of the day'

function ask(person: Person, json: Record<string, unknown> = SONG, key = KEY) {
  return person.call('/api/tracks', { json, headers: { 'idempotency-key': key } })
}

describe('Idempotency-Key', () => {
  it('gets the same answer again and costs nothing more', async () => {
    const ada = await studio.newPerson()
    const first = await ask(ada, { ...SONG, variations: 2 })
    expect(first.status).toBe(202)
    const text = await first.text()
    await requestSong(ada)
    await studio.reset()
    const again = await ask(ada, { variations: 2, ...SONG, model: 'auto' })
    expect(again.status).toBe(202)
    expect(await again.text()).toBe(text)
    expect((await studio.postgres.counters()).requests).toBeLessThanOrEqual(2)
    expect(await countRows(studio, ada)).toMatchObject({ tracks: 3, jobs: 3, entries: 4, held: 15 })
    await expectLedgerHolds(studio)
  })

  it('gets takes even from an answer that an older deploy stored', async () => {
    const ada = await studio.newPerson()
    const first = await (await ask(ada, { ...SONG, variations: 2 })).json<TrackRequested>()
    await studio.sql(
      `update request_keys set answer = answer #- '{tracks,0,orderId}' #- '{tracks,0,take}'
        #- '{tracks,1,orderId}' #- '{tracks,1,take}' where user_id = $1`,
      [ada.id],
    )
    expect(await (await ask(ada, { ...SONG, variations: 2 })).json()).toEqual(first)
  })

  it('makes one track and one hold for twenty simultaneous requests', async () => {
    const ada = await studio.newPerson()
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask(ada)))
    const texts = await Promise.all(answers.map((answer) => answer.text()))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]))
    expect(new Set(texts).size).toBe(1)
    expect(await countRows(studio, ada)).toEqual({
      tracks: 1,
      jobs: 1,
      keys: 1,
      entries: 2,
      held: 5,
    })
    expect(await readBalance(ada)).toEqual({ available: 45, held: 5 })
  })

  it('answers 409 to another body under the same key, and writes nothing', async () => {
    const ada = await studio.newPerson()
    await ask(ada)
    await expectRefusal(await ask(ada, { ...SONG, prompt: 'something else' }), 'conflict')
    await expectRefusal(await ask(ada, { ...SONG, variations: 2 }), 'conflict')
    expect(await countRows(studio, ada)).toMatchObject({ tracks: 1, keys: 1, held: 5 })
    expect(studio.jobs.held).toHaveLength(1)
  })

  it('belongs to one person', async () => {
    const [ada, bo] = [await studio.newPerson(), await studio.newPerson('Bo')]
    const hers = await (await ask(ada)).json<TrackRequested>()
    const his = await (await ask(bo, { ...SONG, prompt: 'a polka' })).json<TrackRequested>()
    expect(his.track.id).not.toBe(hers.track.id)
    expect(his.track.prompt).toBe('a polka')
  })

  it('can be used again after a refusal', async () => {
    const ada = await studio.newPerson()
    await expectRefusal(await ask(ada, { prompt: '' }), 'invalid', 'prompt')
    await studio.sql(
      `select move_credits($1, 'adjust', 'adjust:' || $1, -50, 0, null, null, 'spent')`,
      [ada.id],
    )
    await expectRefusal(await ask(ada), 'insufficient_credits')
    expect(await countRows(studio, ada)).toMatchObject({ ...NOTHING_WRITTEN, entries: 2 })
    await studio.sql(`select move_credits($1, 'grant', 'grant:' || $1, 5, 0, null, null, 'gift')`, [
      ada.id,
    ])
    expect((await ask(ada)).status).toBe(202)
    expect(await readBalance(ada)).toEqual({ available: 0, held: 5 })
  })

  it('enqueues the job again only while it is still queued', async () => {
    const ada = await studio.newPerson()
    studio.jobs.sends.broken = 1
    const { job } = await (await ask(ada)).json<TrackRequested>()
    expect(studio.jobs.held).toHaveLength(0)
    expect(await readJob(ada, job.id)).toMatchObject({ status: 'queued' })
    await ask(ada)
    expect(studio.jobs.held).toMatchObject([{ body: { kind: 'submit', jobId: job.id } }])
    await studio.work('submit')
    await ask(ada)
    expect(studio.jobs.held.filter(({ body }) => body.kind === 'submit')).toEqual([])
    expect(await studio.fal.counters()).toMatchObject({ submits: 1 })
  })

  it('finds the track of a request whose answer was lost after the commit', async () => {
    const ada = await studio.newPerson()
    await studio.postgres.fault('error_after_commit')
    await expectRefusal(await ask(ada), 'internal')
    expect((await ask(ada)).status).toBe(202)
    expect(await countRows(studio, ada)).toMatchObject({ tracks: 1, held: 5 })
  })

  it('takes keys of 1 to 200 characters', async () => {
    const ada = await studio.newPerson()
    expect((await ask(ada, SONG, 'k')).status).toBe(202)
    expect((await ask(ada, SONG, 'k'.repeat(200))).status).toBe(202)
    for (const key of ['', 'k'.repeat(201)])
      await expectRefusal(await ask(ada, SONG, key), 'invalid', 'idempotency-key')
    expect(await countRows(studio, ada)).toMatchObject({ tracks: 2 })
  })
})
