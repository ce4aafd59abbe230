-- Not at once: the Worker that is deployed now would measure them and make no MP3.
update files set measure_at = now() + interval '15 minutes'
where kind = 'audio' and content_type = 'audio/wav';
