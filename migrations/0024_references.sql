-- Sounds that people bring. A reference is a person's; every other file is a track's.
alter table files drop constraint files_kind;
alter table files add constraint files_kind check (kind in ('audio', 'peaks', 'reference'));
alter table files alter column track_id drop not null;
alter table files add constraint files_of_track check ((kind = 'reference') = (track_id is null));
-- An upload is written down before its bytes come, so that its room is taken. What was begun and never came is cleared
-- away by cron.
alter table files add column stored_at timestamptz default now();
alter table files alter column etag drop not null;
alter table files
  -- As its owner calls it.
  add column name text,
  -- What its owner says: whose it is.
  add column rights text constraint files_rights check (rights in ('mine', 'licensed', 'public-domain')),
  -- Of the whole file, in hex.
  add column sha256 text,
  add constraint files_stored check (
    case when kind = 'reference'
      then stored_at is null or num_nulls(etag, name, rights, sha256) = 0
      else num_nulls(stored_at, etag) = 0 and num_nonnulls(name, rights, sha256) = 0
    end
  );
create unique index files_reference_once on files (user_id, sha256) where kind = 'reference';
create index files_references on files (user_id, id) where kind = 'reference';
create index files_unstored on files (created_at) where stored_at is null;
