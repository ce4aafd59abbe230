-- Trash is emptied thirty days after a track first came into it. A track without a title has been: its row stays for
-- the ledger, without words or sound.
create index tracks_to_purge on tracks (deleted_at) where deleted_at is not null and title <> '';
