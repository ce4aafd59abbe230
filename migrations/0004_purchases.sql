-- Credits for money: what people buy and what Stripe says of it, what operators did by hand, and
-- what the hourly reconciliation found.

alter table credit_accounts add column stripe_customer_id text;

create table purchases (
  id text primary key,
  user_id text not null references credit_accounts (user_id),
  request_id text not null constraint purchases_request_taken unique,
  pack text not null,
  credits integer not null constraint purchases_credits check (credits > 0),
  price_cents integer not null constraint purchases_price check (price_cents > 0),
  currency text not null,
  -- pending: nobody has paid yet. processing: the bank is moving the money. paid: the credits are
  -- granted, for good. failed: the payment did not go through. expired: the pay page was left.
  status text not null default 'pending' constraint purchases_status check (
    status in ('pending', 'processing', 'paid', 'failed', 'expired')
  ),
  -- Grows by one with every look at Stripe: a change is written only over the row it was decided on.
  version integer not null default 1,
  -- Counts the Checkout Sessions begun, for their idempotency keys: Stripe replays its own failures.
  tries integer not null default 1,
  session_id text constraint purchases_session_taken unique,
  checkout_url text,
  payment_intent_id text constraint purchases_payment_intent_taken unique,
  receipt_url text,
  -- What was truly charged, after promotion codes; then what of it went back, or is disputed now.
  paid_cents integer constraint purchases_paid_cents check (paid_cents >= 0),
  refunded_cents integer not null default 0 constraint purchases_refunded check (refunded_cents >= 0),
  disputed_cents integer not null default 0 constraint purchases_disputed check (disputed_cents >= 0),
  -- The credits taken back for that money. Rounded down from the total each time, so that many small
  -- refunds come to the same as one large one, and the whole price to the whole pack.
  taken_credits integer not null default 0,
  created_at timestamptz not null default now(),
  checked_at timestamptz not null default now(),
  paid_at timestamptz,
  constraint purchases_paid check (
    (status = 'paid') = (paid_at is not null) and (status = 'paid') = (paid_cents is not null)
  ),
  constraint purchases_taken check (
    taken_credits = case when coalesce(paid_cents, 0) = 0 then 0
      else credits::bigint * least(refunded_cents::bigint + disputed_cents, paid_cents) / paid_cents end
  )
);
create index purchases_of_user on purchases (user_id, id desc);
create index purchases_open on purchases (checked_at) where status in ('pending', 'processing');

alter table credit_entries add column purchase_id text references purchases (id);
create index credit_entries_by_purchase on credit_entries (purchase_id) where purchase_id is not null;
-- The quality refund of a track is given once.
create unique index credit_entries_refunded_once on credit_entries (job_id) where kind = 'refund';

drop function move_credits(text, text, text, integer, integer, bigint, text, text);

-- Moves credits on one account and writes the entry that says so. A missing account is an error.
create function move_credits(
  mover_id text, entry_kind text, entry_key text,
  balance_change integer, held_change integer,
  resolved_hold_id bigint, for_job_id text, entry_note text default null,
  for_purchase_id text default null
) returns credit_entries language plpgsql as $$
declare
  account credit_accounts;
  entry credit_entries;
begin
  update credit_accounts
    set balance = balance + balance_change, held = held + held_change
    where user_id = mover_id
    returning * into strict account;
  insert into credit_entries (
    user_id, kind, key, balance_delta, held_delta, balance_after, held_after, hold_id, job_id,
    purchase_id, note
  ) values (
    mover_id, entry_kind, entry_key, balance_change, held_change, account.balance, account.held,
    resolved_hold_id, for_job_id, for_purchase_id, entry_note
  ) returning * into entry;
  return entry;
end $$;

-- Stripe's events are about purchases: only those of music providers are about an attempt.
alter table inbox alter column attempt_id drop not null;
-- Until then nobody sends it again: cron waits longer the older an event is.
alter table inbox add column next_send_at timestamptz not null default now() + interval '2 minutes';
drop index inbox_unprocessed;
create index inbox_unprocessed on inbox (provider, next_send_at) where processed_at is null;
alter table inbox add constraint inbox_attempt check ((provider = 'stripe') = (attempt_id is null));

-- What operators did by hand.
create table audit_log (
  id bigint generated always as identity primary key,
  actor text not null,
  action text not null,
  subject text not null,
  details jsonb not null,
  created_at timestamptz not null default now()
);
create trigger audit_log_immutable before update or delete on audit_log
  for each row execute function refuse_change();

-- Each reconciliation and the differences it found: an empty list is what we expect.
create table reconciliations (
  id bigint generated always as identity primary key,
  differences jsonb not null,
  created_at timestamptz not null default now()
);
