import { afterEach, describe, expect, it, vi } from 'vitest'
import { expectLedgerHolds } from '../../../tests/harness/ledger-invariants.ts'
import { buy } from '../../../tests/harness/purchases.ts'
import { countRows, expectRefusal, NOTHING_WRITTEN } from '../../../tests/harness/refusals.ts'
import { requestSong, SONG, submitSong } from '../../../tests/harness/songs.ts'
import { openStudio, type Person, type Studio } from '../../../tests/harness/studio.ts'

afterEach(() => vi.useRealTimers())

const ask = (person: Person, wishes: Record<string, unknown> = {}) =>
  person.call('/api/tracks', { json: { ...SONG, ...wishes } })

const cancel = (person: Person, jobId: string) =>
  person.call(`/api/jobs/${jobId}/cancel`, { method: 'POST' })

describe('a person’s open jobs', () => {
  const open = () => openStudio({ OPEN_JOBS_MAX: undefined, SIGNUP_CREDITS: '1000' })

  it('are eight at most, of forty requests at once', async () => {
    const studio = await open()
    const ada = await studio.newPerson()
    const answers = await Promise.all(Array.from({ length: 40 }, () => ask(ada)))
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(8)
    const refused = answers.filter(({ status }) => status !== 202)
    for (const answer of refused) {
      expect(answer.headers.get('retry-after')).toBe('30')
      const { message } = await expectRefusal(answer, 'rate_limited')
      expect(message).toMatch(/up to 8 tracks in the making .+ Nothing was charged\.$/)
    }
    expect(await countRows(studio, ada)).toEqual({
      tracks: 8,
      jobs: 8,
      keys: 8,
      entries: 9,
      held: 40,
    })
    await expectLedgerHolds(studio)
  })

  it('count each variation, whoever else has some, and leave their places when they end', async () => {
    const studio = await open()
    const [ada, eve] = [await studio.newPerson(), await studio.newPerson()]
    const [first] = [
      await requestSong(ada, { variations: 4 }),
      await requestSong(ada, { variations: 3 }),
    ]
    await expectRefusal(await ask(ada, { variations: 2 }), 'rate_limited')
    expect(await countRows(studio, ada)).toMatchObject({ tracks: 7, jobs: 7, keys: 2 })
    await requestSong(eve, { variations: 4 })
    await requestSong(ada)
    await expectRefusal(await ask(ada), 'rate_limited')
    await cancel(ada, first.job.id)
    const key = { 'idempotency-key': 'again' }
    for (let time = 0; time < 2; time += 1)
      expect((await ada.call('/api/tracks', { json: SONG, headers: key })).status).toBe(202)
    await expectLedgerHolds(studio)
  })
})

describe('songs that nobody paid for', () => {
  const countedIn = async (studio: Studio) =>
    (await studio.sql<{ micros: number }>('select micros::integer from unpaid_costs')).map(
      ({ micros }) => micros,
    )

  it('cost what the setting says in a day at most, of twenty requests at once', async () => {
    vi.setSystemTime('2026-12-01T22:30:00Z')
    const studio = await openStudio({ UNPAID_COST_CENTS_PER_DAY: '45' })
    const people = await Promise.all(Array.from({ length: 5 }, () => studio.newPerson()))
    const requests = people.flatMap((person) => [person, person, person, person])
    const answers = await Promise.all(requests.map((person) => ask(person)))
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(3)
    const refused = answers.filter(({ status }) => status !== 202)
    for (const answer of refused) {
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(5_300)
      expect(Number(answer.headers.get('retry-after'))).toBeLessThanOrEqual(5_400)
      const { message } = await expectRefusal(answer, 'unavailable')
      expect(message).toBe(
        'The studio has made all the free songs it can today. Try again after midnight UTC, or buy credits to go on now. Nothing was charged.',
      )
    }
    const eve = await studio.newPerson()
    await expectRefusal(await ask(eve, { variations: 2 }), 'unavailable')
    expect(await countRows(studio, eve)).toEqual(NOTHING_WRITTEN)
    expect(await countedIn(studio)).toEqual([450_000])
    await expectLedgerHolds(studio)
  })

  it('are no limit for those who paid, and begin anew the next day', async () => {
    const studio = await openStudio({ UNPAID_COST_CENTS_PER_DAY: '20' })
    const [ada, eve, bo] = [
      await studio.newPerson(),
      await studio.newPerson(),
      await studio.newPerson(),
    ]
    await buy(studio, ada)
    vi.setSystemTime('2026-12-01T22:30:00Z')
    await requestSong(eve)
    await expectRefusal(await ask(bo), 'unavailable')
    await requestSong(ada, { variations: 4 })
    expect(await countedIn(studio)).toEqual([150_000])
    vi.setSystemTime('2026-12-02T00:00:30Z')
    const tomorrow = await studio.newPerson()
    await requestSong(tomorrow)
    await expectRefusal(await ask(tomorrow), 'unavailable')
    expect(await countedIn(studio)).toEqual([150_000, 150_000])
  })

  it('count nothing when they end before a provider could have them', async () => {
    const studio = await openStudio({ UNPAID_COST_CENTS_PER_DAY: '15' })
    await studio.fal.settings({ renderSeconds: 60 })
    const ada = await studio.newPerson()
    for (let round = 0; round < 3; round += 1) {
      const { job } = await requestSong(ada)
      await cancel(ada, job.id)
      await cancel(ada, job.id)
    }
    expect(await countedIn(studio)).toEqual([0])
    const { job } = await submitSong(studio, ada)
    await cancel(ada, job.id)
    expect(await countedIn(studio)).toEqual([150_000])
    await expectRefusal(await ask(ada), 'unavailable')
    await expectLedgerHolds(studio)
  })
})
