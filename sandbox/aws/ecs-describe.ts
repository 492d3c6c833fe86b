/** ECS's answers from what it remembers. */
import type * as ecs from '@aws-sdk/client-ecs';
import {
  currentServiceDeployment,
  type Deployment,
  isAlive,
  isPending,
  isRunning,
  type Service,
  type ServiceDeployment,
  type ServiceRevision,
  type Task,
  tasksOf,
} from './ecs-state.ts';

const date = (ms: number): Date => new Date(ms);

export function describeService(service: Service): ecs.Service {
  const running = currentServiceDeployment(service);
  return {
    serviceArn: service.arn,
    serviceName: service.name,
    clusterArn: service.clusterArn,
    loadBalancers: [...service.loadBalancers],
    serviceRegistries: [],
    status: service.status,
    desiredCount: service.desired,
    runningCount: service.tasks.filter(isRunning).length,
    pendingCount: service.tasks.filter(isPending).length,
    launchType: 'FARGATE',
    platformVersion: 'LATEST',
    platformFamily: 'Linux',
    taskDefinition: service.taskDefinition,
    deploymentConfiguration: service.configuration,
    deployments: service.deployments.map((deployment) => describeDeployment(service, deployment)),
    roleArn: `arn:aws:iam::${service.arn.split(':')[4]}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS`,
    events: service.events.map((event) => ({ ...event, createdAt: date(event.createdAt) })),
    createdAt: date(service.createdAt),
    createdBy: `arn:aws:iam::${service.arn.split(':')[4]}:user/sandbox`,
    placementConstraints: [],
    placementStrategy: [],
    networkConfiguration: service.networkConfiguration,
    healthCheckGracePeriodSeconds: service.healthCheckGracePeriodSeconds,
    schedulingStrategy: 'REPLICA',
    deploymentController: { type: 'ECS' },
    enableECSManagedTags: true,
    propagateTags: 'NONE',
    enableExecuteCommand: false,
    availabilityZoneRebalancing: 'ENABLED',
    ...(running === null ? {} : { currentServiceDeployment: running.arn }),
    currentServiceRevisions: service.deployments.map((deployment) => summaryOf(service, deployment.revision)),
  };
}

function describeDeployment(service: Service, deployment: Deployment): ecs.Deployment {
  const tasks = tasksOf(service, deployment);
  return {
    id: deployment.id,
    status: deployment.status,
    taskDefinition: deployment.revision.taskDefinition,
    desiredCount: deployment.status === 'PRIMARY' ? service.desired : tasks.filter(isAlive).length,
    pendingCount: tasks.filter(isPending).length,
    runningCount: tasks.filter(isRunning).length,
    failedTasks: deployment.failedTasks,
    createdAt: date(deployment.createdAt),
    updatedAt: date(deployment.updatedAt),
    launchType: 'FARGATE',
    platformVersion: '1.4.0',
    platformFamily: 'Linux',
    networkConfiguration: service.networkConfiguration,
    rolloutState: deployment.rolloutState,
    rolloutStateReason: deployment.rolloutStateReason,
  };
}

/** Counts of the tasks that run this revision, whichever deployment started them. */
function summaryOf(service: Service, revision: ServiceRevision): ecs.ServiceRevisionSummary {
  const entry = service.deployments.find((deployment) => deployment.revision.arn === revision.arn);
  const tasks = entry === undefined ? [] : tasksOf(service, entry);
  return {
    arn: revision.arn,
    requestedTaskCount: entry?.status === 'PRIMARY' ? service.desired : 0,
    runningTaskCount: tasks.filter(isRunning).length,
    pendingTaskCount: tasks.filter(isPending).length,
  };
}

export function describeServiceDeployment(
  service: Service,
  deployment: ServiceDeployment,
): ecs.ServiceDeployment {
  const { rollback, breaker } = deployment;
  return {
    serviceDeploymentArn: deployment.arn,
    serviceArn: service.arn,
    clusterArn: service.clusterArn,
    createdAt: date(deployment.createdAt),
    updatedAt: date(deployment.updatedAt),
    ...(deployment.startedAt === null ? {} : { startedAt: date(deployment.startedAt) }),
    ...(deployment.finishedAt === null ? {} : { finishedAt: date(deployment.finishedAt) }),
    ...(deployment.stoppedAt === null ? {} : { stoppedAt: date(deployment.stoppedAt) }),
    sourceServiceRevisions: deployment.source.map((revision) => summaryOf(service, revision)),
    targetServiceRevision: {
      ...summaryOf(service, deployment.target),
      requestedTaskCount: deployment.requested,
    },
    status: deployment.status,
    ...(deployment.statusReason === null ? {} : { statusReason: deployment.statusReason }),
    deploymentConfiguration: deployment.configuration,
    ...(rollback === null
      ? {}
      : {
          rollback: {
            reason: rollback.reason,
            startedAt: date(rollback.startedAt),
            serviceRevisionArn: rollback.revision.arn,
          },
        }),
    deploymentCircuitBreaker: {
      status: breaker.status,
      failureCount: breaker.failures,
      threshold: breaker.threshold,
    },
    alarms: { status: 'DISABLED', alarmNames: [], triggeredAlarmNames: [] },
  };
}

export function briefServiceDeployment(
  service: Service,
  deployment: ServiceDeployment,
): ecs.ServiceDeploymentBrief {
  return {
    serviceDeploymentArn: deployment.arn,
    serviceArn: service.arn,
    clusterArn: service.clusterArn,
    createdAt: date(deployment.createdAt),
    ...(deployment.startedAt === null ? {} : { startedAt: date(deployment.startedAt) }),
    ...(deployment.finishedAt === null ? {} : { finishedAt: date(deployment.finishedAt) }),
    targetServiceRevisionArn: deployment.target.arn,
    status: deployment.status,
    ...(deployment.statusReason === null ? {} : { statusReason: deployment.statusReason }),
  };
}

export function describeRevision(service: Service, revision: ServiceRevision): ecs.ServiceRevision {
  return {
    serviceRevisionArn: revision.arn,
    serviceArn: service.arn,
    clusterArn: service.clusterArn,
    taskDefinition: revision.taskDefinition,
    launchType: 'FARGATE',
    platformVersion: '1.4.0',
    platformFamily: 'Linux',
    loadBalancers: [...service.loadBalancers],
    networkConfiguration: service.networkConfiguration,
    containerImages: [...revision.images],
    guardDutyEnabled: false,
    createdAt: date(revision.createdAt),
  };
}

export function describeTask(service: Service, task: Task, definition: ecs.TaskDefinition): ecs.Task {
  const status = task.lastStatus;
  return {
    taskArn: task.arn,
    clusterArn: service.clusterArn,
    taskDefinitionArn: task.taskDefinition,
    group: `service:${service.name}`,
    startedBy: task.startedBy,
    lastStatus: status,
    desiredStatus: task.desiredStatus,
    healthStatus: task.health,
    launchType: 'FARGATE',
    platformVersion: '1.4.0',
    platformFamily: 'Linux',
    availabilityZone: task.ip.startsWith('10.0.1.') ? 'us-east-1a' : 'us-east-1b',
    cpu: definition.cpu,
    memory: definition.memory,
    version: task.version,
    connectivity: 'CONNECTED',
    createdAt: date(task.createdAt),
    attributes: [{ name: 'ecs.cpu-architecture', value: architectureAttribute(definition) }],
    ...(task.startedAt === null ? {} : { startedAt: date(task.startedAt) }),
    ...(task.stoppingAt === null ? {} : { stoppingAt: date(task.stoppingAt) }),
    ...(task.stoppedAt === null
      ? {}
      : { stoppedAt: date(task.stoppedAt), executionStoppedAt: date(task.stoppedAt) }),
    ...(task.stopCode === null ? {} : { stopCode: task.stopCode }),
    ...(task.stoppedReason === null ? {} : { stoppedReason: task.stoppedReason }),
    containers: task.containers.map((container, index) => ({
      containerArn: `${task.arn.replace(':task/', ':container/')}/${container.name}`,
      taskArn: task.arn,
      name: container.name,
      image: container.image,
      ...(container.digest === null ? {} : { imageDigest: container.digest }),
      lastStatus: status === 'STOPPED' ? 'STOPPED' : status === 'RUNNING' ? 'RUNNING' : 'PENDING',
      // The first container is the essential one in this world; others end after it with code 0.
      ...(status === 'STOPPED' && task.exitCode !== null
        ? { exitCode: index === 0 ? task.exitCode : 0 }
        : {}),
      ...(index === 0 && task.containerReason !== null ? { reason: task.containerReason } : {}),
      healthStatus: task.health,
      networkInterfaces: [{ privateIpv4Address: task.ip }],
    })),
  };
}

function architectureAttribute(definition: ecs.TaskDefinition): string {
  return definition.runtimePlatform?.cpuArchitecture === 'ARM64' ? 'arm64' : 'x86_64';
}
