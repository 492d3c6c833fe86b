/** Answers of ECS as they come over the wire, built with defaults. */

export const arn = (rest: string): string => `arn:aws:ecs:us-east-1:123456789012:${rest}`;

export function deployment(over: object = {}): object {
  return {
    id: 'ecs-svc/111',
    status: 'PRIMARY',
    taskDefinition: arn('task-definition/hydrous-backend:42'),
    desiredCount: 2,
    runningCount: 2,
    pendingCount: 0,
    failedTasks: 0,
    rolloutState: 'COMPLETED',
    rolloutStateReason: 'ECS deployment ecs-svc/111 completed.',
    createdAt: 1_764_000_000.5,
    updatedAt: 1_764_000_060,
    ...over,
  };
}

export function service(over: object = {}): object {
  return {
    serviceArn: arn('service/hydrous/hydrous-production'),
    serviceName: 'hydrous-production',
    status: 'ACTIVE',
    taskDefinition: arn('task-definition/hydrous-backend:42'),
    desiredCount: 2,
    runningCount: 2,
    pendingCount: 0,
    deployments: [deployment()],
    deploymentConfiguration: {
      maximumPercent: 150,
      minimumHealthyPercent: 50,
      deploymentCircuitBreaker: { enable: true, rollback: true },
      strategy: 'ROLLING',
    },
    currentServiceDeployment: arn('service-deployment/hydrous/hydrous-production/abc'),
    events: [
      {
        id: 'e1',
        createdAt: 1_764_000_060,
        message: '(service hydrous-production) has reached a steady state.',
      },
    ],
    loadBalancers: [
      {
        targetGroupArn: 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/hydrous/1',
        containerName: 'hydrous-container',
        containerPort: 8000,
      },
    ],
    ...over,
  };
}

export const services = (over: object = {}) => ({ services: [service(over)], failures: [] });

export function taskDefinition(over: object = {}): object {
  return {
    taskDefinitionArn: arn('task-definition/hydrous-backend:42'),
    family: 'hydrous-backend',
    revision: 42,
    status: 'ACTIVE',
    networkMode: 'awsvpc',
    cpu: '256',
    memory: '512',
    executionRoleArn: 'arn:aws:iam::123456789012:role/execution',
    requiresCompatibilities: ['FARGATE'],
    compatibilities: ['EC2', 'FARGATE'],
    requiresAttributes: [{ name: 'ecs.capability.execution-role-awslogs' }],
    registeredAt: 1_764_000_000,
    registeredBy: 'arn:aws:iam::123456789012:user/ci',
    placementConstraints: [],
    volumes: [],
    containerDefinitions: [container(), { name: 'sidecar', image: 'envoy:1', essential: false }],
    ...over,
  };
}

export function container(over: object = {}): object {
  return {
    name: 'hydrous-container',
    image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/hydrous:v1.10.0',
    essential: true,
    environment: [
      { name: 'DATABASE_URL', value: 'postgres://user:hunter2hunter2@db/app' },
      { name: 'EMPTY', value: '' },
    ],
    mountPoints: [],
    command: [],
    logConfiguration: {
      logDriver: 'awslogs',
      options: { 'awslogs-group': '/ecs/hydrous-backend', 'awslogs-stream-prefix': 'ecs' },
    },
    ...over,
  };
}
