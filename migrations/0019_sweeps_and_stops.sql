-- Searches for files in storage that no row names. One that is asked for is done by cron, within a minute.
create table sweeps (
  id bigint generated always as identity primary key,
  -- `cron`, or which operator.
  actor text not null,
  -- Deletes nothing, and begins at the first file.
  dry_run boolean not null,
  asked_at timestamptz not null default now(),
  begun_at timestamptz,
  done_at timestamptz,
  -- Where the next one goes on; null when this one came to the last file.
  cursor text,
  looked integer not null default 0,
  orphans integer not null default 0,
  orphan_bytes bigint not null default 0,
  -- Whether the orphans were deleted.
  deleted boolean not null default false,
  -- Some of the orphans.
  keys jsonb not null default '[]'
);

-- When cron asks again that the render of an abandoned attempt is stopped; null when nothing is left to do.
alter table attempts add column stop_at timestamptz;
create index attempts_to_stop on attempts (stop_at) where stop_at is not null;
