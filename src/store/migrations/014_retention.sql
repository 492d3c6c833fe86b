-- Pictures that were uploaded to Slack, so that they can be taken away again: for an incident's chart the name is that
-- of the incident.
create table pictures (
  file text primary key,
  name text not null,
  at bigint not null
) /*strict*/;;
create index pictures_by_age on pictures (at);;

-- For what is forgotten when it is old.
create index notifications_by_age on notifications (received_at) where state <> 'new';;
create index messages_by_age on messages (next_at) where wanted <= sent;;
create index messages_waiting_for on messages (parent) where wanted > sent;;
