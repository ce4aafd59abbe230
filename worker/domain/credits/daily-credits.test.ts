import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { expectLedgerHolds } from '../../../tests/harness/ledger-invariants.ts'
import { readLedger } from '../../../tests/harness/purchases.ts'
import { expectRefusal } from '../../../tests/harness/refusals.ts'
import { makeSong, readBalance, requestSong, SONG } from '../../../tests/harness/songs.ts'
import { openStudio, type Person, type Studio } from '../../../tests/harness/studio.ts'

let studio: Studio

beforeAll(async () => {
  studio = await openStudio({
    FREE_MODE: 'true',
    FREE_RENDERS_PER_DAY: '2',
    FREE_DURATION_SECONDS_MAX: '60',
    SIGNUP_CREDITS: '0',
    STRIPE_SECRET_KEY: undefined,
    STRIPE_WEBHOOK_SECRET: undefined,
  })
})
afterEach(() => expectLedgerHolds(studio))

/** Moves what a person was given today to yesterday, so that the next day is today. */
async function sleepOver({ id }: Person) {
  const night = crypto.randomUUID()
  await studio.sql(
    `update request_keys set key = key || $2, id = id || $2
     where user_id = $1 and route = 'free credits'`,
    [id, night],
  )
  // Yesterday's entry must not keep the key of today's.
  await studio.sql('alter table credit_entries disable trigger credit_entries_immutable')
  await studio.sql(
    `update credit_entries set key = key || $2 where user_id = $1 and key like 'free:%'`,
    [id, night],
  )
  await studio.sql('alter table credit_entries enable trigger credit_entries_immutable')
}

describe('a studio in free mode', () => {
  it('sells nothing, and says what it gives away', async () => {
    const person = await studio.newPerson()
    expect(await (await person.call('/api/credits')).json()).toMatchObject({ packs: [] })
    const offer = await studio.fetch('/api/pricing')
    expect(await offer.json()).toEqual({
      signupCredits: 0,
      packs: [],
      free: { creditsPerDay: 10, durationSecondsMax: 60 },
    })
    const json = { pack: 'starter' }
    await expectRefusal(await person.call('/api/credits/checkout', { json }), 'forbidden')
    await expectRefusal(await person.call('/api/credits/portal', { method: 'POST' }), 'forbidden')
    const event = await studio.fetch('/api/stripe/webhook', { method: 'POST', body: '{}' })
    await expectRefusal(event, 'forbidden')
  })

  it("gives the credits for two renders at a person's first request of the day", async () => {
    const person = await studio.newPerson()
    await requestSong(person)
    await requestSong(person)
    await expectRefusal(await person.call('/api/tracks', { json: SONG }), 'insufficient_credits')
    expect(await readBalance(person)).toEqual({ available: 0, held: 10 })
    const { text } = (await readLedger(person)).at(-1) ?? {}
    expect(text).toMatch(/^Free credits for \d{4}-\d\d-\d\d$/)
  })

  it('gives them once, however many requests come at the same time', async () => {
    const person = await studio.newPerson()
    await Promise.all(Array.from({ length: 10 }, () => person.call('/api/credits')))
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => person.call('/api/tracks', { json: SONG })),
    )
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(2)
    expect((await readLedger(person)).filter(({ kind }) => kind === 'grant')).toHaveLength(1)
  })

  it('tops up only what was used when the next day begins', async () => {
    const person = await studio.newPerson()
    await makeSong(studio, person)
    expect(await readBalance(person)).toEqual({ available: 5, held: 0 })
    await sleepOver(person)
    expect(await readBalance(person)).toEqual({ available: 10, held: 0 })
  })

  it('adds nothing up over the nights for somebody who holds it all at midnight', async () => {
    const person = await studio.newPerson()
    for (let night = 0; night < 3; night += 1) {
      const songs = [await requestSong(person), await requestSong(person)]
      await sleepOver(person)
      expect(await readBalance(person)).toEqual({ available: 0, held: 10 })
      for (const { job } of songs)
        await person.call(`/api/jobs/${job.id}/cancel`, { method: 'POST' })
      expect(await readBalance(person)).toEqual({ available: 10, held: 0 })
    }
  })

  it('returns the credits of a failed render', async () => {
    const person = await studio.newPerson()
    await studio.fal.fault('submit_500', { times: 5 })
    await studio.replicate.fault('create_500', { times: 5 })
    await requestSong(person)
    await studio.work('submit')
    await studio.fal.healFaults()
    expect(await readBalance(person)).toEqual({ available: 10, held: 0 })
  })

  it('refuses tracks longer than the operator pays for', async () => {
    const person = await studio.newPerson()
    const ask = (durationSeconds: number) =>
      person.call('/api/tracks', { json: { ...SONG, durationSeconds } })
    const error = await expectRefusal(await ask(61), 'invalid', 'durationSeconds')
    expect(error.fields?.durationSeconds).toBe(
      'Tracks in this free studio are up to 60 seconds long.',
    )
    expect((await ask(60)).status).toBe(202)
  })

  it('keeps to that length when a request to an exact model names none', async () => {
    const person = await studio.newPerson()
    const { track, job } = await requestSong(person, { model: 'stable-audio-2.5' })
    expect([track.requestedDurationSeconds, job.credits]).toEqual([60, 6])
    const quote = await person.call('/api/credits/quote?model=ace-step')
    expect(await quote.json()).toMatchObject({ credits: 2, balance: 4 })
  })
})
