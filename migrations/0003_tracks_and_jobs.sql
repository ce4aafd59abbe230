-- What people ask for (tracks), the work it takes (jobs), each try at a provider (attempts),
-- what providers told us (inbox) and what is kept in storage (files).

-- One row per accepted request of a person, so that sending it again changes nothing.
create table request_keys (
  id text primary key,
  user_id text not null references users (id),
  route text not null,
  key text not null,
  body_sha256 text not null,
  answer jsonb not null,
  created_at timestamptz not null default now(),
  constraint request_keys_taken unique (user_id, route, key)
);
create index request_keys_by_age on request_keys (created_at);

create table tracks (
  id text primary key,
  user_id text not null references users (id),
  title text not null,
  prompt text not null,
  lyrics text,
  instrumental boolean not null,
  model text not null,
  requested_duration_seconds integer,
  requested_bpm integer,
  requested_key text,
  genre text,
  mood text,
  style_strength real,
  seed bigint,
  status text not null constraint tracks_status check (
    status in ('queued', 'submitted', 'rendering', 'storing', 'complete', 'failed', 'canceled')
  ),
  visibility text not null default 'private' constraint tracks_visibility check (
    visibility in ('private', 'unlisted', 'public')
  ),
  provider text,
  duration_seconds real,
  audio_file_id text,
  peaks_file_id text,
  favorite boolean not null default false,
  deleted_at timestamptz,
  created_at timestamptz not null,
  constraint tracks_of_user unique (user_id, id)
);
create index tracks_of_user_by_age on tracks (user_id, created_at desc, id desc);

create table jobs (
  id text primary key,
  user_id text not null,
  track_id text not null,
  request_id text not null,
  kind text not null constraint jobs_kind check (kind in ('generate')),
  model text not null,
  status text not null constraint jobs_status check (
    status in ('queued', 'submitted', 'rendering', 'storing', 'complete', 'failed', 'canceled')
  ),
  -- Grows by one with every change of this row; readers keep the newest.
  version integer not null default 1,
  stage text not null,
  progress smallint not null default 0 constraint jobs_progress check (progress between 0 and 100),
  queue_position integer,
  typical_seconds integer,
  provider text,
  attempts integer not null default 0,
  error_code text,
  error_message text,
  credits integer not null constraint jobs_credits check (credits >= 0),
  deadline timestamptz not null,
  -- Until then one consumer is storing the audio and others stay away.
  storing_until timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null default now(),
  finished_at timestamptz,
  constraint jobs_track foreign key (user_id, track_id) references tracks (user_id, id),
  constraint jobs_finished check ((status in ('complete', 'failed', 'canceled')) = (finished_at is not null))
);
create index jobs_by_track on jobs (track_id);
create index jobs_by_request on jobs (request_id);
create index jobs_open on jobs (status, updated_at) where finished_at is null;
create index jobs_complete_by_model on jobs (model, finished_at desc) where status = 'complete';

create table attempts (
  id text primary key,
  job_id text not null references jobs (id),
  number integer not null,
  provider text not null,
  endpoint text not null,
  provider_request_id text,
  -- submitting: the request is on its way. accepted: the provider has it. unknown: the answer was
  -- lost, the provider may have it. deferred: the provider said "not now". failed, succeeded,
  -- abandoned (the job ended without it): over.
  status text not null constraint attempts_status check (
    status in ('submitting', 'accepted', 'unknown', 'deferred', 'failed', 'succeeded', 'abandoned')
  ),
  error_code text,
  -- Millionths of a US dollar, owed once the provider has accepted.
  cost_micros bigint not null default 0,
  looks integer not null default 0,
  last_look_at timestamptz,
  submitted_at timestamptz not null default now(),
  finished_at timestamptz,
  constraint attempts_number unique (job_id, number),
  constraint attempts_provider_request unique (provider, provider_request_id)
);

create table inbox (
  provider text not null,
  event_id text not null,
  attempt_id text not null,
  payload jsonb not null,
  received_at timestamptz not null default now(),
  processed_at timestamptz,
  primary key (provider, event_id)
);
create index inbox_unprocessed on inbox (received_at) where processed_at is null;

create table files (
  id text primary key,
  user_id text not null references users (id),
  track_id text not null,
  kind text not null constraint files_kind check (kind in ('audio', 'peaks')),
  key text not null constraint files_key_taken unique,
  content_type text not null,
  bytes bigint not null,
  etag text not null,
  created_at timestamptz not null default now(),
  constraint files_track foreign key (user_id, track_id) references tracks (user_id, id),
  constraint files_of_user unique (user_id, id)
);
create index files_by_track on files (track_id);

alter table tracks
  add constraint tracks_audio foreign key (user_id, audio_file_id) references files (user_id, id),
  add constraint tracks_peaks foreign key (user_id, peaks_file_id) references files (user_id, id);
