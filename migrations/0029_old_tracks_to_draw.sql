create index tracks_to_draw on tracks (draw_at) where draw_at is not null;
update tracks set draw_at = now() where audio_file_id is not null;
