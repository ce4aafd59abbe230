-- Each complete track's cover, as a picture to be put into its downloads. A new drawing replaces it.
alter table files drop constraint files_kind;
alter table files add constraint files_kind check (kind in ('audio', 'peaks', 'reference', 'cover'));
create unique index files_cover_once on files (track_id) where kind = 'cover';

-- When cron asks that its cover is drawn; null when there is nothing to do. A new look sets it for all.
alter table tracks add column draw_at timestamptz;
update tracks set draw_at = now() where audio_file_id is not null;
create index tracks_to_draw on tracks (draw_at) where draw_at is not null;
