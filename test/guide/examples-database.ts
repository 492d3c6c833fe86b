/** What sets off the patterns about the database and Redis. */
import { evidence, line, stopped } from '../core/evidence-fixtures.ts';
import {
  alarm,
  cacheEvent,
  databaseEvent,
  ERRORS,
  type Examples,
  logged,
  traced,
} from './example-evidence.ts';

export const DATABASE_EXAMPLES: Examples = {
  'database-connection': {
    'refused-asyncpg': logged("ConnectionRefusedError: [Errno 111] Connect call failed ('10.0.3.4', 5432)"),
    'refused-libpq': logged(
      'sqlalchemy.exc.OperationalError: (psycopg2.OperationalError) connection to server at "hydrous-db.example" (10.0.3.4), port 5432 failed: Connection refused',
    ),
    'refused-logged': logged('ERROR:app.db:Database connection failed: [Errno 111] Connection refused'),
    'timeout-libpq': logged(
      'psycopg2.OperationalError: connection to server at "hydrous-db.example" (10.0.3.4), port 5432 failed: Connection timed out',
    ),
    'timeout-logged': logged(
      '2026-03-02 10:05:00,123 - app.db - ERROR - database connect timed out after 10 s',
    ),
    'pool-psycopg': logged("psycopg_pool.PoolTimeout: couldn't get a connection after 30.00 sec"),
    'wrong-host': traced('asyncpg/connect_utils.py', 'socket.gaierror: [Errno -2] Name or service not known'),
    'wrong-host-libpq': logged(
      'psycopg2.OperationalError: could not translate host name "hydrous-dbb.example" to address',
    ),
    'wrong-password': logged(
      'asyncpg.exceptions.InvalidPasswordError: password authentication failed for user "hydrous"',
    ),
    'tls-libpq': logged(
      'psycopg2.OperationalError: connection to server at "hydrous-db" (10.0.3.4), port 5432 failed: SSL error: certificate verify failed',
    ),
    'tls-frames': traced(
      'asyncpg/connect_utils.py',
      'ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer certificate (_ssl.c:1000)',
    ),
    'no-hba': logged(
      'asyncpg.exceptions.InvalidAuthorizationSpecificationError: no pg_hba.conf entry for host "10.0.1.5", no encryption',
    ),
    'no-slots': logged(
      'asyncpg.exceptions.TooManyConnectionsError: remaining connection slots are reserved for roles with the SUPERUSER attribute',
    ),
    'own-pool': logged(
      'sqlalchemy.exc.TimeoutError: QueuePool limit of size 5 overflow 10 reached, connection timed out, timeout 30.00',
    ),
    'starting-up': logged('asyncpg.exceptions.CannotConnectNowError: the database system is starting up'),
    'admin-shutdown': logged(
      'asyncpg.exceptions.AdminShutdownError: terminating connection due to administrator command',
    ),
    'closed-midway': logged(
      'asyncpg.exceptions.ConnectionDoesNotExistError: connection was closed in the middle of operation',
    ),
    'no-database': logged('asyncpg.exceptions.InvalidCatalogNameError: database "hydrouss" does not exist'),
    'redis-refused': logged(
      'redis.exceptions.ConnectionError: Error 111 connecting to hydrous-redis.example:6379. Connection refused.',
    ),
    'redis-refuses': logged('redis.exceptions.AuthenticationError: NOAUTH Authentication required.'),
    'redis-memory': logged(
      "redis.exceptions.OutOfMemoryError: OOM command not allowed when used memory > 'maxmemory'.",
    ),
    'alarm-connections': [evidence(), alarm('AWS/RDS', 'DatabaseConnections')],
    'refused-asyncpg-frames': traced(
      'asyncpg/connect_utils.py',
      'ConnectionRefusedError: [Errno 111] Connection refused',
    ),
    'timeout-psycopg': logged('psycopg.errors.ConnectionTimeout: connection timeout expired'),
    'timeout-asyncpg': logged("OSError: [Errno 113] Connect call failed ('10.0.3.4', 5432)"),
    'timeout-frames': traced('asyncpg/connect_utils.py', 'TimeoutError'),
    'unreachable-logged': logged('ERROR:app.db:Could not connect to the database, giving up'),
    'error-connecting-psycopg': logged(
      "WARNING:psycopg.pool:error connecting in 'pool-1': connection failed: something new",
    ),
    'wrong-host-psycopg': logged(
      'OSError: [Errno -2] Name or service not known: hydrous-dbb.cuj8q6.us-east-1.rds.amazonaws.com',
    ),
    'resolve-psycopg': logged(
      "psycopg.OperationalError: failed to resolve host 'hydrous-dbb': [Errno -2] Name or service not known",
    ),
    'wrong-host-at-start': evidence({
      tasks: [stopped({ exit: 3 })],
      lines: [line('socket.gaierror: [Errno -2] Name or service not known')],
    }),
    'refused-at-start': evidence({
      tasks: [stopped({ exit: 3 })],
      lines: [line('ConnectionRefusedError: [Errno 111] Connection refused')],
    }),
    'closed-connection': logged('asyncpg.exceptions._base.InterfaceError: connection is closed'),
    pg8000: logged(
      "pg8000.exceptions.InterfaceError: Can't create a connection to host hydrous-db and port 5432 (timeout is None).",
    ),
    'spanish-database': logged('ERROR:app.db:No se pudo conectar a la base de datos'),
    'spanish-database-lost': logged('ERROR:app.db:La base de datos no responde'),
    'spanish-redis': logged('ERROR:app.cache:Error al conectar con Redis'),
    'no-role': logged(
      'psycopg2.OperationalError: connection to server at "db" (10.0.3.4), port 5432 failed: FATAL:  role "hydrouss" does not exist',
    ),
    'own-pool-asyncpg': traced('asyncpg/pool.py', 'asyncio.exceptions.TimeoutError'),
    'read-only': logged(
      'asyncpg.exceptions.ReadOnlySQLTransactionError: cannot execute INSERT in a read-only transaction',
    ),
    'connection-lost-frames': traced(
      'asyncpg/protocol.py',
      'ConnectionResetError: [Errno 104] Connection reset by peer',
    ),
    down: evidence({ database: { status: 'stopped' } }),
    'storage-full': evidence({ database: { status: 'storage-full' } }),
    'storage-full-logged': logged(
      'asyncpg.exceptions.DiskFullError: could not extend file "base/16401/24576": No space left on device',
    ),
    'storage-full-event': databaseEvent('Allocated storage has been exhausted for the instance.'),
    rebooting: evidence({ database: { status: 'rebooting' } }),
    busy: evidence({ database: { status: 'maintenance' } }),
    'restarted-event': databaseEvent('DB instance restarted'),
    'restarted-with-errors': databaseEvent('Multi-AZ instance failover completed', ERRORS),
    'stopped-event': databaseEvent('DB instance stopped'),
    'password-event': databaseEvent('Reset master credentials'),
    'connections-lost': evidence({
      lines: ERRORS,
      metrics: { databaseConnections: [12, 12, 12, 12, 12, 12, 12, 12, 0, 0, 0] },
    }),
    'redis-refused-frames': traced(
      'redis/connection.py',
      'ConnectionRefusedError: [Errno 111] Connection refused',
    ),
    'redis-refused-asyncio': logged("[Errno 111] Connect call failed ('10.0.3.9', 6379)"),
    'redis-class': logged('redis.exceptions.ReadOnlyError: You cannot do that'),
    'redis-logged': logged('ERROR:app.cache:redis connection lost, retrying'),
    'redis-memory-full': evidence({
      lines: ERRORS,
      metrics: { cacheMemory: [40, 40, 40, 40, 40, 40, 40, 40, 99, 99, 99] },
    }),
    'redis-down': evidence({ cache: { status: 'deleting' } }),
    'redis-failover-event': cacheEvent('Failover to replica node hydrous-redis-002 completed'),
    'alarm-redis-memory': [evidence(), alarm('AWS/ElastiCache', 'DatabaseMemoryUsagePercentage')],
    'alarm-redis-cpu': [evidence(), alarm('AWS/ElastiCache', 'EngineCPUUtilization')],
  },
};
