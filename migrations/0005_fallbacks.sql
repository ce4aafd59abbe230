-- More than one provider for a job, what comes late, and messages that died.

-- overdue: given up for the next engine; its music is still taken if it comes first. The others are as
-- before: submitting (the request is on its way), accepted (the provider has it), unknown (the answer
-- was lost, the provider may have it), deferred (the provider said "not now"); failed, succeeded and
-- abandoned (the job ended without it) are over.
alter table attempts drop constraint attempts_status;
alter table attempts add constraint attempts_status check (
  status in (
    'submitting', 'accepted', 'unknown', 'overdue', 'deferred', 'failed', 'succeeded', 'abandoned'
  )
);

-- Whose music is being stored: when it turns out broken, only that attempt gives the storing up.
alter table jobs add column storing_attempt_id text references attempts (id);

-- Its music came after it had failed and its credits had gone back: the track is a present.
alter table jobs add column given boolean not null default false;
alter table jobs add constraint jobs_given check (not given or status = 'complete');

-- Messages whose every try failed, until an operator has them sent again.
create table dead_messages (
  -- The message's own, so that burying it twice keeps one.
  id text primary key,
  body jsonb not null,
  died_at timestamptz not null default now(),
  -- Set by an operator: cron sends it again.
  replay_at timestamptz,
  replayed_at timestamptz
);
create index dead_messages_to_replay on dead_messages (replay_at)
  where replay_at is not null and replayed_at is null;

-- What providers cost lately, and the silent attempts that cron looks for, among ever more that are over.
create index attempts_by_end on attempts (finished_at) where finished_at is not null;
create index attempts_open on attempts (submitted_at)
  where status in ('submitting', 'unknown', 'accepted', 'overdue');
