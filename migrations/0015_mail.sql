-- What is to be mailed. A row is written before its message is sent, and is what retries and cron read.
create table mails (
  id text primary key,
  user_id text not null references users (id) on delete cascade,
  kind text not null,
  recipient text not null,
  -- Opens something to whoever has it: gone once the mail is sent.
  link text not null,
  created_at timestamptz not null default now(),
  next_send_at timestamptz not null default now() + interval '1 minute',
  sent_at timestamptz,
  refused_at timestamptz
);
create index mails_to_send on mails (next_send_at) where sent_at is null and refused_at is null;
create index mails_by_user on mails (user_id);
