-- Who keeps changes away from an environment. A row whose time is over means nothing any more.
create table locks (
  environment text not null,
  kind text not null,
  id text not null unique,
  owner text not null,
  body text not null,
  since bigint not null,
  until bigint,
  nagged bigint not null default 0,
  primary key (environment, kind)
) /*strict*/;;

-- Command lines that a freeze refused and that are planned again when it is over, once somebody asked for that.
create table openings (
  id text primary key,
  environment text not null,
  state text not null,
  body text not null,
  created_at bigint not null
) /*strict*/;;
create index openings_waiting on openings (environment, created_at) where state = 'waiting';;
