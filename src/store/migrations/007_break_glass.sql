-- Approvals that were skipped in an emergency. A row without broken_at was only offered.
create table break_glass (
  operation text primary key,
  by_user text not null,
  reason text not null,
  skipped bigint not null,
  until bigint not null,
  broken_at bigint,
  reviewed_by text,
  reviewed_at bigint
) /*strict*/;;
create index break_glass_open on break_glass (broken_at) where reviewed_at is null;;
