-- Once a provider may have a song we pay for it, canceled or not. So only some cancels of a person's day give the
-- credits back then; beyond these the hold is settled, and the music is its owner's if it comes.

create table free_cancels (
  user_id text not null references users (id),
  day date not null,
  used integer not null,
  primary key (user_id, day)
);

alter table jobs
  -- A provider may have it: an attempt was claimed, and nobody has said since that nothing is owed for it.
  add column at_provider boolean not null default false,
  -- It was canceled, and its hold was settled.
  add column charged boolean not null default false,
  add constraint jobs_charged check (not charged or status in ('canceled', 'complete'));

update jobs set at_provider = true
where finished_at is null and exists (select from attempts where job_id = jobs.id and cost_micros > 0);
