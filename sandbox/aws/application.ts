/** How the application in a task answers: what ails it depends on its image, its settings and what it stands on. */
import { randomInt } from 'node:crypto';
import type { EcsState, Task } from './ecs-state.ts';
import type { Reach } from './rds.ts';
import { findTaskDefinition } from './task-definitions.ts';
import { accessLine, ordinaryLine } from './task-lines.ts';

/** Troubles that no deployment causes. */
export type Trouble =
  | 'cpu'
  | 'memory'
  | 'validation'
  /** The database refuses connections; the health check does not look at it. */
  | 'database'
  /** Connections to the database time out; the health check notices. */
  | 'database-timeout'
  | 'database-slots'
  | 'redis'
  /** Preflight requests come back without headers, because the load balancer answers them. */
  | 'preflight';

export const TROUBLES: readonly Trouble[] = [
  'cpu',
  'memory',
  'validation',
  'database',
  'database-timeout',
  'database-slots',
  'redis',
  'preflight',
];

export const HEALTH_PATH = '/api/health';

/** Where the browsers of the simulated users are. */
export const FRONTEND_ORIGIN = 'https://app.example.com';

export type HealthStatus = 200 | 404 | 503 | 'timeout';

export interface Application {
  readonly troubles: Set<Trouble>;
  /** Tasks made before this time (ms) know only the old password; null when it never changed. */
  passwordChangedAt: number | null;
  /** Answers every health check in place of the application; null for its own answer. */
  forcedHealth: HealthStatus | null;
  /** What one request of a user leaves in the log; the last line is its access line. */
  request(task: Task): readonly string[];
  health(task: Task, path: string): HealthStatus;
  /** Whether browsers of this origin may call. */
  allows(task: Task, origin: string): boolean;
  /** The database or cache trouble of the task; null when it has none. */
  lost(task: Task): Lost | null;
}

export type Lost = 'refused' | 'restarting' | 'timeout' | 'password' | 'slots' | 'redis';

export interface ApplicationParts {
  readonly state: EcsState;
  databaseReach(): Reach;
}

const TRACE: readonly string[] = [
  'ERROR:    Exception in ASGI application',
  'Traceback (most recent call last):',
  '  File "/app/app/database.py", line 31, in connect',
];

const ASYNCPG = '/usr/local/lib/python3.12/site-packages/asyncpg';

const LOST_LINES: Readonly<Record<Lost, readonly string[]>> = {
  refused: [...TRACE, "ConnectionRefusedError: [Errno 111] Connect call failed ('10.0.3.4', 5432)"],
  restarting: [...TRACE, 'asyncpg.exceptions.CannotConnectNowError: the database system is starting up'],
  timeout: [
    ...TRACE,
    `  File "${ASYNCPG}/connect_utils.py", line 1049, in _connect`,
    'TimeoutError',
    'ERROR:    database: asyncpg connection to hydrous-db:5432 timed out after 5.0 s',
  ],
  password: [
    ...TRACE,
    'asyncpg.exceptions.InvalidPasswordError: password authentication failed for user "hydrous"',
  ],
  slots: [
    ...TRACE,
    'asyncpg.exceptions.TooManyConnectionsError: remaining connection slots are reserved for roles with privileges of the "rds_reserved" role',
  ],
  redis: [
    'ERROR:    Exception in ASGI application',
    'Traceback (most recent call last):',
    '  File "/app/app/cache.py", line 18, in get',
    'redis.exceptions.ConnectionError: Error 111 connecting to hydrous-redis.x1example.0001.use1.cache.amazonaws.com:6379. Connection refused.',
  ],
};

const FAILING: readonly string[] = ['GET /api/orders/7731', 'GET /api/items?page=1', 'POST /api/orders'];

export function createApplication({ state, databaseReach }: ApplicationParts): Application {
  const troubles = new Set<Trouble>();

  function lost(task: Task): Lost | null {
    if (troubles.has('database')) return 'refused';
    if (troubles.has('database-timeout') || databaseReach() === 'silent') return 'timeout';
    if (databaseReach() === 'refuses') return 'restarting';
    const { passwordChangedAt } = application;
    if (passwordChangedAt !== null && task.createdAt < passwordChangedAt) return 'password';
    if (troubles.has('database-slots')) return 'slots';
    return troubles.has('redis') ? 'redis' : null;
  }

  function originsOf(task: Task): readonly string[] {
    const containers = findTaskDefinition(state, task.taskDefinition)?.definition.containerDefinitions ?? [];
    const settings = containers.flatMap((container) => container.environment ?? []);
    return settings.find(({ name }) => name === 'CORS_ORIGINS')?.value?.split(',') ?? [];
  }

  const application: Application = {
    troubles,
    passwordChangedAt: null,
    forcedHealth: null,
    lost,
    allows: (task, origin) => originsOf(task).includes(origin),

    request(task) {
      const cause = lost(task);
      // Sessions that hold a slot or need no cache still get through.
      const some = cause === 'slots' || cause === 'redis' ? randomInt(3) > 0 : true;
      if (cause !== null && some) {
        if (troubles.has('preflight') && randomInt(3) === 0) {
          return [accessLine('OPTIONS /api/orders', '500 Internal Server Error')];
        }
        const request = FAILING[randomInt(FAILING.length)] ?? '';
        return [...LOST_LINES[cause], accessLine(request, '500 Internal Server Error')];
      }
      if (troubles.has('validation') || (task.crash === 'validation' && randomInt(3) > 0)) {
        return [accessLine('POST /api/orders', '422 Unprocessable Entity')];
      }
      if (!application.allows(task, FRONTEND_ORIGIN) && randomInt(3) > 0) {
        return [accessLine('OPTIONS /api/orders', '400 Bad Request')];
      }
      return [ordinaryLine()];
    },

    health(task, path) {
      if (application.forcedHealth !== null) return application.forcedHealth;
      if (task.crash === 'unhealthy') return 503;
      if (path !== HEALTH_PATH || task.crash === 'health-moved') return 404;
      const cause = lost(task);
      return cause === 'timeout' || cause === 'restarting' ? 503 : 200;
    },
  };
  return application;
}
