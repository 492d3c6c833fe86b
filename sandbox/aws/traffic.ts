/** The application behind the load balancer: it answers requests, writes access lines, and has its troubles. */
import { allServices } from './ecs-lookup.ts';
import type { EcsState, Task } from './ecs-state.ts';
import { accessLine, healthCheckLine, ordinaryLine } from './task-lines.ts';

/** Troubles that no deployment causes. */
export type Trouble = 'cpu' | 'memory' | 'validation' | 'database';

export interface Traffic {
  readonly troubles: Set<Trouble>;
  /** One request to every healthy task. */
  serve(): void;
  /** The load balancer asks every running task for its health. */
  checkHealth(): void;
  /** Answers by class (`2xx`, `4xx`, `5xx`) since the last call. */
  takeCounts(): Readonly<Record<AnswerClass, number>>;
}

export type AnswerClass = '2xx' | '4xx' | '5xx';

const DATABASE_LINES: readonly string[] = [
  'ERROR:    Exception in ASGI application',
  'Traceback (most recent call last):',
  '  File "/app/app/database.py", line 31, in connect',
  "ConnectionRefusedError: [Errno 111] Connect call failed ('10.0.3.4', 5432)",
];

export function createTraffic(state: EcsState, write: (task: Task, line: string) => void): Traffic {
  const troubles = new Set<Trouble>();
  let counts = { '2xx': 0, '4xx': 0, '5xx': 0 };

  const serving = () =>
    allServices(state).flatMap((service) =>
      service.tasks.filter((task) => task.lastStatus === 'RUNNING' && task.health === 'HEALTHY'),
    );

  function answer(): readonly string[] {
    if (troubles.has('database')) {
      return [...DATABASE_LINES, accessLine('GET /api/orders/7731', '500 Internal Server Error')];
    }
    if (troubles.has('validation')) return [accessLine('POST /api/orders', '422 Unprocessable Entity')];
    return [ordinaryLine()];
  }

  return {
    troubles,
    serve() {
      for (const task of serving()) {
        const lines = answer();
        for (const line of lines) write(task, line);
        const status = /" (\d)\d\d /.exec(lines.at(-1) ?? '')?.[1];
        if (status === '5') counts['5xx'] += 1;
        else if (status === '4') counts['4xx'] += 1;
        else counts['2xx'] += 1;
      }
    },
    checkHealth() {
      for (const service of allServices(state)) {
        for (const task of service.tasks) {
          if (task.lastStatus !== 'RUNNING' || task.crash === 'import-error') continue;
          const status = task.crash === 'unhealthy' ? '503 Service Unavailable' : '200 OK';
          if (task.crash === null || task.crash === 'unhealthy') write(task, healthCheckLine(status));
        }
      }
    },
    takeCounts() {
      const taken = counts;
      counts = { '2xx': 0, '4xx': 0, '5xx': 0 };
      return taken;
    },
  };
}
