-- An engine's time counts from when its provider first says that it renders. Waiting in the provider's queue is
-- bounded apart from that, and is nobody's fault.
alter table attempts add column last_queued_at timestamptz;
alter table attempts add column began_at timestamptz;
