-- The ledger. An account is the running sum of its entries; move_credits is the only thing that
-- writes either, so that they change together or not at all.

create table credit_accounts (
  user_id text primary key references users (id),
  -- Signed: below zero it is a debt, and whatever comes next pays it first by arithmetic.
  balance integer not null default 0,
  held integer not null default 0 constraint credit_accounts_held_negative check (held >= 0),
  available integer not null generated always as (greatest(balance, 0)) stored,
  debt integer not null generated always as (greatest(-balance, 0)) stored
);

create table credit_entries (
  id bigint generated always as identity primary key,
  user_id text not null references credit_accounts (user_id),
  kind text not null,
  balance_delta integer not null,
  held_delta integer not null,
  balance_after integer not null,
  held_after integer not null,
  -- What this entry is for, said so that doing it again collides: 'hold:job_…', 'signup:usr_…'.
  key text not null constraint credit_entries_key_taken unique,
  hold_id bigint references credit_entries (id),
  job_id text,
  note text,
  created_at timestamptz not null default now(),
  -- "Can't afford it" is said here and not on the account: an UPDATE tests the account's checks on
  -- the row of its own snapshot, before it waits for a grant that is in flight.
  constraint credits_short check (kind <> 'hold' or balance_after >= 0),
  constraint credit_entries_resolve check ((hold_id is not null) = (kind in ('settle', 'release'))),
  constraint credit_entries_sign check (
    case kind
      when 'grant' then balance_delta > 0 and held_delta = 0
      when 'purchase' then balance_delta > 0 and held_delta = 0
      when 'hold' then balance_delta < 0 and held_delta = -balance_delta
      when 'settle' then balance_delta = 0 and held_delta < 0
      when 'release' then balance_delta > 0 and held_delta = -balance_delta
      when 'refund' then balance_delta > 0 and held_delta = 0
      when 'clawback' then balance_delta < 0 and held_delta = 0
      when 'adjust' then balance_delta <> 0 and held_delta = 0
      else false
    end
  )
);
-- A hold ends once: settled or released, never both, never twice.
create unique index credit_entries_hold_resolved on credit_entries (hold_id) where hold_id is not null;
create index credit_entries_by_user on credit_entries (user_id, id desc);
create index credit_entries_by_job on credit_entries (job_id) where job_id is not null;

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: write a correcting row instead', tg_table_name;
end $$;

create trigger credit_entries_immutable before update or delete on credit_entries
  for each row execute function refuse_change();

-- Moves credits on one account and writes the entry that says so. A missing account is an error.
create function move_credits(
  mover_id text, entry_kind text, entry_key text,
  balance_change integer, held_change integer,
  resolved_hold_id bigint, for_job_id text, entry_note text default null
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
    user_id, kind, key, balance_delta, held_delta, balance_after, held_after, hold_id, job_id, note
  ) values (
    mover_id, entry_kind, entry_key, balance_change, held_change, account.balance, account.held,
    resolved_hold_id, for_job_id, entry_note
  ) returning * into entry;
  return entry;
end $$;
