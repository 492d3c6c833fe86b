-- The Home tab of everybody who has opened it: what was sent last, up to which row of the audit trail it knows, and
-- when it is to be drawn again (null = when something happens).
create table home_views (
  person text primary key,
  team text not null,
  digest text,
  opened_at bigint not null,
  seen bigint not null default 0,
  wanted bigint not null default 1,
  wanted_at bigint,
  rest_until bigint not null default 0,
  owner text,
  lease_until bigint not null default 0,
  attempts bigint not null default 0
) /*strict*/;;
create index home_views_opened on home_views (opened_at);;

-- Which card a thread belongs to.
create index messages_by_place on messages (channel, ts);;
