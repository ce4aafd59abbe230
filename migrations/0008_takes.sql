-- Takes: tracks that were asked for together. A Worker from before this migration, which is still running
-- while it lands, knows neither column: what it writes is an order of its own.
alter table tracks add column order_id text not null default gen_random_uuid()::text;
alter table tracks add column take smallint constraint tracks_take check (take between 1 and 4);

update tracks set order_id = asked.order_id, take = asked.take
from (
  select track_id, request_id as order_id,
    case when count(*) over (partition by request_id) > 1
      then row_number() over (partition by request_id order by track_id) end as take
  from jobs where kind = 'generate'
) as asked
where tracks.id = asked.track_id;
