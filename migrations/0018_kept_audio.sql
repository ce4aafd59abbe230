-- Where a signed webhook said that the music is: providers forget their results sooner than their files.
alter table attempts add column audio_url text;
