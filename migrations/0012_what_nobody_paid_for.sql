-- Limits on what one person, and all who never bought anything, can have the studio pay for. They are part of the
-- statement that holds the credits, so that of many requests at once none slips through.

create index jobs_open_by_user on jobs (user_id) where finished_at is null;

-- Fails by `jobs_open_max` when a person has more open jobs than that. To be called when their account is locked:
-- a function's query sees what others have committed up to then.
create function refuse_open_jobs(holder_id text, open_max integer) returns void language plpgsql as $$
begin
  if (select count(*) from jobs where user_id = holder_id and finished_at is null) > open_max then
    raise exception 'There are more than % open jobs', open_max
      using errcode = 'check_violation', constraint = 'jobs_open_max';
  end if;
end $$;

-- What the songs of each UTC day may cost the studio that people asked for who never bought anything.
create table unpaid_costs (
  day date primary key,
  micros bigint not null,
  -- As the setting was when the row was last written.
  micros_max bigint not null,
  constraint unpaid_costs_max check (micros <= micros_max)
);

-- The job's share of its day's row: 0 when its owner has bought something, or when it ended before any provider
-- could have had it.
alter table jobs add column unpaid_micros bigint not null default 0;
