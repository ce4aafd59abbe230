-- Where the sound lies in a file, without the tags around it, and what it is: found when it is measured. A download
-- has new tags before the same sound.
alter table files
  add column sound_offset bigint,
  add column sound_bytes bigint,
  -- Unsigned, of 32 bits.
  add column sound_crc32 bigint,
  add column sound_sha256 text,
  add constraint files_sound check (
    num_nonnulls(sound_offset, sound_bytes, sound_crc32, sound_sha256) in (0, 4)
  );
update files set measure_at = now() where kind = 'audio';
