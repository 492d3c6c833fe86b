import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../src/core/evidence.ts';
import { diagnose } from '../../src/core/verdicts.ts';
import { metricAlarm } from '../core/alarm-fixtures.ts';
import { evidence, line, service, stopped } from '../core/evidence-fixtures.ts';
import { shippedGuide } from './shipped-guide.ts';

const { guide } = shippedGuide();
const PULL = 'CannotPullContainerError: pull image manifest has been retried 5 time(s): ';
const REF = 'failed to resolve ref 123456789012.dkr.ecr.us-east-1.amazonaws.com/hydrous:v2: ';
const SECRETS =
  'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: ';

const logged = (...messages: readonly string[]) =>
  evidence({ lines: messages.map((message) => line(message)) });
const ended = (stoppedReason: string) =>
  evidence({ tasks: [stopped({ stopCode: 'TaskFailedToStart', stoppedReason, startedAt: null })] });
const container = (containerReason: string) => evidence({ tasks: [stopped({ exit: 255, containerReason })] });
const event = (message: string) => evidence({ service: { events: [{ at: 1, message }] } });
const target = (reason: string, description = '') =>
  evidence({ service: { running: 2 }, targets: [{ id: 'a', state: 'unhealthy', reason, description }] });
const many = (count: number, message: string) => logged(...Array.from({ length: count }, () => message));
const alarm = (namespace: string, name: string) =>
  metricAlarm({ metric: { namespace, name, statistic: null, dimensions: {} } });

/** Pattern id → the evidence that sets it off, written as the platforms write it. */
const EXAMPLES: Readonly<
  Record<string, Readonly<Record<string, Evidence | [Evidence, ReturnType<typeof metricAlarm>]>>>
> = {
  'architecture-mismatch': {
    'exec-format': logged('exec /usr/local/bin/uvicorn: exec format error'),
    'exec-format-bare': logged('exec uvicorn: exec format error'),
    'exec-format-old-runtime': logged(
      'standard_init_linux.go:228: exec user process caused: exec format error',
    ),
    'exec-format-docker': logged('exec user process caused "exec format error"'),
    'exec-format-shell': logged('/bin/sh: 1: uvicorn: Exec format error'),
    'exec-format-script': logged(
      '/entrypoint.sh: line 4: /usr/local/bin/uvicorn: cannot execute binary file: Exec format error',
    ),
    'exec-format-container': container('CannotStartContainerError: exec: "uvicorn": exec format error'),
    'exec-format-stop': ended('Task failed to start: exec /app/run: exec format error'),
    'no-descriptor': ended(
      `${PULL}image Manifest does not contain descriptor matching platform 'linux/amd64'`,
    ),
    'no-descriptor-container': container(
      `${PULL}image Manifest does not contain descriptor matching platform 'linux/arm64'`,
    ),
    'no-manifest': ended(`${PULL}no match for platform in manifest: not found`),
    'no-manifest-container': container(
      'CannotPullContainerError: no matching manifest for linux/amd64 in the manifest list entries',
    ),
    'platform-fact': evidence({ platforms: ['linux/arm64'] }),
  },
  'api-validation': {
    'access-422': many(
      5,
      'INFO:     10.0.1.5:43210 - "POST /api/auth/register HTTP/1.1" 422 Unprocessable Entity',
    ),
    'access-422-combined': many(
      5,
      '10.0.1.5 - - [02/Mar/2026:10:05:00 +0000] "POST /api/auth/register HTTP/1.1" 422 120',
    ),
    'request-validation': many(
      5,
      'fastapi.exceptions.RequestValidationError: [{"loc": ["body", "last_name"]}]',
    ),
    'alarm-4xx': [evidence(), alarm('AWS/ApplicationELB', 'HTTPCode_Target_4XX_Count')],
  },
  'container-does-not-start': {
    'image-not-found': ended(
      `${PULL}${REF}123456789012.dkr.ecr.us-east-1.amazonaws.com/hydrous:v2: not found`,
    ),
    'registry-unreachable': ended(`${PULL}${REF}dial tcp 10.0.0.1:443: i/o timeout`),
    'registry-denied': ended(
      'CannotPullContainerError: AccessDeniedException: User is not authorized to perform: ecr:BatchGetImage',
    ),
    'pull-limit': ended(`${PULL}toomanyrequests: You have reached your pull rate limit`),
    'cannot-pull': ended(`${PULL}something new`),
    'cannot-pull-container': container('CannotPullContainerError: something new'),
    'secret-missing': ended(
      `${SECRETS}unable to retrieve secret from asm: ResourceNotFoundException: Secrets Manager can't find the specified secret.`,
    ),
    'secret-denied': ended(
      `${SECRETS}unable to retrieve secret from asm: AccessDeniedException: User is not authorized to perform: secretsmanager:GetSecretValue`,
    ),
    'secret-unreachable': ended(
      `${SECRETS}unable to retrieve secret from asm: RequestError: send request failed: context deadline exceeded`,
    ),
    'registry-auth-denied': ended(
      'ResourceInitializationError: unable to pull registry auth: User is not authorized to perform: ecr:GetAuthorizationToken',
    ),
    'log-driver': ended(
      'ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: ResourceNotFoundException: The specified log group does not exist.',
    ),
    'resource-initialization': ended('ResourceInitializationError: something new'),
    'cannot-start': ended('CannotStartContainerError: Error response from daemon'),
    'command-not-found': container(
      'OCI runtime create failed: exec: "uvicornn": executable file not found in $PATH',
    ),
    'exec-missing': logged('exec /app/start.sh: no such file or directory'),
    'exec-missing-old-runtime': logged(
      'standard_init_linux.go:228: exec user process caused: no such file or directory',
    ),
    'failed-to-start': ended('something new'),
    'asgi-import': logged('ERROR:    Error loading ASGI app. Could not import module "app.main".'),
    'gunicorn-import': logged(
      "[2026-03-02 10:05:00 +0000] [7] [ERROR] Failed to find attribute 'app' in 'app.main'.",
    ),
    'module-missing': logged("ModuleNotFoundError: No module named 'redis'"),
    'syntax-error': logged('SyntaxError: invalid syntax'),
    'settings-missing': logged(
      'pydantic_core._pydantic_core.ValidationError: 1 validation error for Settings',
    ),
    'settings-header': logged('2 validation errors for AppSettings'),
    'settings-key': logged("KeyError: 'DATABASE_URL'"),
    'settings-error': logged(
      'pydantic_settings.exceptions.SettingsError: error parsing value for field "cors"',
    ),
    'port-in-use': logged(
      "ERROR:    [Errno 98] error while attempting to bind on address ('0.0.0.0', 8000): address already in use",
    ),
    'port-in-use-gunicorn': logged(
      "[2026-03-02 10:05:00 +0000] [7] [ERROR] Connection in use: ('0.0.0.0', 8000)",
    ),
    'startup-failed': logged('ERROR:    Application startup failed. Exiting.'),
    'exit-3': evidence({ tasks: [stopped({ exit: 3 })] }),
    'exits-at-start': evidence({ tasks: [stopped({ exit: 1 })] }),
    'container-health': ended('Task failed container health checks'),
    'container-health-event': event(
      '(service hydrous-production) (task 0123) failed container health checks.',
    ),
    'unable-to-start': event(
      '(service hydrous-production) is unable to consistently start tasks successfully.',
    ),
    'cannot-place': event(
      '(service hydrous-production) was unable to place a task. Reason: Capacity is unavailable at this time.',
    ),
    breaker: evidence({
      service: {
        deployments: service().deployments.map((each) => ({
          ...each,
          rolloutStateReason: 'ECS deployment circuit breaker: task(s) failed to start.',
        })),
      },
    }),
  },
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
    'wrong-host': logged('socket.gaierror: [Errno -2] Name or service not known'),
    'wrong-host-libpq': logged(
      'psycopg2.OperationalError: could not translate host name "hydrous-dbb.example" to address',
    ),
    'wrong-password': logged(
      'asyncpg.exceptions.InvalidPasswordError: password authentication failed for user "hydrous"',
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
    'redis-timeout': logged('redis.exceptions.TimeoutError: Timeout reading from hydrous-redis.example:6379'),
    'redis-refuses': logged('redis.exceptions.AuthenticationError: NOAUTH Authentication required.'),
    'redis-memory': logged(
      "redis.exceptions.OutOfMemoryError: OOM command not allowed when used memory > 'maxmemory'.",
    ),
    'alarm-connections': [evidence(), alarm('AWS/RDS', 'DatabaseConnections')],
  },
  'memory-or-cpu': {
    'out-of-memory': container('OutOfMemoryError: Container killed due to memory usage'),
    'out-of-memory-stop': ended('OutOfMemory: container ran out of memory'),
    'python-memory': logged('MemoryError'),
    'worker-killed': logged(
      '[2026-03-02 10:05:00 +0000] [1] [ERROR] Worker (pid:12) was sent SIGKILL! Perhaps out of memory?',
    ),
    'worker-timeout': logged('[2026-03-02 10:05:00 +0000] [1] [CRITICAL] WORKER TIMEOUT (pid:12)'),
    'child-died': logged('INFO:     Child process [12] died'),
    'alarm-memory': [evidence(), alarm('AWS/ECS', 'MemoryUtilization')],
    'alarm-cpu': [evidence(), alarm('AWS/ECS', 'CPUUtilization')],
    'alarm-database-cpu': [evidence(), alarm('AWS/RDS', 'CPUUtilization')],
    killed: evidence({ tasks: [stopped({ exit: 137 })] }),
  },
  'load-balancer': {
    'failed-elb-checks': ended(
      'Task failed ELB health checks in (target-group arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/hydrous/1)',
    ),
    'unhealthy-event': event(
      '(service hydrous-production) (port 8000) is unhealthy in (target-group arn:aws:x) due to (reason Request timed out)',
    ),
    'container-health': ended('Task failed container health checks'),
    'wrong-path': target('Target.ResponseCodeMismatch', 'Health checks failed with these codes: [404]'),
    redirect: target('Target.ResponseCodeMismatch', 'Health checks failed with these codes: [307]'),
    'app-error': target('Target.ResponseCodeMismatch', 'Health checks failed with these codes: [503]'),
    'wrong-code': target('Target.ResponseCodeMismatch', 'Health checks failed with these codes: [400]'),
    'health-timeout': target('Target.Timeout', 'Request timed out'),
    'health-failed': target('Target.FailedHealthChecks'),
    'all-unhealthy': target('Target.FailedHealthChecks'),
    concurrency: logged('WARNING:  Exceeded concurrency limit.'),
    'alarm-unhealthy': [evidence(), alarm('AWS/ApplicationELB', 'UnHealthyHostCount')],
    'alarm-healthy': [evidence(), alarm('AWS/ApplicationELB', 'HealthyHostCount')],
    'alarm-elb-5xx': [evidence(), alarm('AWS/ApplicationELB', 'HTTPCode_ELB_5XX_Count')],
  },
  'frontend-connection': {
    'preflight-400': many(3, 'INFO:     10.0.1.5:43210 - "OPTIONS /api/chat HTTP/1.1" 400 Bad Request'),
    'preflight-405': many(
      3,
      'INFO:     10.0.1.5:43210 - "OPTIONS /api/chat HTTP/1.1" 405 Method Not Allowed',
    ),
    'preflight-combined': many(
      3,
      '10.0.1.5 - - [02/Mar/2026:10:05:00 +0000] "OPTIONS /api/chat HTTP/1.1" 400 22',
    ),
    disallowed: logged('Disallowed CORS origin'),
  },
};

/** Only one pattern of the guide is left, certain of itself, so that it alone can convict. */
function convicts(
  entryId: string,
  patternId: string,
  found: Evidence,
  fired: ReturnType<typeof metricAlarm> | null,
): boolean {
  const alone = guide.en
    .filter(({ id }) => id === entryId)
    .map((entry) => ({
      ...entry,
      ruledOutBy: [],
      patterns: entry.patterns
        .filter(({ id }) => id === patternId)
        .map((pattern) => ({ ...pattern, weight: 0.99 })),
    }));
  return diagnose(found, alone, fired).verdicts.length === 1;
}

describe.each(guide.en.map((entry) => entry.id))('%s', (entryId) => {
  const entry = guide.en.find(({ id }) => id === entryId);
  it.each(entry?.patterns.map(({ id }) => id) ?? [])('knows %s', (patternId) => {
    const example = EXAMPLES[entryId]?.[patternId];
    if (example === undefined) throw new Error(`write an example for the pattern ${patternId}`);
    const [found, fired] = Array.isArray(example) ? example : [example, null];
    expect(convicts(entryId, patternId, found, fired)).toBe(true);
  });

  it('is not set off by a healthy service', () => {
    const healthy = evidence({
      service: { running: 2 },
      platforms: ['linux/amd64'],
      lines: [
        line('INFO:     10.0.1.5:1 - "GET /api/health HTTP/1.1" 200 OK'),
        line('INFO:     Application startup complete.'),
      ],
      targets: [{ id: 'a', state: 'healthy', reason: null, description: null }],
    });
    expect(diagnose(healthy, guide.en).verdicts.map((verdict) => verdict.entry)).not.toContain(entryId);
  });
});
