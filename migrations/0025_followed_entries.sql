-- Up to which entry of the ledger a reconciliation has come: the next one goes on from there.
alter table reconciliations add column followed_to bigint not null default 0;
update reconciliations set followed_to = (select coalesce(max(id), 0) from credit_entries);
