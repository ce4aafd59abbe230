-- An MP3 of what was made as a WAV: one of a track, made when its sound is measured.
alter table files drop constraint files_kind;
alter table files add constraint files_kind check (kind in ('audio', 'peaks', 'reference', 'cover', 'rendition'));
create unique index files_rendition_once on files (track_id) where kind = 'rendition';
-- Older ones get theirs, too. Not at once: the Worker that is deployed now would measure them and make none.
update files set measure_at = now() + interval '15 minutes'
where kind = 'audio' and content_type = 'audio/wav';
