import { beforeEach, describe, expect, it } from 'vitest'
import { findBrokenRules } from '../../../../tests/harness/ledger-invariants.ts'
import { buy, hearAll, openCheckout, payFor } from '../../../../tests/harness/purchases.ts'
import {
  HOURLY,
  plantIn,
  readFound,
  reconcileIn,
  reconcileNow,
  sameOrder,
} from '../../../../tests/harness/reconciliation.ts'
import { makeSong, requestSong, submitSong } from '../../../../tests/harness/songs.ts'
import { openStudio, type Person, type Studio } from '../../../../tests/harness/studio.ts'
import { CHECKS, type Difference } from '../../../db/reconcile.ts'

/** A round compares everyone's credits, so each test has its own studio. */
let studio: Studio
let ada: Person
beforeEach(async () => {
  studio = await openStudio()
  ada = await studio.newPerson()
})

const reconcile = () => reconcileNow(studio)
const plant = (text: string, params?: unknown[]) => plantIn(studio, text, params)

async function entryIds(kind: string): Promise<string[]> {
  const text = 'select id::text from credit_entries where kind = $1 and user_id = $2 order by id'
  return (await studio.sql<{ id: string }>(text, [kind, ada.id])).map(({ id }) => id)
}

async function onlyEntry(kind: string): Promise<string> {
  const [id, ...more] = await entryIds(kind)
  if (!id || more.length > 0) throw new Error(`There is not one ${kind}`)
  return id
}

/** Expects exactly these differences, now and, because nothing is repaired, an hour later again. */
async function expectFound(...expected: [Difference['check'], string, string, string][]) {
  const differences = expected.map(
    ([check, subject, expected, found]): Difference => ({ check, subject, expected, found }),
  )
  for (const _round of ['first', 'second'])
    expect(sameOrder(await reconcile())).toEqual(sameOrder(differences))
  const [report] = await studio.sentry.errors()
  expect(report?.tags.event).toBe('credits_differ')
  for (const { check } of differences) expect(report?.exception.values[0]?.value).toContain(check)
}

describe('a studio with nothing wrong', () => {
  it('has no differences, whatever people did; that is stored, and nothing is reported', async () => {
    const bo = await studio.newPerson('Bo')
    await makeSong(studio, ada)
    const canceled = await submitSong(studio, ada)
    await ada.call(`/api/jobs/${canceled.job.id}/cancel`, { method: 'POST' })
    await requestSong(ada, { variations: 2 })
    await buy(studio, bo, 'studio')
    const refunded = await buy(studio, bo)
    await studio.stripe.refund(refunded.intent, 1000)
    const disputed = await buy(studio, ada)
    await studio.stripe.dispute(disputed.intent, 'open')
    await payFor(studio, bo, { how: 'declined' })
    await payFor(studio, bo, { how: 'bank' })
    await openCheckout(studio, ada)
    await hearAll(studio)
    expect(await findBrokenRules(studio)).toEqual([])
    expect(await reconcile()).toEqual([])
    expect(await reconcileIn(studio, 60)).toEqual([])
    expect(await studio.sentry.errors()).toEqual([])
  })

  it('may be empty', async () => {
    await studio.sql('truncate credit_entries, credit_accounts cascade')
    expect(await reconcile()).toEqual([])
  })

  it('asks Postgres three times, and Stripe three times', async () => {
    await buy(studio, ada)
    await Promise.all([studio.postgres.resetCounters(), studio.stripe.resetCounters()])
    await studio.cron(HOURLY)
    expect(await studio.postgres.counters()).toMatchObject({ requests: 3 })
    expect(await studio.stripe.counters()).toMatchObject({ 'GET /v1/events': 3 })
  })

  it('is stored for 90 days', async () => {
    await reconcile()
    await studio.sql(`update reconciliations set created_at = now() - interval '90 days 1 minute'`)
    await reconcile()
    await studio.sql(`update reconciliations set created_at = now() - interval '89 days 23 hours'`)
    await reconcile()
    expect(await studio.sql('select from reconciliations')).toHaveLength(2)
  })

  it('goes on from the entry where the last one stopped', async () => {
    const readStop = async () =>
      (
        await studio.sql<{ left: number }>(
          `select ((select max(id) from credit_entries) - followed_to)::integer as left
           from reconciliations order by id desc limit 1`,
        )
      )[0]?.left
    await reconcile()
    expect(await readStop()).toBe(0)
    await makeSong(studio, ada)
    expect(await readStop()).toBe(2)
    await reconcile()
    expect(await readStop()).toBe(0)
    // As if the ledger had grown by so much since.
    await studio.sql('update reconciliations set followed_to = followed_to + 1000000')
    const grant = await onlyEntry('grant')
    await plant('update credit_entries set balance_delta = 51 where id = $1', [grant])
    expect(await reconcile()).toEqual([])
  })
})

describe('a difference between accounts and entries', () => {
  it('is found in a balance', async () => {
    await plant('update credit_accounts set balance = balance + 7 where user_id = $1', [ada.id])
    await expectFound(
      ['account_balance', ada.id, '50', '57'],
      ['account_last_entry', ada.id, '57, 0 held', '50, 0 held'],
    )
  })

  it('is found in what is held', async () => {
    await plant('update credit_accounts set held = 3 where user_id = $1', [ada.id])
    await expectFound(
      ['account_held', ada.id, '0', '3'],
      ['account_holds', ada.id, '0', '3'],
      ['account_last_entry', ada.id, '50, 3 held', '50, 0 held'],
    )
  })

  it('is found in an account without entries', async () => {
    await plant('delete from credit_entries')
    await expectFound(['account_last_entry', ada.id, '50, 0 held', '0, 0 held'])
  })

  it('is found in an entry that was changed', async () => {
    const grant = await onlyEntry('grant')
    await plant('update credit_entries set balance_delta = 51 where id = $1', [grant])
    await expectFound(
      ['account_balance', ada.id, '51', '50'],
      ['entry_sums', grant, '51, 0 held', '50, 0 held'],
    )
  })

  it('is found in the running balance of an entry', async () => {
    await requestSong(ada)
    const [grant, hold] = [await onlyEntry('grant'), await onlyEntry('hold')]
    await plant('update credit_entries set balance_after = 60 where id = $1', [grant])
    await expectFound(
      ['entry_sums', grant, '50, 0 held', '60, 0 held'],
      ['entry_sums', hold, '55, 5 held', '45, 5 held'],
    )
  })
})

describe('a difference between holds and jobs', () => {
  it('is found in an open hold of a finished job', async () => {
    const { job } = await requestSong(ada)
    await plant(`update jobs set status = 'failed', finished_at = now() where id = $1`, [job.id])
    await expectFound(['hold_state', await onlyEntry('hold'), 'release', 'open'])
  })

  it('is found in an open hold, however long ago its job finished', async () => {
    const { job } = await requestSong(ada)
    const text = `update jobs set status = 'complete', finished_at = now() - interval '1 year' where id = $1`
    await plant(text, [job.id])
    await expectFound(['hold_state', await onlyEntry('hold'), 'settle', 'open'])
  })

  it('is found in a settled hold of a failed job', async () => {
    const { job } = await makeSong(studio, ada)
    await plant(`update jobs set status = 'failed' where id = $1`, [job.id])
    await expectFound(['hold_state', await onlyEntry('hold'), 'release', 'settle'])
  })

  it('is found in a settled hold of an open job', async () => {
    const { job } = await makeSong(studio, ada)
    await plant(`update jobs set status = 'storing', finished_at = null where id = $1`, [job.id])
    await expectFound(['hold_state', await onlyEntry('hold'), 'open', 'settle'])
  })

  it('is found in a hold without its job, and a job without its hold', async () => {
    const { job } = await requestSong(ada)
    await plant(`update credit_entries set job_id = 'job_gone' where kind = 'hold'`)
    await expectFound(
      ['hold_state', await onlyEntry('hold'), 'a job', 'open'],
      ['job_hold', job.id, '5', 'none'],
    )
  })

  it('is found in a job that costs more or less than its hold', async () => {
    const { job } = await makeSong(studio, ada)
    await plant('update jobs set credits = 6 where id = $1', [job.id])
    await expectFound(['job_hold', job.id, '6', '5'])
  })

  it('is found in a hold settled by another amount', async () => {
    await makeSong(studio, ada)
    const [hold, settle] = [await onlyEntry('hold'), await onlyEntry('settle')]
    await plant('update credit_entries set held_delta = -4 where id = $1', [settle])
    await expectFound(
      ['account_held', ada.id, '1', '0'],
      ['entry_sums', settle, '45, 1 held', '45, 0 held'],
      ['hold_amount', hold, '5', '4'],
    )
  })
})

describe('a difference between purchases and entries', () => {
  it('is found in a purchase that granted more or less than its credits', async () => {
    const { purchaseId } = await buy(studio, ada)
    await plant('update purchases set credits = 301 where id = $1', [purchaseId])
    await expectFound(['purchase_entries', purchaseId, '301', '300'])
  })

  it('is found in credits that were taken back for no purchase', async () => {
    const { purchaseId, intent } = await buy(studio, ada)
    await studio.stripe.refund(intent, 1450)
    await hearAll(studio)
    await plant(`update credit_entries set purchase_id = null where kind = 'clawback'`)
    await expectFound(['purchase_entries', purchaseId, '150', '300'])
  })

  it('is found in credits granted for an unpaid purchase', async () => {
    const { purchaseId } = await buy(studio, ada)
    const text = `update purchases set status = 'expired', paid_at = null, paid_cents = null where id = $1`
    await plant(text, [purchaseId])
    await expectFound(['purchase_unpaid', purchaseId, 'paid', 'expired'])
  })

  it('is found in credits granted for no purchase', async () => {
    const { purchaseId } = await buy(studio, ada)
    await plant(`update credit_entries set purchase_id = null where kind = 'purchase'`)
    await expectFound(
      ['purchase_entries', purchaseId, '300', '0'],
      ['purchase_unpaid', `entry ${await onlyEntry('purchase')}`, 'paid', 'none'],
    )
  })
})

describe('the report of differences', () => {
  it('names them by ids and figures, once per round', async () => {
    await plant('update credit_accounts set balance = 57 where user_id = $1', [ada.id])
    await reconcile()
    const [error, ...more] = await studio.sentry.errors()
    expect(more).toEqual([])
    expect(error).toMatchObject({
      tags: { event: 'credits_differ' },
      exception: { values: [{ value: 'account_balance 1, account_last_entry 1' }] },
      extra: { reconciliationId: '1' },
    })
    expect(JSON.parse(error?.extra.differences ?? '')).toEqual(await readFound(studio))
  })

  it('shows the rest behind a flood of one kind', async () => {
    await Promise.all(Array.from({ length: 24 }, () => studio.newPerson()))
    await plant('update credit_accounts set balance = balance + 1, held = 1')
    const counts = Object.groupBy(await reconcile(), ({ check }) => check)
    expect(Object.values(counts).map((found) => found.length)).toEqual([20, 20, 20, 20])
  })

  it('has a unique name for each check', () => {
    expect(new Set(CHECKS).size).toBe(CHECKS.length)
  })
})
