-- Cancels that were charged and whose music hasn't come, for cron: if it never does, the credits are given back.
create index jobs_charged on jobs (finished_at) where status = 'canceled' and charged;
