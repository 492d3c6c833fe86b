-- Statements end with two semicolons. Lines between "-- @sqlite" or "-- @postgres" and "-- @end" are for that
-- engine only; on SQLite `bigint` is read as `integer` and /*strict*/ as `strict`. Times are milliseconds since
-- the epoch by the database's clock, JSON is text, and truth is 0 or 1. States carry no check constraint, so that
-- a later version can add one while this version still runs.

create table operations (
  id text primary key,
  source text not null unique,
  kind text not null,
  environment text not null,
  state text not null,
  version bigint not null,
  body text not null,
  steps text not null,
  rollout text,
  outcome text,
  decided_by text not null,
  created_at bigint not null,
  expires_at bigint not null,
  decided_at bigint,
  started_at bigint,
  ended_at bigint
) /*strict*/;;

-- One change at a time in an environment; an abort runs beside the change that it stops.
create unique index operations_one_change on operations (environment)
  where kind <> 'abort' and state in ('planned', 'pending', 'approved', 'executing');;
create unique index operations_one_abort on operations (environment)
  where kind = 'abort' and state in ('planned', 'pending', 'approved', 'executing');;
create index operations_by_state on operations (state, created_at);;
create index operations_by_environment on operations (environment, created_at);;

create table votes (
  operation text not null references operations (id),
  person text not null,
  decision text not null,
  reason text not null,
  at bigint not null,
  primary key (operation, person)
) /*strict*/;;

create table audit (
  seq bigint primary key,
  at bigint not null,
  actor text not null,
  event text not null,
  subject text,
  environment text,
  data text not null,
  hash text not null
) /*strict*/;;
create index audit_by_environment on audit (environment, seq);;

-- The end of the chain. Its row is locked by whoever appends, which puts all rows in one order.
create table audit_head (
  id bigint primary key check (id = 1),
  seq bigint not null,
  hash text not null
) /*strict*/;;
insert into audit_head (id, seq, hash) values (1, 0, '');;

-- @sqlite
create trigger audit_no_update before update on audit
begin select raise(abort, 'audit is append-only'); end;;
create trigger audit_no_delete before delete on audit
begin select raise(abort, 'audit is append-only'); end;;
-- @end
-- @postgres
create function audit_is_append_only() returns trigger language plpgsql as
$$ begin raise exception 'audit is append-only'; end $$;;
create trigger audit_no_change before update or delete or truncate on audit
for each statement execute function audit_is_append_only();;
-- @end

create table incidents (
  id text primary key,
  fingerprint text not null,
  environment text,
  state text not null,
  version bigint not null,
  body text not null,
  opened_at bigint not null,
  changed_at bigint not null,
  resolved_at bigint,
  investigate_at bigint,
  inserted_at bigint not null
) /*strict*/;;
create unique index incidents_one_unresolved on incidents (fingerprint) where state <> 'resolved';;
create index incidents_by_fingerprint on incidents (fingerprint, inserted_at);;
create index incidents_due on incidents (investigate_at) where investigate_at is not null;;

create table notifications (
  id text primary key,
  topic text not null,
  body text not null,
  digest text not null,
  published_at bigint not null,
  received_at bigint not null,
  state text not null,
  attempts bigint not null default 0,
  owner text,
  lease_until bigint not null default 0
) /*strict*/;;
create index notifications_new on notifications (received_at) where state = 'new';;

create table messages (
-- @sqlite
  seq integer primary key autoincrement,
-- @end
-- @postgres
  seq bigint generated always as identity primary key,
-- @end
  id text not null unique,
  channel text not null,
  kind text,
  subject text,
  note text,
  parent text,
  ts text,
  wanted bigint not null default 1,
  sent bigint not null default 0,
  attempts bigint not null default 0,
  digest text,
  unsure bigint not null default 0,
  parked bigint not null default 0,
  next_at bigint not null,
  owner text,
  lease_until bigint not null default 0
) /*strict*/;;
create index messages_due on messages (next_at) where wanted > sent and parked = 0;;
create index messages_in_flight on messages (channel, lease_until);;

-- Channels that Slack told to wait, for every replica.
create table channel_waits (
  channel text primary key,
  until bigint not null
) /*strict*/;;

create table leases (
  name text primary key,
  owner text not null,
  until bigint not null,
  fence bigint not null
) /*strict*/;;
