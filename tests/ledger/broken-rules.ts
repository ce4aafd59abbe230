/**
 * One query that finds each breach of what must be true of people's credits at any moment: balances and holds
 * are the sums of their entries, every entry carries the sums up to itself, no hold was taken below
 * zero, each hold is resolved at most once and by its own amount, exactly the finished jobs have
 * theirs resolved (settled if complete and not given, or if canceled and charged, else released, or settled and
 * given back), every purchase has brought the credits that were paid for and not taken back, and no track was refunded twice or a fourth one in a month.
 *
 * @param people which rows to look at, as a condition on `user_id`; `true` for all.
 * @returns SQL for rows of `broken` (the rule) and `what` (an id).
 */
export function brokenRules(people: string): string {
  return `
  with entries as (
    select * from credit_entries where ${people}
  ), accounts as (
    select * from credit_accounts where ${people}
  ), sums as (
    select user_id, sum(balance_delta) as balance, sum(held_delta) as held
    from entries group by user_id
  ), running as (
    select id, kind, balance_after, held_after,
      sum(balance_delta) over account as balance, sum(held_delta) over account as held
    from entries window account as (partition by user_id order by id)
  ), resolved as (
    select hold.id, hold.user_id, hold.job_id, hold.held_delta as amount,
      array_agg(entry.kind) filter (where entry.kind is not null) as kinds,
      coalesce(sum(entry.held_delta), 0) as returned
    from entries hold left join entries entry on entry.hold_id = hold.id
    where hold.kind = 'hold' group by hold.id, hold.user_id, hold.job_id, hold.held_delta
  ), unresolved as (
    select user_id, sum(amount) as held from resolved where kinds is null group by user_id
  ), bought as (
    select purchase_id, sum(balance_delta) as credits,
      count(*) filter (where kind = 'purchase') as times
    from entries where purchase_id is not null group by purchase_id
  ), refunds as (
    select user_id, job_id, count(*) over (partition by job_id) as of_job,
      count(*) over (partition by user_id, date_trunc('month', created_at)) as of_month
    from entries where kind = 'refund'
  )
  select 'account is not the sum of its entries' as broken, user_id as what
    from accounts full join sums using (user_id)
    where accounts.balance is distinct from coalesce(sums.balance, 0)
      or accounts.held is distinct from coalesce(sums.held, 0)
  union all
  select 'held is not what the open holds come to', user_id
    from accounts left join unresolved using (user_id)
    where accounts.held <> coalesce(unresolved.held, 0)
  union all
  select 'entry does not carry the running sums', id::text from running
    where balance_after <> balance or held_after <> held
  union all
  select 'hold taken below zero', id::text from running where kind = 'hold' and balance < 0
  union all
  select 'hold resolved more than once or by another amount', id::text from resolved
    where cardinality(kinds) > 1 or (kinds is not null and returned <> -amount)
  union all
  select 'job and hold disagree', jobs.id
    from (select * from jobs where track_id in (select id from tracks where ${people})) as jobs left join resolved on resolved.job_id = jobs.id
    where resolved.id is null or resolved.amount <> jobs.credits
      or case when exists (
          select from entries returned where returned.job_id = jobs.id
            and returned.kind = 'adjust' and returned.balance_delta = resolved.amount)
        then 'release' else coalesce(resolved.kinds[1], 'open') end <> case jobs.status
        when 'complete' then case when jobs.given then 'release' else 'settle' end when 'failed' then 'release'
        when 'canceled' then case when jobs.charged then 'settle' else 'release' end
        else 'open' end
  union all
  select 'job and track disagree', jobs.id
    from (select * from jobs where track_id in (select id from tracks where ${people})) as jobs join tracks on tracks.id = jobs.track_id
    where jobs.status <> tracks.status
  union all
  select 'complete track without its files', id from tracks
    where ${people} and (status = 'complete') <> (audio_file_id is not null and peaks_file_id is not null)
      -- Without a title it was purged from the trash, or its owner has left.
      and title <> ''
      and not exists (select from users where users.id = user_id and closed_at is not null)
  union all
  select 'purchase and its entries disagree', id
    from (select * from purchases where ${people}) as purchases
      left join bought on bought.purchase_id = purchases.id
    where coalesce(bought.credits, 0) <> case status when 'paid' then purchases.credits - taken_credits else 0 end
      or coalesce(bought.times, 0) <> case status when 'paid' then 1 else 0 end
  union all
  select 'track refunded twice, or a fourth in a month', job_id from refunds
    where of_job > 1 or of_month > 3`
}
