import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../src/core/evidence.ts';
import { diagnose } from '../../src/core/verdicts.ts';
import { evidence, line, stopped } from '../core/evidence-fixtures.ts';
import { shippedGuide } from './shipped-guide.ts';

const { guide } = shippedGuide();

/** A service that runs, with these lines in one stream, oldest first. */
function running(...messages: readonly string[]): Evidence {
  const lines = messages.map((message, index) =>
    line(message, { stream: 'ecs/hydrous-container/live', at: 1_000_000 + index }),
  );
  return evidence({
    service: { running: 2 },
    lines: lines.reverse(),
    targets: [{ id: 'a', state: 'healthy', reason: null, description: null }],
  });
}

/** A task that ends while it starts, with these last words. */
function starting(...messages: readonly string[]): Evidence {
  const lines = messages.map((message, index) =>
    line(message, { stream: 'ecs/hydrous-container/0123', at: 1_000_000 + index }),
  );
  return evidence({ tasks: [stopped({ exit: 3 }), stopped({ exit: 3 })], lines: lines.reverse() });
}

const first = (found: Evidence) => {
  const [verdict] = diagnose(found, guide.en).verdicts;
  return verdict === undefined ? null : [verdict.entry, verdict.case];
};

describe('the same failure, as other loggers and drivers write it', () => {
  const database = (name: string | undefined) => ['database-connection', name];
  it.each<[string, readonly (string | undefined)[]]>([
    [
      'sqlalchemy.exc.OperationalError: (psycopg.OperationalError) connection failed: connection to server at "10.0.3.4", port 5432 failed: FATAL:  password authentication failed for user "hydrous"',
      database('wrong-password'),
    ],
    ['django.db.utils.OperationalError: FATAL:  sorry, too many clients already', database('no-slots')],
    [
      '2026-03-02 10:04:11,501 - app.db - ERROR - query failed: remaining connection slots are reserved for roles with the SUPERUSER attribute',
      database('no-slots'),
    ],
    [
      '2026-03-02 10:04:11.501 | ERROR    | app.db:connect:42 - could not connect: FATAL:  database "hydrouss" does not exist',
      database('no-database'),
    ],
    [
      "OSError: Multiple exceptions: [Errno 111] Connect call failed ('::1', 5432, 0, 0), [Errno 111] Connect call failed ('127.0.0.1', 5432)",
      database('refused'),
    ],
    [
      "[2026-03-02 10:04:11 +0000] [9] [ERROR] Could not connect to the database: [Errno 110] Connect call failed ('10.0.3.4', 5432)",
      database('network'),
    ],
    [
      '{"asctime":"2026-03-02 10:04:11","levelname":"ERROR","message":"pool error","exc_info":"Traceback (most recent call last):\\n  File \\"x\\"\\nasyncpg.exceptions.CannotConnectNowError: the database system is shutting down"}',
      database('restarting'),
    ],
    [
      '{"text":"x\\n","record":{"level":{"name":"ERROR"},"message":"db failed","exception":{"type":"InvalidPasswordError","value":"password authentication failed for user \\"hydrous\\""}}}',
      database('wrong-password'),
    ],
    [
      '{"severity":"ERROR","event":"request_failed","exception":[{"exc_type":"OperationalError","exc_value":"server closed the connection unexpectedly"}]}',
      database('restarting'),
    ],
    ['ERROR:app.db:No se pudo conectar a la base de datos: timeout', database(undefined)],
    ["psycopg_pool.PoolTimeout: couldn't get a connection after 30.00 sec", database('pool')],
    [
      'ConnectionError: Error -2 connecting to hydrous-redis.1ywfpj.0001.use1.cache.amazonaws.com:6379. Name or service not known.',
      database('redis'),
    ],
    ['ERROR | app.cache:get:42 - Redis timeout: Timeout reading from hydrous-redis:6379', database('redis')],
    [
      'redis.exceptions.ResponseError: MISCONF Redis is configured to save RDB snapshots, but it is currently unable to persist to disk.',
      database('redis'),
    ],
    [
      'kombu.exceptions.OperationalError: Error 111 connecting to hydrous-redis:6379. Connection refused.',
      database('redis'),
    ],
    [
      'psycopg2.errors.DiskFull: could not extend file "base/16401/24576": No space left on device',
      database('storage-full'),
    ],
  ])('%s', (message, wanted) => {
    expect(first(running(message))).toEqual(wanted);
  });

  it.each<[string, readonly string[], readonly (string | undefined)[]]>([
    [
      'a host without frames, as a task ends',
      [
        'INFO:     Waiting for application startup.',
        'socket.gaierror: [Errno -2] Name or service not known',
        'ERROR:    Application startup failed. Exiting.',
      ],
      ['database-connection', 'wrong-host'],
    ],
    [
      'a refusal without frames, as a task ends',
      [
        'ConnectionRefusedError: [Errno 111] Connection refused',
        'ERROR:    Application startup failed. Exiting.',
      ],
      ['database-connection', 'refused'],
    ],
    [
      'a missing variable in words',
      ['ERROR:root:Missing required environment variable: STRIPE_KEY'],
      ['container-does-not-start', 'settings-missing'],
    ],
    [
      'a shell that finds no command',
      ['/app/start.sh: line 3: gunicornn: not found'],
      ['container-does-not-start', 'command-not-found'],
    ],
    [
      'an import that fails inside uvicorn',
      [
        'ERROR:    Traceback (most recent call last):',
        '  File "/app/app/main.py", line 3, in <module>',
        "ImportError: cannot import name 'Settings' from 'app.config'",
      ],
      ['container-does-not-start', 'import-error'],
    ],
    [
      'anything else',
      ['RuntimeError: model file is corrupt'],
      ['container-does-not-start', 'startup-failed'],
    ],
  ])('%s', (_name, messages, wanted) => {
    expect(first(starting(...messages))).toEqual(wanted);
  });

  it('is known by the words just before it, where an exception has no frames', () => {
    const found = running(
      'ERROR:app.db:cannot open a session on the database',
      'socket.gaierror: [Errno -2] Name or service not known',
    );
    expect(first(found)).toEqual(['database-connection', 'wrong-host']);
  });
});

describe('what only looks like it', () => {
  it.each([
    ['socket.gaierror: [Errno -2] Name or service not known'],
    ['TimeoutError'],
    ['ConnectionRefusedError: [Errno 111] Connection refused'],
    ['httpx.ConnectError: [Errno -2] Name or service not known'],
    ['httpx.ReadTimeout: The read operation timed out'],
    [
      "requests.exceptions.ConnectionError: HTTPSConnectionPool(host='api.stripe.com', port=443): Max retries exceeded",
    ],
    [
      'botocore.exceptions.ConnectTimeoutError: Connect timeout on endpoint URL: "https://s3.us-east-1.amazonaws.com/"',
    ],
    ['elastic_transport.ConnectionTimeout: Connection timed out'],
    ['pymongo.errors.ServerSelectionTimeoutError: 10.0.9.9:27017: [Errno 111] Connection refused'],
    ['kafka.errors.NoBrokersAvailable: NoBrokersAvailable'],
    ['smtplib.SMTPServerDisconnected: Connection unexpectedly closed'],
    ['asyncpg.exceptions.DeadlockDetectedError: deadlock detected'],
    [
      'sqlalchemy.exc.IntegrityError: (psycopg2.errors.UniqueViolation) duplicate key value violates unique constraint "users_email_key"',
    ],
    ['psycopg2.errors.QueryCanceled: canceling statement due to statement timeout'],
    ['redis.exceptions.LockError: Cannot release a lock that is no longer owned'],
    ['ERROR:app.llm:rate limited by the provider, retrying in 20 s'],
    ['jwt.exceptions.ExpiredSignatureError: Signature has expired'],
    ['INFO:app.chat:user 42: exec /usr/local/bin/uvicorn: exec format error'],
    ['ERROR:app.chat:could not answer user 42: FATAL:  password authentication failed for user "bob"'],
    ['ERROR:app.api:bad payload: {"message": "FATAL: sorry, too many clients already"}'],
    [
      '{"level":"error","message":"moderation failed","user_text":"redis connection refused, Error 111 connecting to x:6379."}',
    ],
    ['{"message":"password authentication failed for user bob","role":"user"}'],
    ['{"level":"warning","event":"slow request","body":{"text":"the database system is starting up"}}'],
    [
      "INFO:     chat message:\nTraceback (most recent call last):\nConnectionRefusedError: [Errno 111] Connect call failed ('10.0.3.4', 5432)",
    ],
    ['exec /usr/local/bin/uvicorn: exec format error'],
    ['{"level":"error","event":"chat failed","text":"password authentication failed for user bob"}'],
    ['{"level":"error","event":"chat failed","input":{"message":"redis.exceptions.ConnectionError: x"}}'],
    ['ERROR:app.search:the vector database is unavailable'],
    ['WARNING:app.chat:prompt rejected: "Worker (pid:3) was sent SIGKILL! Perhaps out of memory?"'],
  ])('%s', (message) => {
    expect(first(running(message))).toBeNull();
  });
});
