-- A track's cover, as a picture to be put into its downloads, and an MP3 of what was made as a WAV. What is there is of
-- the kinds before, so no row is looked at while the table is locked.
alter table files drop constraint files_kind;
alter table files add constraint files_kind check (kind in ('audio', 'peaks', 'reference', 'cover', 'rendition')) not valid;
