-- Addresses that were given welcome credits, as a keyed hash. It stays when the person leaves.
create table welcomes (
  address_hash text primary key,
  welcomed_at timestamptz not null default now()
);

-- How many accounts a network had welcomed in a day, by its keyed hash.
create table welcome_counts (
  network_hash text not null,
  day date not null,
  welcomed integer not null,
  primary key (network_hash, day)
);

-- The network that an account was opened from, as a keyed hash; null where networks don't count.
alter table credit_accounts add column network_hash text;
