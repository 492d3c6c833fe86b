/** What ECS and RDS tell by themselves, without an alarm. */
import type { TaskView } from './ports/ecs.ts';

export interface EcsEvent {
  readonly kind: 'ecs-event';
  readonly about: 'deployment' | 'task' | 'action';
  /** ECS's own name, such as `SERVICE_DEPLOYMENT_FAILED`; of a task its status, such as `STOPPED`. */
  readonly name: string;
  readonly level: 'info' | 'warning' | 'error';
  readonly account: string | null;
  /** Region code, from an ARN. */
  readonly region: string;
  readonly cluster: string | null;
  /** Null for a task that belongs to no service. */
  readonly service: string | null;
  /** ms. */
  readonly at: number;
  /** Cleaned, redacted and cut. */
  readonly reason: string | null;
  /** Deployment id such as `ecs-svc/123`. */
  readonly deployment: string | null;
  /** Only of a task that has stopped. */
  readonly task: TaskView | null;
}

export interface RdsEvent {
  readonly kind: 'rds-event';
  /** `RDS-EVENT-0006`; null when it bears none. */
  readonly id: string | null;
  /** `db-instance`, `db-cluster`, `db-snapshot`, … */
  readonly sourceType: string;
  /** Identifier of the instance, cluster or snapshot. */
  readonly source: string;
  readonly account: string | null;
  readonly region: string;
  /** ms. */
  readonly at: number;
  /** Cleaned, redacted and cut. */
  readonly message: string;
  /** Only in the form that comes through EventBridge. */
  readonly categories: readonly string[];
}

export type ServiceEvent = EcsEvent | RdsEvent;

/** `trouble` begins something, `calm` ends it, `notice` is worth a line, `routine` is nothing to tell. */
export type Bearing = 'trouble' | 'calm' | 'notice' | 'routine';

export function bearingOf(event: ServiceEvent): Bearing {
  return event.kind === 'ecs-event' ? ecsBearing(event) : rdsBearing(event);
}

function ecsBearing(event: EcsEvent): Bearing {
  switch (event.about) {
    case 'deployment':
      if (event.name === 'SERVICE_DEPLOYMENT_COMPLETED') return 'calm';
      return event.level === 'info' ? 'routine' : 'trouble';
    case 'action':
      if (event.name === 'SERVICE_STEADY_STATE') return 'calm';
      return event.level === 'info' ? 'routine' : 'trouble';
    case 'task':
      return event.task !== null && endedBadly(event.task) ? 'trouble' : 'routine';
  }
}

/** Task stops that ECS itself reports by their reason only. Source: ECS developer guide, "Stopped tasks error messages". */
const FAILED_CHECK = /^Task failed (?:ELB|container) health checks/;

/** Scaling, deployments, people and spot interruptions stop tasks too, and that is no fault. */
export function endedBadly({ stopCode, stoppedReason, containers }: TaskView): boolean {
  switch (stopCode) {
    case 'TaskFailedToStart':
      return true;
    case 'EssentialContainerExited':
      return containers.length === 0 || containers.some(({ exitCode }) => exitCode !== 0);
    default:
      return FAILED_CHECK.test(stoppedReason ?? '');
  }
}

/** Source: RDS user guide, "Amazon RDS event categories and event messages". */
const RDS_BEARINGS: Readonly<Record<string, Bearing>> = {
  'RDS-EVENT-0001': 'routine',
  'RDS-EVENT-0002': 'routine',
  'RDS-EVENT-0004': 'trouble',
  'RDS-EVENT-0006': 'calm',
  'RDS-EVENT-0007': 'trouble',
  'RDS-EVENT-0013': 'trouble',
  'RDS-EVENT-0015': 'calm',
  'RDS-EVENT-0026': 'trouble',
  'RDS-EVENT-0027': 'calm',
  'RDS-EVENT-0031': 'trouble',
  'RDS-EVENT-0035': 'trouble',
  'RDS-EVENT-0036': 'trouble',
  'RDS-EVENT-0049': 'calm',
  'RDS-EVENT-0087': 'trouble',
  'RDS-EVENT-0088': 'calm',
  'RDS-EVENT-0089': 'trouble',
  'RDS-EVENT-0221': 'trouble',
  'RDS-EVENT-0222': 'trouble',
  'RDS-EVENT-0266': 'trouble',
};

/** Events after which the database takes no connections. */
const DOWN: ReadonlySet<string> = new Set(
  ['0004', '0007', '0013', '0026', '0031', '0035', '0036', '0087', '0221', '0266'].map(
    (number) => `RDS-EVENT-${number}`,
  ),
);

const BAD_CATEGORIES: ReadonlySet<string> = new Set(['failure', 'failover', 'low storage']);

function rdsBearing({ id, categories }: RdsEvent): Bearing {
  const known = id === null ? undefined : RDS_BEARINGS[id];
  if (known !== undefined) return known;
  return categories.some((category) => BAD_CATEGORIES.has(category)) ? 'trouble' : 'notice';
}

export function tellsDatabaseDown(event: ServiceEvent): boolean {
  return event.kind === 'rds-event' && event.id !== null && DOWN.has(event.id);
}
