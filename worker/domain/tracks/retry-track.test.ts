import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { expectLedgerHolds } from '../../../tests/harness/ledger-invariants.ts'
import { expectRefusal } from '../../../tests/harness/refusals.ts'
import {
  LYRICS,
  makeSong,
  readBalance,
  readJob,
  requestSong,
  submitSong,
} from '../../../tests/harness/songs.ts'
import { openStudio, type Person, type Studio } from '../../../tests/harness/studio.ts'
import type { TrackRequested } from './request-track.ts'

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

const retry = (person: Person, trackId: string) =>
  person.call(`/api/tracks/${trackId}/retry`, { method: 'POST' })

/** A song that FAL refused. */
async function refusedSong(wishes: Record<string, unknown> = {}) {
  await studio.fal.fault('submit_422')
  const requested = await requestSong(ada, wishes)
  await studio.work()
  expect(await readJob(ada, requested.job.id)).toMatchObject({ status: 'failed' })
  return requested
}

describe('POST /api/tracks/{id}/retry', () => {
  it('requests the same song again, with every wish', async () => {
    const wishes = {
      title: 'Kettle',
      instrumental: false,
      lyrics: LYRICS,
      model: 'minimax-music-2',
      durationSeconds: 60,
      genre: 'jazz',
      mood: 'calm',
      bpm: 90,
      key: 'C minor',
      styleStrength: 0.5,
    }
    const { track } = await refusedSong(wishes)
    const answer = await retry(ada, track.id)
    expect(answer.status).toBe(202)
    const again = await answer.json<TrackRequested>()
    const { id, orderId, createdAt, ...same } = again.track
    expect(id).not.toBe(track.id)
    expect(orderId).not.toBe(track.orderId)
    expect(same).toEqual({ ...track, id: undefined, orderId: undefined, createdAt: undefined })
    expect(again.credits).toEqual({ held: 5, available: 45 })
    await studio.work()
    expect(await readJob(ada, again.job.id)).toMatchObject({ status: 'complete' })
    expect(await readBalance(ada)).toEqual({ available: 45, held: 0 })
  })

  it('makes one track, however often the person presses', async () => {
    const { track } = await refusedSong()
    const answers = await Promise.all(Array.from({ length: 5 }, () => retry(ada, track.id)))
    const ids = await Promise.all(
      answers.map(async (answer) => (await answer.json<TrackRequested>()).track.id),
    )
    expect(new Set(ids).size).toBe(1)
    expect(await readBalance(ada)).toEqual({ available: 45, held: 5 })
  })

  it('works again after the track was renamed', async () => {
    const { track } = await refusedSong()
    expect((await retry(ada, track.id)).status).toBe(202)
    await ada.call(`/api/tracks/${track.id}`, { method: 'PATCH', json: { title: 'Kettle' } })
    const answer = await retry(ada, track.id)
    expect(answer.status).toBe(202)
    expect(await answer.json()).toMatchObject({ track: { title: 'Kettle' } })
  })

  it('accepts a canceled track', async () => {
    const { track, job } = await submitSong(studio, ada)
    await ada.call(`/api/jobs/${job.id}/cancel`, { method: 'POST' })
    expect((await retry(ada, track.id)).status).toBe(202)
  })

  it('refuses a track that may still be made, or is complete', async () => {
    const { track } = await submitSong(studio, ada)
    await expectRefusal(await retry(ada, track.id), 'conflict')
    const made = await makeSong(studio, ada)
    await expectRefusal(await retry(ada, made.track.id), 'conflict')
  })

  it('takes nothing from a person with too few credits', async () => {
    const { track } = await refusedSong()
    await requestSong(ada, { variations: 4 })
    await requestSong(ada, { variations: 4 })
    await requestSong(ada, { variations: 2 })
    const before = await readBalance(ada)
    expect(before.available).toBe(0)
    await expectRefusal(await retry(ada, track.id), 'insufficient_credits')
    expect(await readBalance(ada)).toEqual(before)
  })

  it('says why a track from before a rule can’t be made again', async () => {
    const { track } = await refusedSong()
    const change = 'update tracks set prompt = $2 where id = $1'
    await studio.sql(change, [track.id, 'rain\u0007'])
    const { message } = await expectRefusal(await retry(ada, track.id), 'invalid')
    expect(message).toMatch(
      /can’t be made again as it is\. Remove the control character U\+0007\.$/,
    )
  })

  it('is only for the track’s owner', async () => {
    const { track } = await refusedSong()
    await expectRefusal(await retry(await studio.newPerson('Bo'), track.id), 'not_found')
    await expectRefusal(await retry(ada, 'trk_unknown'), 'not_found')
    const stranger = await studio.fetch(`/api/tracks/${track.id}/retry`, { method: 'POST' })
    await expectRefusal(stranger, 'unauthenticated')
  })
})
