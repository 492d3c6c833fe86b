/** A case as raw AWS answers, the way somebody would have saved them: one file a call. */
import type { SavedFile } from '../../src/aws/replay/saved-answers.ts';
import type { CorpusCase } from './corpus-case.ts';
import { logEvents, type SavedTask } from './corpus-logs.ts';
import { definitionAnswer, eventAnswer, imageAnswer, metricAnswer, probeFiles } from './corpus-parts.ts';
import { ACCOUNT, alarmMessage, type Place } from './corpus-place.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** `at` is when the alarm changed, ms. */
export function answersOf(each: CorpusCase, place: Place, at: number): readonly SavedFile[] {
  const arn = (service: string, rest: string) => `arn:aws:${service}:${place.region}:${ACCOUNT}:${rest}`;
  const definition = (revision: number) => arn('ecs', `task-definition/${place.family}:${revision}`);
  const iso = (ms: number) => new Date(ms).toISOString();
  const change = { minutes: 4_320, rollout: 'COMPLETED', ...each.change };
  const changedAt = at - change.minutes * MINUTE;
  const running = each.service?.running ?? 2;
  const stopped = stoppedTasks(each, at);
  const events = logEvents(
    each,
    place,
    at,
    stopped.map(({ saved }) => saved),
  );

  const deployment = (revision: number, fields: object) => ({
    id: `ecs-svc/00${revision}`,
    taskDefinition: definition(revision),
    desiredCount: 2,
    pendingCount: 0,
    failedTasks: 0,
    createdAt: iso(revision === 43 ? changedAt : at - 10 * DAY),
    updatedAt: iso(at),
    ...fields,
  });
  const done = 'ECS deployment completed.';
  const old = deployment(42, {
    status: 'ACTIVE',
    runningCount: running,
    rolloutState: 'COMPLETED',
    rolloutStateReason: done,
  });
  const newest = deployment(43, {
    status: 'PRIMARY',
    runningCount: change.rollout === 'COMPLETED' ? running : 0,
    pendingCount: each.service?.pending ?? 0,
    failedTasks: stopped.length,
    rolloutState: change.rollout,
    rolloutStateReason:
      change.rollout === 'FAILED' ? 'ECS deployment circuit breaker: tasks failed to start.' : done,
  });
  const deployments = change.rollingBack
    ? [
        {
          ...old,
          status: 'PRIMARY',
          rolloutState: 'IN_PROGRESS',
          rolloutStateReason: 'ECS deployment circuit breaker: rolling back to deploymentId ecs-svc/0042.',
        },
        { ...newest, status: 'ACTIVE' },
      ]
    : change.rollout === 'COMPLETED'
      ? [newest]
      : [newest, old];

  const rolled = (revision: number, status: string, started: number) => ({
    serviceDeploymentArn: arn('ecs', `service-deployment/${place.cluster}/${place.service}/${revision}`),
    status,
    createdAt: iso(started),
    startedAt: iso(started),
    targetServiceRevision: {
      arn: arn('ecs', `service-revision/${place.cluster}/${place.service}/${revision}`),
    },
  });
  const state = change.rollingBack
    ? 'ROLLBACK_IN_PROGRESS'
    : change.rollout === 'COMPLETED'
      ? 'SUCCESSFUL'
      : 'IN_PROGRESS';
  const images = change.image ?? ['v1.10.0', 'v1.11.0'];
  const image = (revision: number) =>
    `${ACCOUNT}.dkr.ecr.${place.region}.amazonaws.com/${place.repository}:${images[revision === 43 ? 1 : 0]}`;

  const answers: Readonly<Record<string, object>> = {
    'describe-services': {
      services: [
        {
          serviceArn: arn('ecs', `service/${place.cluster}/${place.service}`),
          serviceName: place.service,
          clusterArn: arn('ecs', `cluster/${place.cluster}`),
          status: 'ACTIVE',
          taskDefinition: definition(change.rollingBack ? 42 : 43),
          desiredCount: 2,
          runningCount: running,
          pendingCount: each.service?.pending ?? 0,
          loadBalancers: [
            { targetGroupArn: place.targetGroup, containerName: place.container, containerPort: 8000 },
          ],
          deployments,
          events: (each.service?.events ?? []).map((message, index) => ({
            id: `event-${index}`,
            createdAt: iso(at - 90_000),
            message,
          })),
        },
      ],
      failures: [],
    },
    'describe-tasks': {
      tasks: stopped.map(({ task }) => ({
        ...task,
        taskArn: arn('ecs', `task/${place.cluster}/${task.id}`),
        taskDefinitionArn: definition(task.revision),
        containers: [{ name: place.container, ...task.container }],
      })),
      failures: [],
    },
    'describe-task-definition-43': definitionAnswer(each, place, 43, image(43), definition(43)),
    'describe-task-definition-42': definitionAnswer(each, place, 42, image(42), definition(42)),
    'describe-service-deployments': {
      serviceDeployments: [rolled(43, state, changedAt), rolled(42, 'SUCCESSFUL', at - 10 * DAY)],
    },
    'describe-service-revisions': {
      serviceRevisions: [43, 42].map((revision) => ({
        serviceRevisionArn: rolled(revision, '', at).targetServiceRevision.arn,
        taskDefinition: definition(revision),
        containerImages: [{ containerName: place.container, image: image(revision) }],
      })),
    },
    'batch-get-image': imageAnswer(each.image ?? 'amd64'),
    'filter-log-events': { events, searchedLogStreams: [] },
    'describe-target-health': {
      TargetHealthDescriptions: (
        each.targets ?? Array.from({ length: Math.min(2, running) }, () => ({ state: 'healthy' }))
      ).map((target, index) => ({
        Target: { Id: `10.0.1.${20 + index}`, Port: 8000 },
        TargetHealth: {
          State: target.state,
          ...('reason' in target ? { Reason: target.reason, Description: target.description } : {}),
        },
      })),
    },
    'describe-target-groups': {
      TargetGroups: [
        {
          TargetGroupArn: place.targetGroup,
          Port: 8000,
          HealthCheckPath: '/api/health',
          Matcher: { HttpCode: '200' },
          HealthCheckTimeoutSeconds: 5,
          HealthCheckIntervalSeconds: 30,
          LoadBalancerArns: [place.balancer],
        },
      ],
    },
    'get-metric-data': metricAnswer(each, at),
    'describe-db-instances': {
      DBInstances: [
        {
          DBInstanceIdentifier: place.database,
          DBInstanceStatus: each.database?.status ?? 'available',
          Engine: 'postgres',
          DBInstanceClass: 'db.t3.micro',
          AllocatedStorage: 20,
          Endpoint: { Address: `${place.database}.cuj8q6.us-east-1.rds.amazonaws.com`, Port: 5432 },
          PendingModifiedValues: {},
        },
      ],
    },
    'rds-describe-events': eventAnswer('db-instance', place.database, each.database?.events ?? [], at),
    'describe-cache-clusters': {
      CacheClusters: [
        {
          CacheClusterId: place.cache,
          CacheClusterStatus: each.cache?.status ?? 'available',
          Engine: 'redis',
          CacheNodeType: 'cache.t3.micro',
        },
      ],
    },
    'elasticache-describe-events': eventAnswer('cache-cluster', place.cache, each.cache?.events ?? [], at),
  };
  const lost = (name: string) =>
    (each.unreadable ?? []).some(
      (call) => call === '*' || name.replaceAll('-', '').includes(call.toLowerCase()),
    );
  const files = Object.entries(answers).map(([name, output]) => ({
    name: `${name}.json`,
    text: JSON.stringify(lost(name) ? { Error: { Code: 'AccessDenied' } } : output),
  }));
  return [...files, { name: 'notification.json', text: alarmMessage(each, place, at) }, ...probeFiles(each)];
}

interface StoppedTask {
  readonly saved: SavedTask;
  readonly task: {
    readonly id: string;
    readonly revision: number;
    readonly container: object;
    readonly [field: string]: unknown;
  };
}

function stoppedTasks(each: CorpusCase, at: number): readonly StoppedTask[] {
  return (each.stopped ?? []).flatMap((group, number) =>
    Array.from({ length: group.count }, (_, index) => {
      const id = `${number}${index}`.padEnd(32, 'c');
      const stoppedAt = at - ((group.ago ?? 60) + index * 20) * 1_000;
      const neverRan = group.code === 'TaskFailedToStart';
      const startedAt = neverRan ? null : stoppedAt - (group.ran ?? 1) * 1_000;
      const task = {
        id,
        revision: group.revision ?? 43,
        lastStatus: 'STOPPED',
        desiredStatus: 'STOPPED',
        startedBy: 'ecs-svc/0043',
        stopCode: group.code ?? 'EssentialContainerExited',
        stoppedReason: group.reason ?? 'Essential container in task exited',
        stoppedAt: new Date(stoppedAt).toISOString(),
        ...(startedAt === null ? {} : { startedAt: new Date(startedAt).toISOString() }),
        container: {
          ...(group.exit === undefined ? {} : { exitCode: group.exit }),
          ...(group.container === undefined ? {} : { reason: group.container }),
        },
      };
      return { saved: { id, startedAt, stoppedAt, lines: group.logs ?? [] }, task };
    }),
  );
}
