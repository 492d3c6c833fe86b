/** What the simulated ECS remembers. Times are ms since the epoch. */
import type * as ecs from '@aws-sdk/client-ecs';
import type { Crash } from './images.ts';

export interface StoredTaskDefinition {
  readonly definition: ecs.TaskDefinition & {
    readonly taskDefinitionArn: string;
    readonly family: string;
    readonly revision: number;
  };
  tags: ecs.Tag[];
  status: 'ACTIVE' | 'INACTIVE';
}

/** A service revision: what a deployment wants to run, with tags resolved to digests. */
export interface ServiceRevision {
  readonly arn: string;
  readonly taskDefinition: string;
  readonly createdAt: number;
  readonly images: readonly ecs.ContainerImage[];
}

/** An entry of `deployments` in DescribeServices. */
export interface Deployment {
  /** `ecs-svc/<19 digits>` */
  readonly id: string;
  readonly revision: ServiceRevision;
  readonly createdAt: number;
  status: 'PRIMARY' | 'ACTIVE' | 'INACTIVE';
  rolloutState: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';
  rolloutStateReason: string;
  updatedAt: number;
  failedTasks: number;
  /** No new task is started before this time: the delay after failures. */
  startNotBefore: number;
  /** Started tasks that failed in a row; decides the delay. */
  failuresInRow: number;
}

export type ServiceDeploymentStatus =
  | 'PENDING'
  | 'IN_PROGRESS'
  | 'STOP_REQUESTED'
  | 'ROLLBACK_REQUESTED'
  | 'ROLLBACK_IN_PROGRESS'
  | 'SUCCESSFUL'
  | 'STOPPED'
  | 'ROLLBACK_SUCCESSFUL'
  | 'ROLLBACK_FAILED';

/** One attempt to bring a service to a revision: what ListServiceDeployments shows. */
export interface ServiceDeployment {
  readonly arn: string;
  /** Id of the entry in `deployments` that this attempt runs. */
  readonly deploymentId: string;
  readonly source: readonly ServiceRevision[];
  readonly target: ServiceRevision;
  readonly createdAt: number;
  readonly requested: number;
  readonly configuration: ecs.DeploymentConfiguration;
  status: ServiceDeploymentStatus;
  statusReason: string | null;
  startedAt: number | null;
  finishedAt: number | null;
  stoppedAt: number | null;
  updatedAt: number;
  breaker: { failures: number; threshold: number; status: ecs.ServiceDeploymentRollbackMonitorsStatus };
  rollback: { reason: string; startedAt: number; revision: ServiceRevision } | null;
}

/** What the load balancer finds wrong with a target. */
export interface HealthProblem {
  readonly reason: 'Target.ResponseCodeMismatch' | 'Target.Timeout';
  readonly description: string;
}

export interface Task {
  readonly arn: string;
  readonly id: string;
  readonly taskDefinition: string;
  /** Deployment id. */
  readonly startedBy: string;
  readonly createdAt: number;
  readonly ip: string;
  readonly containers: readonly {
    readonly name: string;
    readonly image: string;
    readonly digest: string | null;
  }[];
  crash: Crash | null;
  /** Ended by itself, not by the scheduler or a person. */
  failed: boolean;
  lastStatus: 'PROVISIONING' | 'PENDING' | 'RUNNING' | 'DEACTIVATING' | 'DEPROVISIONING' | 'STOPPED';
  desiredStatus: 'RUNNING' | 'STOPPED';
  health: 'UNKNOWN' | 'HEALTHY' | 'UNHEALTHY';
  /** Why it is UNHEALTHY for the load balancer. */
  healthProblem: HealthProblem | null;
  /** Health checks that failed in a row. */
  failedChecks: number;
  version: number;
  startedAt: number | null;
  stoppingAt: number | null;
  stoppedAt: number | null;
  stopCode: ecs.TaskStopCode | null;
  stoppedReason: string | null;
  exitCode: number | null;
  /** Reason at the essential container, for example OutOfMemoryError. */
  containerReason: string | null;
}

export interface Service {
  readonly name: string;
  readonly arn: string;
  readonly clusterArn: string;
  readonly createdAt: number;
  readonly loadBalancers: readonly ecs.LoadBalancer[];
  readonly networkConfiguration: ecs.NetworkConfiguration;
  status: 'ACTIVE' | 'DRAINING' | 'INACTIVE';
  taskDefinition: string;
  desired: number;
  configuration: ecs.DeploymentConfiguration;
  healthCheckGracePeriodSeconds: number;
  deployments: Deployment[];
  /** Oldest first. */
  history: ServiceDeployment[];
  /** Oldest first; includes stopped tasks of the last hour. */
  tasks: Task[];
  /** Newest first, at most 100. */
  events: { readonly id: string; readonly createdAt: number; readonly message: string }[];
  tags: ecs.Tag[];
  /** Whether the last look found everything as wanted; a change to true is an event. */
  steady: boolean;
}

export interface Cluster {
  readonly name: string;
  readonly arn: string;
  readonly services: Map<string, Service>;
}

export interface EcsState {
  readonly clusters: Map<string, Cluster>;
  /** By family, oldest revision first. */
  readonly families: Map<string, StoredTaskDefinition[]>;
}

export function primaryOf(service: Service): Deployment {
  const primary = service.deployments.find((deployment) => deployment.status === 'PRIMARY');
  if (primary === undefined) throw new Error(`${service.name} has no primary deployment`);
  return primary;
}

const ONGOING: ReadonlySet<ServiceDeploymentStatus> = new Set([
  'PENDING',
  'IN_PROGRESS',
  'STOP_REQUESTED',
  'ROLLBACK_REQUESTED',
  'ROLLBACK_IN_PROGRESS',
]);

export function isOngoing(deployment: ServiceDeployment): boolean {
  return ONGOING.has(deployment.status);
}

export function currentServiceDeployment(service: Service): ServiceDeployment | null {
  return service.history.findLast(isOngoing) ?? null;
}

export function tasksOf(service: Service, deployment: Deployment): readonly Task[] {
  return service.tasks.filter((task) => task.startedBy === deployment.id);
}

export const isPending = (task: Task): boolean =>
  task.desiredStatus === 'RUNNING' && (task.lastStatus === 'PROVISIONING' || task.lastStatus === 'PENDING');

export const isRunning = (task: Task): boolean => task.lastStatus === 'RUNNING';

/** Counts against maximumPercent: neither stopped nor told to stop. */
export const isAlive = (task: Task): boolean =>
  task.desiredStatus === 'RUNNING' && task.lastStatus !== 'STOPPED';

/** Alive, or failed and still being cleaned up: its replacement waits for that. */
export const holdsPlace = (task: Task): boolean =>
  isAlive(task) || (task.failed && task.lastStatus !== 'STOPPED');

export function addEvent(service: Service, at: number, id: string, message: string): void {
  service.events.unshift({ id, createdAt: at, message: `(service ${service.name}) ${message}` });
  if (service.events.length > 100) service.events.length = 100;
}
