-- What is to be done later for an incident or an operation, once for each kind and subject: a chart to draw, a fix
-- to verify. A row is gone when it was done and nobody has asked again meanwhile.
create table follow_ups (
  kind text not null,
  subject text not null,
  wanted bigint not null default 1,
  due_at bigint not null,
  attempts bigint not null default 0,
  owner text,
  lease_until bigint not null default 0,
  primary key (kind, subject)
) /*strict*/;;
create index follow_ups_due on follow_ups (due_at);;
