import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { expectLedgerHolds } from '../../../tests/harness/ledger-invariants.ts'
import { expectHidden, expectRefusal, itNeedsSignIn } from '../../../tests/harness/refusals.ts'
import { makeSong, readBalance, readTrack, requestSong } from '../../../tests/harness/songs.ts'
import { openStudio, type Person, type Studio } from '../../../tests/harness/studio.ts'

let studio: Studio

beforeAll(async () => {
  studio = await openStudio()
})
afterEach(() => expectLedgerHolds(studio))

const giveBack = (person: Person, trackId: string) =>
  person.call(`/api/tracks/${trackId}/refund`, { method: 'POST' })

async function makeSongs(person: Person, count: number): Promise<string[]> {
  const ids: string[] = []
  for (let made = 0; made < count; made += 1) ids.push((await makeSong(studio, person)).track.id)
  return ids
}

describe('POST /api/tracks/{id}/refund', () => {
  itNeedsSignIn(() => studio, [['/api/tracks/trk_1/refund', { method: 'POST' }]])

  it('gives half the price back, rounded up, once', async () => {
    const person = await studio.newPerson()
    const { track } = await makeSong(studio, person)
    const until = Date.parse((await readTrack(person, track.id)).refundableUntil ?? '')
    expect(until - Date.now()).toBeGreaterThan(6.9 * 86_400_000)
    const answer = await giveBack(person, track.id)
    expect(answer.status).toBe(200)
    expect(await readTrack(person, track.id)).toMatchObject({ refundableUntil: null })
    expect(await answer.json()).toEqual({ refunded: 3, credits: { held: 0, available: 48 } })
    const { message } = await expectRefusal(await giveBack(person, track.id), 'conflict')
    expect(message).toBe('Half of its price was given back already.')
    expect(await readBalance(person)).toEqual({ available: 48, held: 0 })
  })

  it('gives it back once for twenty requests at the same time', async () => {
    const person = await studio.newPerson()
    const { track } = await makeSong(studio, person)
    const answers = await Promise.all(Array.from({ length: 20 }, () => giveBack(person, track.id)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(19).fill(409)])
    expect(await readBalance(person)).toEqual({ available: 48, held: 0 })
  })

  it('gives back three of five in a month, even when all five are requested at once', async () => {
    const person = await studio.newPerson()
    const tracks = await makeSongs(person, 5)
    const answers = await Promise.all(tracks.map((id) => giveBack(person, id)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 409, 409])
    const rest = tracks[answers.findIndex(({ status }) => status === 409)] ?? ''
    const { message } = await expectRefusal(await giveBack(person, rest), 'conflict')
    expect(message).toBe('This can be done 3 times a month, and you have done so already.')
    expect(await readBalance(person)).toEqual({ available: 34, held: 0 })
  })

  it('starts counting again in another month', async () => {
    const person = await studio.newPerson()
    const tracks = await makeSongs(person, 4)
    for (const id of tracks.slice(0, 3)) expect((await giveBack(person, id)).status).toBe(200)
    await studio.sql('alter table credit_entries disable trigger credit_entries_immutable')
    await studio.sql(
      `update credit_entries set created_at = created_at - interval '1 month',
         key = replace(key, ':' || to_char(now() at time zone 'utc', 'YYYY-MM'), ':past')
       where user_id = $1 and kind = 'refund'`,
      [person.id],
    )
    await studio.sql('alter table credit_entries enable trigger credit_entries_immutable')
    expect((await giveBack(person, tracks[3] ?? '')).status).toBe(200)
  })

  it('gives nothing back for a track older than a week', async () => {
    const person = await studio.newPerson()
    const { track, job } = await makeSong(studio, person)
    const age = (interval: string) =>
      studio.sql(`update jobs set finished_at = now() - interval '${interval}' where id = $1`, [
        job.id,
      ])
    await age('7 days 1 minute')
    expect(await readTrack(person, track.id)).toMatchObject({ refundableUntil: null })
    const { message } = await expectRefusal(await giveBack(person, track.id), 'conflict')
    expect(message).toBe('A track can be given back for 7 days. This one is older.')
    await age('6 days 23 hours')
    expect((await giveBack(person, track.id)).status).toBe(200)
  })

  it('gives nothing back for a track that is unfinished or cost nothing', async () => {
    const person = await studio.newPerson()
    const open = await requestSong(person)
    const canceled = await requestSong(person)
    await person.call(`/api/jobs/${canceled.job.id}/cancel`, { method: 'POST' })
    for (const { track } of [open, canceled]) {
      const { message } = await expectRefusal(await giveBack(person, track.id), 'conflict')
      expect(message).toBe('Only a finished track has a price to give back.')
    }
  })

  it("gives nothing back for another person's track", async () => {
    const [ada, bo] = [await studio.newPerson(), await studio.newPerson()]
    const { track } = await makeSong(studio, ada)
    await expectHidden(
      bo,
      [track.id, 'trk_00000000000000000000000000'],
      [[(id) => `/api/tracks/${id}/refund`, { method: 'POST' }]],
    )
    expect(await readBalance(bo)).toEqual({ available: 50, held: 0 })
    expect(await readBalance(ada)).toEqual({ available: 45, held: 0 })
  })
})
