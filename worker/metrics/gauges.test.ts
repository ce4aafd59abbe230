import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buy, openCheckout } from '../../tests/harness/purchases.ts'
import { HOURLY } from '../../tests/harness/reconciliation.ts'
import { expectRefusal } from '../../tests/harness/refusals.ts'
import { makeSong, renderSong, requestSong } from '../../tests/harness/songs.ts'
import { openStudio, type Studio } from '../../tests/harness/studio.ts'
import { CHECKS } from '../db/reconcile.ts'
import { PURCHASE_STATUSES } from '../states/purchase-states.ts'

const METRICS_TOKEN = 'a-token-that-only-the-tests-know'

/** Metrics count everyone, so each test of figures has its own studio. */
const openMeasured = () => openStudio({ METRICS_TOKEN })

function ask(studio: Studio, authorization = `Bearer ${METRICS_TOKEN}`): Promise<Response> {
  return studio.fetch('/metrics', { headers: { authorization } })
}

/** The figures by name and labels: `soundfoundry_jobs_open{status="queued"}` → 1. */
async function readMetrics(studio: Studio): Promise<Record<string, number>> {
  const lines = (await (await ask(studio)).text()).split('\n')
  const samples = lines.filter((line) => line !== '' && !line.startsWith('#'))
  return Object.fromEntries(
    samples.map((line) => {
      const space = line.lastIndexOf(' ')
      return [line.slice(0, space), Number(line.slice(space + 1))]
    }),
  )
}

describe('GET /metrics', () => {
  let studio: Studio
  beforeAll(async () => {
    studio = await openMeasured()
  })
  beforeEach(() => studio.reset())

  it('needs the token', async () => {
    for (const wrong of ['', 'Bearer', 'Bearer x', METRICS_TOKEN, `Bearer ${METRICS_TOKEN}x`]) {
      const answer = await ask(studio, wrong)
      expect(answer.headers.get('www-authenticate')).toBe('Bearer')
      await expectRefusal(answer, 'unauthenticated')
    }
    const person = await studio.newPerson()
    await expectRefusal(await person.call('/metrics'), 'unauthenticated')
    expect((await ask(studio)).status).toBe(200)
  })

  it('is 404 where no token is set', async () => {
    const without = await openStudio()
    await expectRefusal(await ask(without), 'not_found')
    await expectRefusal(await ask(without, 'Bearer undefined'), 'not_found')
    await expectRefusal(await ask(without, ''), 'not_found')
  })

  it('takes one round trip to Postgres, none for a wrong token, and none to Redis', async () => {
    await ask(studio)
    expect(await studio.postgres.counters()).toMatchObject({ requests: 1 })
    await ask(studio, 'Bearer wrong')
    expect(await studio.postgres.counters()).toMatchObject({ requests: 1 })
    expect(await studio.redis.counters()).toMatchObject({ requests: 0 })
  })

  it('is in text format 0.0.4: each metric has its help once, then its type, then its samples', async () => {
    const answer = await ask(studio)
    expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const text = await answer.text()
    expect(text).toMatch(/\n$/)
    const names: string[] = []
    let state = ''
    for (const line of text.trimEnd().split('\n')) {
      const [, kind, name] = line.match(/^# (HELP|TYPE) (\w+) \S/) ?? []
      if (kind === 'HELP') {
        expect(names).not.toContain(name)
        names.push(name ?? '')
      } else if (kind === 'TYPE')
        expect([state, line]).toEqual(['HELP', `# TYPE ${names.at(-1)} gauge`])
      else expect(line).toMatch(new RegExp(`^${names.at(-1)}(\\{[a-z]+="\\w+"\\})? [0-9.]+$`))
      state = kind ?? 'sample'
    }
    expect(names).not.toEqual([])
    for (const name of names) expect(name).toMatch(/^soundfoundry_/)
  })
})

describe('the metrics', () => {
  it('have a sample for every state, check and outcome, at zero before anything has happened', async () => {
    const metrics = await readMetrics(await openMeasured())
    expect(new Set(Object.values(metrics))).toEqual(new Set([0]))
    const labeled = (metric: string, label: string, values: readonly string[]) =>
      values.map((value) => `soundfoundry_${metric}{${label}="${value}"}`)
    expect(
      Object.keys(metrics)
        .filter((key) => key.includes('{'))
        .sort(),
    ).toEqual(
      [
        ...labeled('jobs_open', 'status', ['queued', 'submitted', 'rendering', 'storing']),
        ...labeled('jobs_finished_last_day', 'status', ['complete', 'failed', 'canceled']),
        ...labeled('purchases', 'status', PURCHASE_STATUSES),
        ...labeled('credit_differences', 'check', CHECKS),
        ...labeled('provider_cost_last_day_usd', 'outcome', ['used', 'wasted']),
      ].sort(),
    )
  })

  it('count jobs and purchases by state, and credits', async () => {
    const studio = await openMeasured()
    const [ada, bo] = [await studio.newPerson(), await studio.newPerson('Bo')]
    await makeSong(studio, ada)
    const { jobs } = await requestSong(ada, { variations: 3 })
    await ada.call(`/api/jobs/${jobs[0]?.id}/cancel`, { method: 'POST' })
    await buy(studio, bo)
    await openCheckout(studio, bo)
    await studio.sql('update credit_accounts set balance = -4 where user_id = $1', [bo.id])
    const counted = {
      'soundfoundry_jobs_open{status="queued"}': 2,
      'soundfoundry_jobs_open{status="rendering"}': 0,
      'soundfoundry_jobs_finished_last_day{status="complete"}': 1,
      'soundfoundry_jobs_finished_last_day{status="canceled"}': 1,
      'soundfoundry_purchases{status="paid"}': 1,
      'soundfoundry_purchases{status="pending"}': 1,
      soundfoundry_credits_available: 35,
      soundfoundry_credits_held: 10,
      soundfoundry_credits_debt: 4,
    }
    expect(await readMetrics(studio)).toMatchObject(counted)
    await studio.sql(
      `update jobs set finished_at = finished_at - interval '24 hours' where status = 'complete'`,
    )
    const complete = 'soundfoundry_jobs_finished_last_day{status="complete"}'
    expect((await readMetrics(studio))[complete]).toBe(0)
  })

  it('show how many events wait, and for how long the oldest has', async () => {
    const studio = await openMeasured()
    const ada = await studio.newPerson()
    await renderSong(studio, ada)
    await studio.sql(`update inbox set received_at = received_at - interval '90 seconds'`)
    await renderSong(studio, ada)
    const waiting = await readMetrics(studio)
    expect(waiting.soundfoundry_inbox_unprocessed_events).toBe(2)
    const oldest = waiting.soundfoundry_inbox_oldest_unprocessed_age_seconds
    expect(oldest).toBeGreaterThanOrEqual(90)
    expect(oldest).toBeLessThan(120)
    await studio.work('finish')
    expect(await readMetrics(studio)).toMatchObject({
      soundfoundry_inbox_unprocessed_events: 0,
      soundfoundry_inbox_oldest_unprocessed_age_seconds: 0,
    })
  })

  it('show what providers cost in vain, and how many messages died', async () => {
    const studio = await openMeasured()
    const ada = await studio.newPerson()
    await makeSong(studio, ada)
    await studio.fal.fault('render_500')
    await studio.replicate.fault('create_500')
    await requestSong(ada)
    await studio.work()
    await requestSong(ada)
    const message = studio.takeMessage('submit')
    await studio.deliver([message], 'dead')
    expect(await readMetrics(studio)).toMatchObject({
      'soundfoundry_provider_cost_last_day_usd{outcome="used"}': 0.15,
      'soundfoundry_provider_cost_last_day_usd{outcome="wasted"}': 0.15,
      soundfoundry_dead_messages: 1,
    })
    await studio.sql('update dead_messages set replayed_at = now()')
    await studio.sql(`update attempts set finished_at = finished_at - interval '25 hours'`)
    expect(await readMetrics(studio)).toMatchObject({
      'soundfoundry_provider_cost_last_day_usd{outcome="used"}': 0,
      soundfoundry_dead_messages: 0,
    })
  })

  it('show how many files the last sweep found that belong to nothing, and when', async () => {
    const studio = await openMeasured()
    const row = `insert into sweeps (actor, dry_run, done_at, orphans) values ('cron', $1, now(), $2)`
    await studio.sql(row, [false, 3])
    await studio.sql(row, [true, 9])
    const { soundfoundry_orphan_files: orphans, ...more } = await readMetrics(studio)
    expect(orphans).toBe(3)
    const at = more.soundfoundry_files_swept_timestamp_seconds ?? 0
    expect(Math.abs(Date.now() / 1_000 - at)).toBeLessThan(60)
  })

  it('show what the last reconciliation found, and when', async () => {
    const studio = await openMeasured()
    const ada = await studio.newPerson()
    const reconcile = async () => {
      await studio.cron(HOURLY)
      return readMetrics(studio)
    }
    await studio.sql('update credit_accounts set balance = balance + 1 where user_id = $1', [
      ada.id,
    ])
    const differing = await reconcile()
    expect(differing).toMatchObject({
      'soundfoundry_credit_differences{check="account_balance"}': 1,
      'soundfoundry_credit_differences{check="account_last_entry"}': 1,
      'soundfoundry_credit_differences{check="account_held"}': 0,
    })
    const at = differing.soundfoundry_credits_reconciled_timestamp_seconds ?? 0
    expect(Math.abs(Date.now() / 1_000 - at)).toBeLessThan(10)
    await studio.sql('update credit_accounts set balance = balance - 1 where user_id = $1', [
      ada.id,
    ])
    await studio.stripe.fault('down', { times: 10 })
    expect(await reconcile()).toMatchObject({
      'soundfoundry_credit_differences{check="account_balance"}': 0,
      'soundfoundry_credit_differences{check="stripe_not_compared"}': 1,
    })
  })
})
