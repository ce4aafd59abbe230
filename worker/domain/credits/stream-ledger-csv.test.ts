import { beforeAll, describe, expect, it } from 'vitest'
import { buy, hearAll, readLedger } from '../../../tests/harness/purchases.ts'
import { expectRefusal, itNeedsSignIn } from '../../../tests/harness/refusals.ts'
import { makeSong, requestSong } from '../../../tests/harness/songs.ts'
import { openStudio, type Person, type Studio } from '../../../tests/harness/studio.ts'
import type { LedgerLine } from './answer-entry.ts'

let studio: Studio

beforeAll(async () => {
  studio = await openStudio()
})

/** The text and figures of a ledger, oldest first. */
async function story(person: Person) {
  const lines = (await readLedger(person)).reverse()
  return lines.map(({ text, credits, held, balance }) => [text, credits, held, balance])
}

describe('GET /api/credits/ledger', () => {
  itNeedsSignIn(() => studio, [['/api/credits/ledger'], ['/api/credits/ledger.csv']])

  it('says in words what happened to which track, with the running balance', async () => {
    const person = await studio.newPerson()
    const made = await makeSong(studio, person, { title: 'Night Drive' })
    const canceled = await requestSong(person, { title: 'Never Mind' })
    await person.call(`/api/jobs/${canceled.job.id}/cancel`, { method: 'POST' })
    await studio.fal.fault('submit_500', { times: 5 })
    await studio.replicate.fault('create_500', { times: 5 })
    await requestSong(person, { title: 'Bad Luck' })
    await studio.work('submit')
    await studio.fal.healFaults()
    await person.call(`/api/tracks/${made.track.id}/refund`, { method: 'POST' })
    const { intent } = await buy(studio, person)
    await studio.stripe.refund(intent, 1450)
    await hearAll(studio)
    await studio.stripe.dispute(intent, 'open', 1450)
    await hearAll(studio)
    await studio.stripe.dispute(intent, 'win')
    await hearAll(studio)
    expect(await story(person)).toEqual([
      ['Welcome to SoundFoundry', 50, 0, 50],
      ['Set aside for “Night Drive”', -5, 5, 45],
      ['“Night Drive” is finished: 5 credits spent', 0, -5, 45],
      ['Set aside for “Never Mind”', -5, 5, 40],
      ['“Never Mind” was canceled: it cost nothing', 5, -5, 45],
      ['Set aside for “Bad Luck”', -5, 5, 40],
      ['“Bad Luck” failed: it cost nothing', 5, -5, 45],
      ['Half the price of “Night Drive” given back', 3, 0, 48],
      ['Bought the Starter pack', 300, 0, 348],
      ['Taken back: the payment for the Starter pack was refunded or is disputed', -150, 0, 198],
      ['Taken back: the payment for the Starter pack was refunded or is disputed', -150, 0, 48],
      ['Returned: the payment for the Starter pack stands after all', 150, 0, 198],
    ])
    const [settled] = (await readLedger(person)).filter(({ kind }) => kind === 'settle')
    expect(settled).toMatchObject({
      trackId: made.track.id,
      trackTitle: 'Night Drive',
      jobId: made.job.id,
    })
  })

  it('comes in pages, newest first, each line once', async () => {
    const person = await studio.newPerson()
    for (let song = 0; song < 4; song += 1) await requestSong(person)
    const seen: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const query: string = cursor === '' ? '' : `&cursor=${cursor}`
      const answer = await person.call(`/api/credits/ledger?limit=2${query}`)
      const page = await answer.json<{ items: LedgerLine[]; nextCursor: string | null }>()
      expect(page.items.length).toBeLessThanOrEqual(2)
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor
    }
    expect(seen).toEqual((await readLedger(person)).map(({ id }) => id))
    expect(seen).toHaveLength(5)
  })

  it('takes one round trip to Postgres', async () => {
    const person = await studio.newPerson()
    await studio.postgres.resetCounters()
    await readLedger(person)
    expect((await studio.postgres.counters()).requests).toBe(1)
  })

  it("hides other people's lines", async () => {
    const [ada, bo] = [await studio.newPerson(), await studio.newPerson()]
    await requestSong(ada, { title: 'Only Mine' })
    expect((await story(bo)).flat()).not.toContain('Set aside for “Only Mine”')
    expect(await (await bo.call('/api/credits/ledger.csv')).text()).not.toContain('Only Mine')
  })

  it('refuses an invalid page', async () => {
    const person = await studio.newPerson()
    for (const [query, field] of [
      ['limit=0', 'limit'],
      ['limit=101', 'limit'],
      ['cursor=abc', 'cursor'],
      ['cursor=-1', 'cursor'],
      ['cursor=99999999999999999999', 'cursor'],
      ['before=1', 'before'],
    ] as const)
      await expectRefusal(await person.call(`/api/credits/ledger?${query}`), 'invalid', field)
  })
})

describe('GET /api/credits/ledger.csv', () => {
  it('has every line, and no words that a spreadsheet would run', async () => {
    const person = await studio.newPerson()
    await requestSong(person, { title: 'Rain, "Again"' })
    const titles = ['a;=1+1', 'b;\t@SUM(1)', 'c;  -1', '＝1+1', '＠x', 'a;b=c']
    for (const title of titles) await requestSong(person, { title })
    await requestSong(person, { title: '=HYPERLINK("http://evil")' })
    const answer = await person.call('/api/credits/ledger.csv')
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(answer.headers.get('content-disposition')).toContain('soundfoundry-credits.csv')
    const [header, ...lines] = (await answer.text()).trimEnd().split('\r\n')
    expect(header).toBe(
      'time,what,kind,credits,held,balance,held_after,track,track_id,job_id,purchase_id',
    )
    expect(lines).toHaveLength(9)
    expect(lines[7]).toContain(
      `,"Set aside for “Rain, ""Again""”","hold",-5,5,45,5,"Rain, ""Again""","trk_`,
    )
    expect(lines[0]).toContain(`,"'=HYPERLINK(""http://evil"")","trk_`)
    expect(lines[1]).toContain(`,"a;b=c","trk_`)
    expect(lines[8]).toMatch(
      /^"\d{4}-\d\d-\d\dT[\d:.]+Z","Welcome to SoundFoundry","grant",50,0,50,0,,,,$/,
    )
    const cells = lines.flatMap((line) => [...line.split(/,(?=")/), ...line.split(/[;\t]/)])
    const words = cells.map((cell) => cell.replace(/^"/, '').trimStart())
    expect(words.filter((cell) => /^[=+@＝＋－＠-]/.test(cell))).toEqual([])
  })

  it('is complete, however long the ledger is', async () => {
    const person = await studio.newPerson()
    await studio.sql(
      `select move_credits($1, 'grant', 'many:' || number, 1, 0, null, null)
       from generate_series(1, 1200) as number`,
      [person.id],
    )
    const text = await (await person.call('/api/credits/ledger.csv')).text()
    expect(text.trimEnd().split('\r\n')).toHaveLength(1 + 1201)
  })
})
