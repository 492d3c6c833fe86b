/** Users and the load balancer, who ask the application for its answers. */
import { type Application, FRONTEND_ORIGIN, type HealthStatus, type Trouble } from './application.ts';
import { allServices } from './ecs-lookup.ts';
import type { EcsState, HealthProblem, Service, Task } from './ecs-state.ts';
import type { ElbState } from './elb.ts';
import { accessLine } from './task-lines.ts';

export interface Traffic {
  readonly troubles: Set<Trouble>;
  /** One request to every task that serves, more of them where users try again and again. */
  serve(): void;
  /** The load balancer asks every running task for its health. */
  checkHealth(): void;
  /** What the load balancer finds wrong with a task now; null when it is content. */
  problemOf(service: Service, task: Task): HealthProblem | null;
  /** Answers by class since the last call. */
  takeCounts(): Readonly<Record<AnswerClass, number>>;
}

/** `elb` are those that the load balancer itself gave, for want of a target. */
export type AnswerClass = '2xx' | '4xx' | '5xx' | 'elb';

export interface TrafficParts {
  readonly state: EcsState;
  readonly elb: ElbState;
  readonly application: Application;
  write(task: Task, line: string): void;
  /** Told the outcome of every health check. */
  checked(service: Service, task: Task, problem: HealthProblem | null): void;
}

/** Requests a pass of people whose first one was refused. */
const EAGER = 3;

const PHRASES: Readonly<Record<Exclude<HealthStatus, 'timeout'>, string>> = {
  200: '200 OK',
  404: '404 Not Found',
  503: '503 Service Unavailable',
};

/** Tasks behind the load balancer; when none is healthy it sends requests to all of them. */
export function servingTasks(service: Service): readonly Task[] {
  const running = service.tasks.filter((task) => task.lastStatus === 'RUNNING');
  const healthy = running.filter((task) => task.health === 'HEALTHY');
  return healthy.length > 0 ? healthy : running.filter((task) => task.health === 'UNHEALTHY');
}

export function createTraffic(parts: TrafficParts): Traffic {
  const { state, elb, application, write } = parts;
  const { troubles } = application;
  const none = () => ({ '2xx': 0, '4xx': 0, '5xx': 0, elb: 0 });
  let counts = none();

  const pathOf = (service: Service) => {
    const arn = service.loadBalancers[0]?.targetGroupArn;
    return elb.targetGroups.find((group) => group.arn === arn)?.healthCheckPath ?? '/';
  };

  const isEager = (task: Task) =>
    troubles.has('validation') || task.crash === 'validation' || !application.allows(task, FRONTEND_ORIGIN);

  function serveOne(task: Task): void {
    const lines = application.request(task);
    for (const line of lines) write(task, line);
    const status = /" (\d)\d\d /.exec(lines.at(-1) ?? '')?.[1];
    if (status === '5') counts['5xx'] += 1;
    else if (status === '4') counts['4xx'] += 1;
    else counts['2xx'] += 1;
  }

  function problemOf(service: Service, task: Task): HealthProblem | null {
    const status = application.health(task, pathOf(service));
    if (status === 200) return null;
    if (status === 'timeout') return { reason: 'Target.Timeout', description: 'Request timed out' };
    const description = `Health checks failed with these codes: [${status}]`;
    return { reason: 'Target.ResponseCodeMismatch', description };
  }

  return {
    troubles,
    problemOf,
    serve() {
      for (const service of allServices(state)) {
        const tasks = servingTasks(service);
        if (tasks.length === 0) counts.elb += service.desired;
        for (const task of tasks) {
          for (let count = isEager(task) ? EAGER : 1; count > 0; count -= 1) serveOne(task);
        }
      }
    },
    checkHealth() {
      for (const service of allServices(state)) {
        for (const task of service.tasks) {
          if (task.lastStatus !== 'RUNNING' || task.crash === 'import-error') continue;
          if (task.crash === 'missing-setting' || task.crash === 'out-of-memory') continue;
          const path = pathOf(service);
          const status = application.health(task, path);
          if (status !== 'timeout') write(task, accessLine(`GET ${path}`, PHRASES[status]));
          parts.checked(service, task, problemOf(service, task));
        }
      }
    },
    takeCounts() {
      const taken = counts;
      counts = none();
      return taken;
    },
  };
}
