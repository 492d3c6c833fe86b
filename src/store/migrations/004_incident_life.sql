-- What an incident is made of: each alarm, service, database or text that was folded into it, as it stood last.
create table incident_signals (
  incident text not null references incidents (id),
  fingerprint text not null,
  kind text not null,
  name text not null,
  state text not null,
  trusted bigint not null,
  changed_at bigint not null,
  fired_at bigint not null,
  fired bigint not null,
  rank bigint not null,
  content text,
  primary key (incident, fingerprint)
) /*strict*/;;
create index incident_signals_by_fingerprint on incident_signals (fingerprint);;

-- The last word of an alarm that made no incident, for an older one that arrives after it. One row an alarm.
create table unheard_signals (
  fingerprint text primary key,
  changed_at bigint not null,
  content text not null
) /*strict*/;;

-- Quiet about an alarm, whatever becomes of its incidents. A row whose time is over means nothing any more.
create table silences (
  fingerprint text primary key,
  by_user text not null,
  at bigint not null,
  until bigint not null
) /*strict*/;;

-- Tasks that ECS told of when they stopped: it forgets them within the hour.
create table stopped_tasks (
  arn text primary key,
  environment text not null,
  stopped_at bigint not null,
  body text not null
) /*strict*/;;
create index stopped_tasks_by_environment on stopped_tasks (environment, stopped_at);;
