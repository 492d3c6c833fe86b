/** The account of H₂O Allegiant as it stands when the sandbox opens. All values are made up. */
import type * as cw from '@aws-sdk/client-cloudwatch';
import type * as ecs from '@aws-sdk/client-ecs';
import type { Service } from './ecs-state.ts';
import { arn } from './ids.ts';
import { dbInstance } from './rds.ts';
import { elbDimension } from './sampler.ts';
import { storeRevision } from './task-definitions.ts';
import { writeTaskLine } from './task-life.ts';
import { ordinaryLine, STARTUP_LINES } from './task-lines.ts';
import type { World } from './world.ts';

export const H2O = {
  account: '123456789012',
  region: 'us-east-1',
  cluster: 'hydrous',
  service: 'hydrous-production',
  family: 'hydrous',
  container: 'hydrous-container',
  repository: 'hydrous',
  logGroup: '/ecs/hydrous-backend',
  topic: 'hydrous-alarms',
  loadBalancer: 'hydrous-alb',
  database: 'hydrous-db',
  cache: 'hydrous-redis',
  queue: 'hydrous-alarms',
} as const;

const DAY = 86_400_000;
const MINUTE = 60_000;

/** Deployed one after the other, oldest first: tag, revision, days ago. */
const PAST: readonly (readonly [tag: string, revision: number, days: number])[] = [
  ['v1.8.0', 39, 33],
  ['v1.9.0', 40, 21],
  ['v1.9.1', 41, 12],
  ['v1.10.0', 42, 3],
];

export function topicArn(world: World): string {
  return arn(world, 'sns', H2O.topic);
}

/** Fills an empty world. */
export function seedH2o(world: World): void {
  const now = world.timeline.now();
  world.logs.createGroup(H2O.logGroup);
  pushImages(world, now);
  const targetGroup = addLoadBalancer(world, now);
  const service = addService(world, targetGroup, now);
  for (const [tag, revision, days] of PAST) {
    const at = now - days * DAY;
    const stored = storeRevision(world.ecs, world, taskDefinition(world, tag), revision, at - MINUTE);
    world.rollouts.seed(service, stored.definition.taskDefinitionArn, at);
  }
  startTasks(world, service, now);
  addScaling(world, now);
  world.sns.createTopic(topicArn(world), { SignatureVersion: '2', DisplayName: 'Hydrous alarms' });
  addAlarms(world, targetGroup);
  addDatabases(world, now);
  // Somebody who wants the messages from the queue subscribes it to the topic.
  world.queues.create(H2O.queue);
  world.sampler.backfill(now - 180 * MINUTE);
  world.databaseSampler.backfill(now - 180 * MINUTE);
}

function addDatabases(world: World, now: number): void {
  const instance = dbInstance(world, H2O.database, now - 200 * DAY);
  world.rds.add(instance);
  const at = now - (now % DAY) - 20 * 3_600_000;
  const id = `rds:${H2O.database}-${new Date(at).toISOString().slice(0, 10)}-03-12`;
  world.rds.addSnapshot({
    id,
    arn: arn(world, 'rds', `snapshot:${id}`),
    instance: H2O.database,
    createdAt: at,
    type: 'automated',
    storage: instance.storage,
    engineVersion: instance.engineVersion,
    status: 'available',
    percent: 100,
  });
  world.cache.addCluster(H2O.cache, now - 200 * DAY);
}

function pushImages(world: World, now: number): void {
  for (const [tag, , days] of PAST) world.images.push({ tag, pushedAt: now - days * DAY - 20 * MINUTE });
  world.images.push({ tag: 'v1.11.0', pushedAt: now - 40 * MINUTE });
  world.images.push({
    tag: 'v1.11.0-multi',
    architecture: ['amd64', 'arm64'],
    pushedAt: now - 38 * MINUTE,
  });
}

export function taskDefinition(world: World, tag: string): ecs.RegisterTaskDefinitionCommandInput {
  const secret = (name: string) => arn(world, 'secretsmanager', `secret:hydrous/${name}-AbC123`);
  return {
    family: H2O.family,
    taskRoleArn: `arn:aws:iam::${world.account}:role/hydrous-task`,
    executionRoleArn: `arn:aws:iam::${world.account}:role/hydrous-execution`,
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '512',
    memory: '1024',
    runtimePlatform: { cpuArchitecture: 'X86_64', operatingSystemFamily: 'LINUX' },
    containerDefinitions: [
      {
        name: H2O.container,
        image: `${world.images.registry}/${H2O.repository}:${tag}`,
        cpu: 0,
        essential: true,
        portMappings: [
          { containerPort: 8000, hostPort: 8000, protocol: 'tcp', name: 'http', appProtocol: 'http' },
        ],
        environment: [
          { name: 'ENVIRONMENT', value: 'production' },
          { name: 'LOG_LEVEL', value: 'info' },
          { name: 'DATABASE_HOST', value: 'hydrous-db.example.internal' },
          { name: 'CORS_ORIGINS', value: 'https://app.example.com' },
          { name: 'FEATURE_FLAGS', value: '' },
        ],
        secrets: [
          { name: 'DATABASE_PASSWORD', valueFrom: `${secret('database')}:password::` },
          { name: 'JWT_KEY', valueFrom: secret('jwt') },
        ],
        healthCheck: {
          command: ['CMD-SHELL', 'curl -fsS http://localhost:8000/api/health || exit 1'],
          interval: 30,
          timeout: 5,
          retries: 3,
          startPeriod: 30,
        },
        stopTimeout: 30,
        logConfiguration: {
          logDriver: 'awslogs',
          options: {
            'awslogs-group': H2O.logGroup,
            'awslogs-region': world.region,
            'awslogs-stream-prefix': 'ecs',
          },
        },
      },
    ],
    tags: [
      { key: 'team', value: 'backend' },
      { key: 'service', value: 'hydrous' },
    ],
  };
}

function addLoadBalancer(world: World, now: number): string {
  const balancer = arn(
    world,
    'elasticloadbalancing',
    `loadbalancer/app/${H2O.loadBalancer}/50dc6c495c0c9188`,
  );
  const group = arn(world, 'elasticloadbalancing', 'targetgroup/hydrous-production/73e2d6bc24d8a067');
  world.elb.loadBalancers.push({
    arn: balancer,
    name: H2O.loadBalancer,
    dnsName: 'hydrous-alb-1088098552.us-east-1.elb.amazonaws.com',
    createdAt: now - 200 * DAY,
  });
  world.elb.targetGroups.push({
    arn: group,
    name: 'hydrous-production',
    port: 8000,
    loadBalancerArn: balancer,
    healthCheckPath: '/api/health',
  });
  return group;
}

function addService(world: World, targetGroupArn: string, now: number): Service {
  const clusterArn = arn(world, 'ecs', `cluster/${H2O.cluster}`);
  const service: Service = {
    name: H2O.service,
    arn: arn(world, 'ecs', `service/${H2O.cluster}/${H2O.service}`),
    clusterArn,
    createdAt: now - 200 * DAY,
    loadBalancers: [{ targetGroupArn, containerName: H2O.container, containerPort: 8000 }],
    networkConfiguration: {
      awsvpcConfiguration: {
        subnets: ['subnet-0aa1bb2cc3dd4ee51', 'subnet-0aa1bb2cc3dd4ee52'],
        securityGroups: ['sg-0123456789abcdef0'],
        assignPublicIp: 'DISABLED',
      },
    },
    status: 'ACTIVE',
    taskDefinition: '',
    desired: 2,
    configuration: {
      deploymentCircuitBreaker: { enable: true, rollback: true },
      maximumPercent: 200,
      minimumHealthyPercent: 100,
      strategy: 'ROLLING',
      bakeTimeInMinutes: 0,
    },
    healthCheckGracePeriodSeconds: 60,
    deployments: [],
    history: [],
    tasks: [],
    events: [],
    tags: [{ key: 'service', value: 'hydrous' }],
    steady: true,
  };
  world.ecs.clusters.set(H2O.cluster, {
    name: H2O.cluster,
    arn: clusterArn,
    services: new Map([[service.name, service]]),
  });
  return service;
}

function startTasks(world: World, service: Service, now: number): void {
  const deployment = service.deployments[0]!;
  const since = deployment.createdAt + MINUTE;
  const tasks = [0, 1].map(() => world.life.seed(service, deployment, since));
  const stream = (id: string) => `ecs/${H2O.container}/${id}`;
  for (const task of tasks) {
    for (const line of STARTUP_LINES) world.logs.write(H2O.logGroup, stream(task.id), line, since);
  }
  for (let at = now - 15 * MINUTE; at < now; at += 2_000) {
    for (const task of tasks) world.logs.write(H2O.logGroup, stream(task.id), ordinaryLine(), at);
  }
  const id = (text: string) => `00000000-0000-4000-8000-${text.padStart(12, '0')}`;
  service.events.push(
    {
      id: id('2'),
      createdAt: since + 2 * MINUTE,
      message: `(service ${service.name}) has reached a steady state.`,
    },
    {
      id: id('1'),
      createdAt: since + 2 * MINUTE,
      message: `(service ${service.name}) (deployment ${deployment.id}) deployment completed.`,
    },
  );
}

function addScaling(world: World, now: number): void {
  const resource = `service/${H2O.cluster}/${H2O.service}`;
  const shared = {
    ServiceNamespace: 'ecs' as const,
    ResourceId: resource,
    ScalableDimension: 'ecs:service:DesiredCount' as const,
    CreationTime: new Date(now - 100 * DAY),
  };
  world.autoscaling.targets.push({
    ...shared,
    MinCapacity: 1,
    MaxCapacity: 4,
    RoleARN: `arn:aws:iam::${world.account}:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService`,
    ScalableTargetARN: arn(world, 'application-autoscaling', 'scalable-target/0ec51a2b3c4d5e6f7a8b9c0d'),
    SuspendedState: {
      DynamicScalingInSuspended: false,
      DynamicScalingOutSuspended: false,
      ScheduledScalingSuspended: false,
    },
  });
  world.autoscaling.policies.push({
    ...shared,
    PolicyARN: arn(
      world,
      'autoscaling',
      `scalingPolicy:0f1e2d3c:resource/ecs/${resource}:policyName/hydrous-cpu`,
    ),
    PolicyName: 'hydrous-cpu',
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingScalingPolicyConfiguration: {
      TargetValue: 60,
      PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
      ScaleOutCooldown: 60,
      ScaleInCooldown: 300,
    },
  });
}

function addAlarms(world: World, targetGroupArn: string): void {
  const service: cw.Dimension[] = [
    { Name: 'ClusterName', Value: H2O.cluster },
    { Name: 'ServiceName', Value: H2O.service },
  ];
  const balancer: cw.Dimension[] = [
    { Name: 'LoadBalancer', Value: elbDimension(world.elb.loadBalancers[0]!.arn) },
  ];
  const target: cw.Dimension[] = [...balancer, { Name: 'TargetGroup', Value: elbDimension(targetGroupArn) }];
  const alarm = (
    name: string,
    description: string,
    fields: Omit<cw.PutMetricAlarmCommandInput, 'AlarmName' | 'EvaluationPeriods'>,
  ) =>
    world.alarms.put(
      arn(world, 'cloudwatch', `alarm:${name}`),
      {
        AlarmName: name,
        AlarmDescription: description,
        ActionsEnabled: true,
        AlarmActions: [topicArn(world)],
        OKActions: [topicArn(world)],
        InsufficientDataActions: [],
        EvaluationPeriods: 1,
        DatapointsToAlarm: 1,
        Period: 60,
        TreatMissingData: 'notBreaching',
        ...fields,
      },
      'OK',
    );
  alarm('hydrous-running-tasks', 'No task of the backend is running', {
    Namespace: 'ECS/ContainerInsights',
    MetricName: 'RunningTaskCount',
    Dimensions: service,
    Statistic: 'Minimum',
    ComparisonOperator: 'LessThanThreshold',
    Threshold: 1,
    TreatMissingData: 'breaching',
  });
  alarm('hydrous-tasks-failing', 'Tasks of the backend stop by themselves', {
    Namespace: 'Hydrous/ECS',
    MetricName: 'TasksFailing',
    Dimensions: service,
    Statistic: 'Sum',
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    Threshold: 1,
  });
  alarm('hydrous-cpu-high', 'CPU of the backend above 80 %', {
    Namespace: 'AWS/ECS',
    MetricName: 'CPUUtilization',
    Dimensions: service,
    Statistic: 'Maximum',
    ComparisonOperator: 'GreaterThanThreshold',
    Threshold: 80,
  });
  alarm('hydrous-memory-high', 'Memory of the backend above 85 %', {
    Namespace: 'AWS/ECS',
    MetricName: 'MemoryUtilization',
    Dimensions: service,
    Statistic: 'Maximum',
    ComparisonOperator: 'GreaterThanThreshold',
    Threshold: 85,
  });
  alarm('hydrous-unhealthy-hosts', 'The load balancer finds tasks unhealthy', {
    Namespace: 'AWS/ApplicationELB',
    MetricName: 'UnHealthyHostCount',
    Dimensions: target,
    Statistic: 'Maximum',
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    Threshold: 1,
  });
  alarm('hydrous-5xx', 'The backend answers with server errors', {
    Namespace: 'AWS/ApplicationELB',
    MetricName: 'HTTPCode_Target_5XX_Count',
    Dimensions: balancer,
    Statistic: 'Sum',
    ComparisonOperator: 'GreaterThanThreshold',
    Threshold: 10,
  });
  alarm('hydrous-4xx', 'The backend refuses many requests', {
    Namespace: 'AWS/ApplicationELB',
    MetricName: 'HTTPCode_Target_4XX_Count',
    Dimensions: balancer,
    Statistic: 'Sum',
    ComparisonOperator: 'GreaterThanThreshold',
    Threshold: 100,
  });
}

/** Writes one line as the newest task would; for tests and demonstrations. */
export function writeAsBackend(world: World, line: string): void {
  const service = world.ecs.clusters.get(H2O.cluster)?.services.get(H2O.service);
  const task = service?.tasks.findLast((candidate) => candidate.lastStatus === 'RUNNING');
  if (task !== undefined) writeTaskLine({ logs: world.logs, state: world.ecs }, task, line);
}
