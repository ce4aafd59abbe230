-- A provider gets only so many of our songs at once. The others wait with us, in its line: those who paid stand
-- some minutes further ahead, so that they come first and nobody waits for ever.
alter table jobs
  -- The provider; null for a job that isn't in line.
  add column line text,
  add column line_since timestamptz,
  -- Whose is earlier comes first.
  add column line_rank timestamptz,
  add constraint jobs_line check ((line is null) = (line_since is null) and (line is null) = (line_rank is null));
create index jobs_in_line on jobs (line, line_rank, id) where line is not null;
