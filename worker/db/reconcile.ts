import { inArray, sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import { RETURN } from './jobs/return-charge.ts'
import { purchases } from './schema.ts'

/**
 * - account_balance, account_held: an account that moved lately is not the sum of its entries.
 * - account_holds: what an account holds is not what its open holds come to.
 * - account_last_entry: an account's last entry doesn't carry the account's figures.
 * - entry_sums: a new entry doesn't carry the figures of the entry before it plus its own.
 * - hold_amount: a new settle or release is not of the amount that was held.
 * - hold_state: a hold is open, settled or released, and its job's state wants another of these.
 * - job_hold: a job that is open or finished lately has no hold, or one of another amount.
 * - purchase_entries: the entries of a paid purchase don't come to its credits less those taken back.
 * - purchase_unpaid: credits were granted lately for a purchase that isn't paid or isn't there.
 * - stripe_paid: Stripe has the money of a purchase that isn't paid here, or not that much.
 * - stripe_unpaid: a purchase is paid here and not at Stripe.
 * - stripe_refunded, stripe_disputed: money that went back at Stripe is not counted here in full.
 * - closed_paid: money came for an account that was closed by then, and hasn't gone back.
 * - stripe_not_compared: Stripe didn't answer.
 */
export const CHECKS = [
  'account_balance',
  'account_held',
  'account_holds',
  'account_last_entry',
  'entry_sums',
  'hold_amount',
  'hold_state',
  'job_hold',
  'purchase_entries',
  'purchase_unpaid',
  'stripe_paid',
  'stripe_unpaid',
  'stripe_refunded',
  'stripe_disputed',
  'closed_paid',
  'stripe_not_compared',
] as const

export type Check = (typeof CHECKS)[number]

/** `subject` is the id of an account, entry, hold, job, purchase or payment. */
export type Difference = { check: Check; subject: string; expected: string; found: string }

/** A flood of one kind must not hide the others. */
export const DIFFERENCES_PER_CHECK = 20
/** Entries that were followed once: a few of them may have been written by what began before and ended after. */
const FOLLOWED_AGAIN = 20_000
/** In one reconciliation: some seconds. */
const FOLLOWED_MAX = 100_000
const KEPT_DAYS = 90

/**
 * One snapshot. Entries never change, and each carries the figures of its account: so it follows those that came since
 * the last time, `followedTo` which it is then, and adds up the accounts that they moved. It compares jobs while they
 * are open and for three days after.
 */
export async function findDifferences(
  db: Db,
): Promise<{ differences: Difference[]; followedTo: string }> {
  const { rows } = await db.execute<{ differences: Difference[]; followedTo: string }>(sql`
    with before as materialized (
      select coalesce(max(followed_to), 0) as followed_to from reconciliations
    ), recent as materialized (
      select id, user_id, kind, balance_delta, held_delta, balance_after, held_after, hold_id, purchase_id
      from credit_entries where id > (select followed_to from before) - ${FOLLOWED_AGAIN}::integer
      order by id limit ${FOLLOWED_MAX}::integer
    ), sums as (
      select user_id, sum(balance_delta) as balance, sum(held_delta) as held
      from credit_entries where user_id in (select user_id from recent) group by user_id
    ), open_holds as materialized (
      select hold.id, hold.user_id, hold.job_id, hold.held_delta as amount
      from credit_accounts account join credit_entries hold using (user_id)
      where account.held <> 0 and hold.kind = 'hold'
        and not exists (select from credit_entries where hold_id = hold.id)
    ), current_jobs as materialized (
      select id, credits, status, given, charged from jobs
      where finished_at is null or finished_at > now() - interval '3 days'
    ), wanted (status, state) as (
      values ('complete', 'settle'), ('failed', 'release'), ('canceled', 'release')
    ), differences ("check", subject, expected, found) as (
      select 'account_balance', user_id, sums.balance::text, account.balance::text
        from credit_accounts account join sums using (user_id)
        where account.balance <> sums.balance
      union all
      select 'account_held', user_id, sums.held::text, account.held::text
        from credit_accounts account join sums using (user_id)
        where account.held <> sums.held
      union all
      select 'account_holds', user_id, coalesce(sum(open_holds.amount), 0)::text, account.held::text
        from credit_accounts account left join open_holds using (user_id)
        where account.held <> 0
        group by user_id having account.held <> coalesce(sum(open_holds.amount), 0)
      union all
      select 'account_last_entry', user_id, account.balance || ', ' || account.held || ' held',
          coalesce(last.balance_after, 0) || ', ' || coalesce(last.held_after, 0) || ' held'
        from credit_accounts account left join lateral (
          select balance_after, held_after from credit_entries
          where user_id = account.user_id order by id desc limit 1) last on true
        where (coalesce(last.balance_after, 0), coalesce(last.held_after, 0))
          <> (account.balance, account.held)
      union all
      select 'entry_sums', recent.id::text,
          coalesce(before.balance_after, 0) + balance_delta || ', ' ||
            coalesce(before.held_after, 0) + held_delta || ' held',
          recent.balance_after || ', ' || recent.held_after || ' held'
        from recent left join lateral (
          select balance_after, held_after from credit_entries
          where user_id = recent.user_id and id < recent.id order by id desc limit 1) before on true
        where recent.balance_after <> coalesce(before.balance_after, 0) + balance_delta
          or recent.held_after <> coalesce(before.held_after, 0) + held_delta
      union all
      select 'hold_amount', hold.id::text, hold.held_delta::text, (-recent.held_delta)::text
        from recent join credit_entries hold on hold.id = recent.hold_id
        where hold.held_delta <> -recent.held_delta
      union all
      select 'hold_state', open_holds.id::text, coalesce(wanted.state, 'a job'), 'open'
        from open_holds left join jobs on jobs.id = open_holds.job_id left join wanted using (status)
        where jobs.id is null or wanted.state is not null
      union all
      select 'hold_state', ended.hold_id::text, coalesce(wanted_of_job.state, 'open'), ended.kind
        from current_jobs left join wanted using (status)
          cross join lateral (
            select case when given then 'release' when charged then 'settle' else wanted.state end
              as state) wanted_of_job
          join credit_entries ended on ended.job_id = current_jobs.id
            and ended.kind in ('settle', 'release')
        where wanted_of_job.state is distinct from case when exists (
            select from credit_entries returned where returned.key = ${RETURN} || current_jobs.id)
          then 'release' else ended.kind end
      union all
      select 'job_hold', current_jobs.id, credits::text, coalesce(hold.held_delta::text, 'none')
        from current_jobs left join credit_entries hold
          on hold.job_id = current_jobs.id and hold.kind = 'hold'
        where credits <> coalesce(hold.held_delta, 0)
      union all
      select 'purchase_entries', purchases.id, (credits - taken_credits)::text,
          coalesce(sum(entry.balance_delta), 0)::text
        from purchases left join credit_entries entry on entry.purchase_id = purchases.id
        where status = 'paid'
        group by purchases.id
        having credits - taken_credits <> coalesce(sum(entry.balance_delta), 0)
      union all
      select 'purchase_unpaid', coalesce(purchase_id, 'entry ' || entry.id), 'paid',
          coalesce(purchases.status, 'none')
        from recent entry left join purchases on purchases.id = entry.purchase_id
        where entry.kind = 'purchase' and purchases.status is distinct from 'paid'
      union all
      select 'closed_paid', purchases.id, paid_cents::text, (refunded_cents + disputed_cents)::text
        from purchases join users on users.id = purchases.user_id
        where status = 'paid' and paid_at > users.closed_at
          and refunded_cents + disputed_cents < paid_cents
    )
    select greatest((select followed_to from before), (select max(id) from recent))::text as "followedTo",
      array(
        select json_build_object('check', "check", 'subject', subject, 'expected', expected, 'found', found)
        from (
          select *, row_number() over (partition by "check" order by subject) as place from differences
        ) numbered where place <= ${DIFFERENCES_PER_CHECK}::integer order by "check", subject
      ) as differences`)
  // A query of one row returns it.
  return rows[0] as { differences: Difference[]; followedTo: string }
}

export type ComparedPurchase = {
  id: string
  status: string
  sessionId: string | null
  paidCents: number | null
  /** Whether it must be paid at Stripe; otherwise only its id was asked for. */
  isPaidInWindow: boolean
}

export async function readPurchasesToCompare(
  db: Db,
  { ids, paidSince, paidBefore }: { ids: string[]; paidSince: Date; paidBefore: Date },
): Promise<Map<string, ComparedPurchase>> {
  const isPaidInWindow = sql`coalesce(paid_at >= ${paidSince.toISOString()}::timestamptz
    and paid_at < ${paidBefore.toISOString()}::timestamptz, false)`
  const { rows } = await db.execute<ComparedPurchase>(sql`
    select id, status, session_id as "sessionId", paid_cents as "paidCents",
      ${isPaidInWindow} as "isPaidInWindow"
    from purchases
    where id in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb)) or ${isPaidInWindow}`)
  return new Map(rows.map((purchase) => [purchase.id, purchase]))
}

/** By payment intent, as we have counted it. Skips payments of no purchase. */
export async function readMoneyBack(
  db: Db,
  paymentIntentIds: string[],
): Promise<Map<string, { refundedCents: number; disputedCents: number }>> {
  if (paymentIntentIds.length === 0) return new Map()
  const { refundedCents, disputedCents, paymentIntentId } = purchases
  const rows = await db
    .select({ refundedCents, disputedCents, paymentIntentId })
    .from(purchases)
    .where(inArray(paymentIntentId, paymentIntentIds))
  return new Map(rows.map((row) => [String(row.paymentIntentId), row]))
}

export async function recordReconciliation(
  db: Db,
  { differences, followedTo }: { differences: Difference[]; followedTo: string },
): Promise<string> {
  const { rows } = await db.execute<{ id: string }>(sql`
    with forgotten as (
      delete from reconciliations
      where created_at < now() - make_interval(days => ${KEPT_DAYS}::integer)
    ) insert into reconciliations (differences, followed_to)
      values (${JSON.stringify(differences)}::jsonb, ${followedTo}::bigint)
    returning id::text`)
  // An insert of one row returns it.
  return (rows[0] as { id: string }).id
}
