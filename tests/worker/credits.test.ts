import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { expectLedgerHolds, findBrokenRules } from '../harness/ledger-invariants.ts'
import { expectRefusal, itNeedsSignIn } from '../harness/refusals.ts'
import { LYRICS, makeSong, renderSong, requestSong, SONG, submitSong } from '../harness/songs.ts'
import { openStudio, type Studio } from '../harness/studio.ts'

let studio: Studio
beforeAll(async () => {
  studio = await openStudio()
})
beforeEach(() => studio.reset())

describe('GET /api/credits', () => {
  itNeedsSignIn(() => studio, [['/api/credits'], ['/api/credits/quote']])

  it('answers what is left, what is held and what can be bought', async () => {
    const ada = await studio.newPerson()
    await requestSong(ada)
    expect(await (await ada.call('/api/credits')).json()).toEqual({
      available: 45,
      held: 5,
      debt: 0,
      packs: [
        { id: 'starter', name: 'Starter', credits: 300, priceCents: 2900, currency: 'usd' },
        { id: 'studio', name: 'Studio', credits: 700, priceCents: 5900, currency: 'usd' },
        { id: 'label', name: 'Label', credits: 2000, priceCents: 14900, currency: 'usd' },
      ],
    })
  })

  it('shows a debt as a debt, which the next credits pay first', async () => {
    const ada = await studio.newPerson()
    const move = (kind: string, change: number) =>
      studio.sql(`select move_credits($1, $2, $3, $4, 0, null, null)`, [
        ada.id,
        kind,
        `${kind}:${ada.id}`,
        change,
      ])
    const read = async () => (await ada.call('/api/credits')).json()
    await move('clawback', -70)
    expect(await read()).toMatchObject({ available: 0, held: 0, debt: 20 })
    await expectRefusal(await ada.call('/api/tracks', { json: SONG }), 'insufficient_credits')
    await move('purchase', 30)
    expect(await read()).toMatchObject({ available: 10, debt: 0 })
  })
})

describe('GET /api/credits/quote', () => {
  it('prices what the POST would charge', async () => {
    const ada = await studio.newPerson()
    const cases: [query: string, credits: number, song: Record<string, unknown>][] = [
      ['', 5, {}],
      ['?variations=4', 20, { variations: 4 }],
      ['?instrumental=true&durationSeconds=300', 5, { durationSeconds: 300 }],
      ['?hasLyrics=true', 5, { lyrics: LYRICS, instrumental: false }],
      [
        '?model=minimax-music-2&hasLyrics=true&variations=2',
        10,
        { model: 'minimax-music-2', lyrics: LYRICS, instrumental: false, variations: 2 },
      ],
    ]
    let balance = 50
    for (const [query, credits, song] of cases) {
      const quote = await ada.call(`/api/credits/quote${query}`)
      expect(await quote.json()).toEqual({ credits, balance, affordable: credits <= balance })
      const requested = await requestSong(ada, song)
      balance -= credits
      expect(requested.credits.available).toBe(balance)
    }
    const short = await ada.call('/api/credits/quote?variations=2')
    expect(await short.json()).toEqual({ credits: 10, balance: 5, affordable: false })
  })

  it('is 400 and names the wrong field', async () => {
    const ada = await studio.newPerson()
    for (const [name, value] of [
      ['model', 'suno'],
      ['durationSeconds', '14'],
      ['durationSeconds', '301'],
      ['durationSeconds', 'long'],
      ['durationSeconds', '20.5'],
      ['variations', '0'],
      ['variations', '5'],
      ['hasLyrics', 'yes'],
      ['instrumental', '1'],
      ['coupon', 'free'],
    ] as const) {
      const answer = await ada.call(`/api/credits/quote?${name}=${value}`)
      await expectRefusal(answer, 'invalid', name)
    }
  })
})

describe('the ledger', () => {
  it('holds after songs that were made, failed, canceled, refused and left open', async () => {
    const [ada, bo] = [await studio.newPerson(), await studio.newPerson('Bo')]
    await makeSong(studio, ada)
    await studio.fal.fault('submit_500')
    await studio.replicate.fault('create_500', { times: 2 })
    await requestSong(ada)
    await studio.work('submit')
    await studio.fal.fault('audio_404', { times: 10 })
    await renderSong(studio, bo)
    await studio.work('finish', 'submit')
    await studio.fal.healFaults()
    const canceled = await submitSong(studio, bo)
    await bo.call(`/api/jobs/${canceled.job.id}/cancel`, { method: 'POST' })
    await Promise.all([
      ...Array.from({ length: 12 }, () => ada.call('/api/tracks', { json: SONG })),
      ...Array.from({ length: 12 }, () =>
        bo.call('/api/tracks', { json: SONG, headers: { 'idempotency-key': 'the same' } }),
      ),
    ])
    await expectLedgerHolds(studio)
    expect(await (await ada.call('/api/credits')).json()).toMatchObject({ available: 0, held: 45 })
    expect(await (await bo.call('/api/credits')).json()).toMatchObject({ available: 45, held: 5 })
  })

  it('is found broken when it is', async () => {
    const broken = await openStudio()
    const ada = await broken.newPerson()
    const { job } = await requestSong(ada)
    await broken.sql('update credit_accounts set balance = balance + 1')
    expect(await findBrokenRules(broken)).toEqual([
      `account is not the sum of its entries: ${ada.id}`,
    ])
    await broken.sql('update credit_accounts set balance = balance - 1')
    expect(await findBrokenRules(broken)).toEqual([])
    await broken.sql(`update jobs set status = 'canceled', finished_at = now() where id = $1`, [
      job.id,
    ])
    expect(await findBrokenRules(broken)).toEqual([
      `job and hold disagree: ${job.id}`,
      `job and track disagree: ${job.id}`,
    ])
  })

  it('never deletes and never changes an entry', async () => {
    await studio.newPerson()
    for (const statement of [
      'update credit_entries set balance_delta = 1000',
      'delete from credit_entries',
    ])
      await expect(studio.sql(statement)).rejects.toThrow('append-only')
  })

  it('resolves a hold once, whatever comes later', async () => {
    const ada = await studio.newPerson()
    const { job } = await makeSong(studio, ada)
    await requestSong(ada)
    const again = (kind: string, change: number) =>
      studio.sql(
        `select move_credits($1, $2, $3, $4, -5, hold.id, $5)
         from credit_entries hold where hold.key = 'hold:' || $5`,
        [ada.id, kind, `${kind}:again:${job.id}`, change, job.id],
      )
    await expect(again('release', 5)).rejects.toThrow('credit_entries_hold_resolved')
    await expect(again('settle', 0)).rejects.toThrow('credit_entries_hold_resolved')
    await expectLedgerHolds(studio)
  })
})
