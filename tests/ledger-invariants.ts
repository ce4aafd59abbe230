import { expect } from 'vitest'
import type { Studio } from './studio.ts'

/** Expects that nothing is wrong with anybody's credits. */
export async function expectLedgerHolds(studio: Studio): Promise<void> {
  expect(await findBrokenRules(studio)).toEqual([])
}

/**
 * What must be true of everybody's credits at any moment, and isn't: balances and holds are the sums
 * of their entries, every entry carries the sums up to itself, each hold is resolved at most once and
 * by its own amount, and exactly the finished jobs have theirs resolved: settled if complete, else
 * released.
 */
export async function findBrokenRules(studio: Studio): Promise<string[]> {
  const rows = await studio.sql<{ broken: string; what: string }>(BROKEN_RULES)
  return rows.map(({ broken, what }) => `${broken}: ${what}`)
}

const BROKEN_RULES = `
  with sums as (
    select user_id, sum(balance_delta) as balance, sum(held_delta) as held
    from credit_entries group by user_id
  ), running as (
    select id, balance_after, held_after,
      sum(balance_delta) over account as balance, sum(held_delta) over account as held
    from credit_entries window account as (partition by user_id order by id)
  ), resolved as (
    select hold.id, hold.user_id, hold.job_id, hold.held_delta as amount,
      array_agg(entry.kind) filter (where entry.kind is not null) as kinds,
      coalesce(sum(entry.held_delta), 0) as returned
    from credit_entries hold left join credit_entries entry on entry.hold_id = hold.id
    where hold.kind = 'hold' group by hold.id
  ), unresolved as (
    select user_id, sum(amount) as held from resolved where kinds is null group by user_id
  )
  select 'account is not the sum of its entries' as broken, user_id as what
    from credit_accounts full join sums using (user_id)
    where credit_accounts.balance is distinct from coalesce(sums.balance, 0)
      or credit_accounts.held is distinct from coalesce(sums.held, 0)
  union all
  select 'held is not what the open holds come to', user_id
    from credit_accounts left join unresolved using (user_id)
    where credit_accounts.held <> coalesce(unresolved.held, 0)
  union all
  select 'entry does not carry the running sums', id::text from running
    where balance_after <> balance or held_after <> held
  union all
  select 'hold resolved more than once or by another amount', id::text from resolved
    where cardinality(kinds) > 1 or (kinds is not null and returned <> -amount)
  union all
  select 'job and hold disagree', jobs.id
    from jobs left join resolved on resolved.job_id = jobs.id
    where resolved.id is null or resolved.amount <> jobs.credits
      or coalesce(resolved.kinds[1], 'open') <> case jobs.status
        when 'complete' then 'settle' when 'failed' then 'release' when 'canceled' then 'release'
        else 'open' end
  union all
  select 'job and track disagree', jobs.id from jobs join tracks on tracks.id = jobs.track_id
    where jobs.status <> tracks.status
  union all
  select 'complete track without its files', id from tracks
    where (status = 'complete') <> (audio_file_id is not null and peaks_file_id is not null)`
