-- Finished tracks that strangers may hear on the first page, chosen by the operator.
create table examples (
  track_id text primary key references tracks (id),
  position integer not null,
  created_at timestamptz not null default now()
);
