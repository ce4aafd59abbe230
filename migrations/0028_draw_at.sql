-- When cron asks that a track's cover is drawn; null when there is nothing to do. A new look sets it for all.
alter table tracks add column draw_at timestamptz;
