-- Results of log searches and logs that are being followed: encrypted by the bot before they come here, each for the
-- one person who asked, and gone when their time is over.
create table kept_logs (
  id text primary key,
  owner text not null,
  kind text not null,
  version bigint not null,
  sealed text not null,
  until bigint not null
) /*strict*/;;
create index kept_logs_until on kept_logs (until);;
create index kept_logs_owner on kept_logs (owner, kind);;
