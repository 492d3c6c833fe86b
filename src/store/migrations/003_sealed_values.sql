-- What a change needs and no plan may show, encrypted by the bot before it comes here. A row is gone when its
-- operation has ended.
create table sealed_values (
  operation text primary key references operations (id),
  sealed text not null
) /*strict*/;;
