-- What is heard in a track's sound. Null where nothing can be said for sure.
create table measurements (
  file_id text primary key references files (id) on delete cascade,
  duration_seconds double precision not null,
  -- Samples of each channel.
  frames bigint not null,
  sample_rate integer not null,
  channels smallint not null,
  loudness_lufs real,
  loudness_range_lu real,
  true_peak_dbtp real,
  bpm real,
  -- 0 to 1: the share of such results that are right.
  bpm_confidence real,
  bpm_other real,
  key text,
  key_confidence real,
  key_other text,
  -- 0 to 1, both.
  energy real,
  brightness real,
  -- The shares of twelve pitch classes from C upwards.
  chroma real[],
  measured_at timestamptz not null default now()
);

-- When cron asks that it is measured; null when there is nothing to do. A better measure sets it for all.
alter table files add column measure_at timestamptz;
update files set measure_at = now() where kind = 'audio';
create index files_to_measure on files (measure_at) where measure_at is not null;
