-- One of each of a track. A new drawing replaces the cover.
alter table files validate constraint files_kind;
create unique index files_cover_once on files (track_id) where kind = 'cover';
create unique index files_rendition_once on files (track_id) where kind = 'rendition';
