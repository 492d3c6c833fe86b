-- A change of the database or the cache runs beside one of the service: each lane has one at a time. The kinds are
-- those of src/core/lanes.ts. An older version of the bot simply meets fewer conflicts.
drop index operations_one_change;;
create unique index operations_one_service_change on operations (environment)
  where kind not in ('abort', 'db-snapshot', 'db-resize', 'db-restore', 'cache-resize')
    and state in ('planned', 'pending', 'approved', 'executing');;
create unique index operations_one_data_change on operations (environment)
  where kind in ('db-snapshot', 'db-resize', 'db-restore', 'cache-resize')
    and state in ('planned', 'pending', 'approved', 'executing');;
