-- People who leave. Their rows stay, since credits and payments must add up for ever, but nothing in them
-- tells of a person or of their music any more once they are erased.
alter table users add column closed_at timestamptz;
alter table users add column erased_at timestamptz;
create index users_to_erase on users (closed_at) where closed_at is not null and erased_at is null;
create index files_by_user on files (user_id);
