-- When the sessions of a closed account were forgotten: two minutes later no cookie is valid any more.
alter table users add column signed_out_at timestamptz;
