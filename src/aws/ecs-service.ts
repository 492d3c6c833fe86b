/** A service as ECS describes it, in our own terms. */
import type { Deployment, Service } from '@aws-sdk/client-ecs';
import type { DeploymentView, ServiceEvent, ServiceView } from '../core/ports/ecs.ts';
import { count, countOr, list, listOrEmpty, odd, text, textOrNull, timeOrNull } from './answer.ts';

/** Defaults of a rolling deployment. Source: ECS API reference, DeploymentConfiguration. */
const MINIMUM_HEALTHY_PERCENT = 100;
const MAXIMUM_PERCENT = 200;

export function serviceView(service: Service): ServiceView {
  const configuration = service.deploymentConfiguration;
  const controller = textOrNull(service.deploymentController?.type) ?? 'ECS';
  const breaker = configuration?.deploymentCircuitBreaker;
  return {
    arn: text(service.serviceArn, 'services[0].serviceArn'),
    name: text(service.serviceName, 'services[0].serviceName'),
    status: text(service.status, 'services[0].status'),
    controller,
    strategy: textOrNull(configuration?.strategy) ?? 'ROLLING',
    taskDefinition: textOrNull(service.taskDefinition) ?? whereElse(controller, 'services[0].taskDefinition'),
    desired: count(service.desiredCount, 'services[0].desiredCount'),
    running: count(service.runningCount, 'services[0].runningCount'),
    pending: count(service.pendingCount, 'services[0].pendingCount'),
    deployments: deployments(service, controller),
    minimumHealthyPercent: countOr(configuration?.minimumHealthyPercent, MINIMUM_HEALTHY_PERCENT),
    maximumPercent: countOr(configuration?.maximumPercent, MAXIMUM_PERCENT),
    circuitBreaker: { enabled: breaker?.enable === true, rollback: breaker?.rollback === true },
    deploymentAlarms: configuration?.alarms?.enable === true,
    ...grace(service),
    currentServiceDeployment: textOrNull(service.currentServiceDeployment),
    events: events(service),
    targetGroups: listOrEmpty(service.loadBalancers).flatMap((balancer) =>
      balancer.targetGroupArn === undefined
        ? []
        : [
            {
              arn: balancer.targetGroupArn,
              container: textOrNull(balancer.containerName) ?? '',
              port: countOr(balancer.containerPort, 0),
            },
          ],
    ),
  };
}

/** 0 and nothing are the same to ECS. */
function grace(service: Service): Pick<ServiceView, 'healthCheckGraceSeconds'> {
  const seconds = countOr(service.healthCheckGracePeriodSeconds, 0);
  return seconds > 0 ? { healthCheckGraceSeconds: seconds } : {};
}

/** Services of another controller keep their task definition and deployments in task sets. */
function whereElse(controller: string, path: string): string {
  return controller === 'ECS' ? odd(path) : '';
}

function deployments(service: Service, controller: string): readonly DeploymentView[] {
  if (controller !== 'ECS') return listOrEmpty(service.deployments).map(deploymentView);
  return list(service.deployments, 'services[0].deployments').map(deploymentView);
}

function deploymentView(deployment: Deployment): DeploymentView {
  return {
    id: text(deployment.id, 'deployments[].id'),
    status: text(deployment.status, 'deployments[].status'),
    taskDefinition: text(deployment.taskDefinition, 'deployments[].taskDefinition'),
    desired: count(deployment.desiredCount, 'deployments[].desiredCount'),
    running: count(deployment.runningCount, 'deployments[].runningCount'),
    pending: count(deployment.pendingCount, 'deployments[].pendingCount'),
    failed: countOr(deployment.failedTasks, 0),
    rolloutState: textOrNull(deployment.rolloutState),
    rolloutStateReason: textOrNull(deployment.rolloutStateReason),
    createdAt: timeOrNull(deployment.createdAt),
    updatedAt: timeOrNull(deployment.updatedAt),
  };
}

function events(service: Service): readonly ServiceEvent[] {
  return listOrEmpty(service.events).flatMap((event) => {
    const at = timeOrNull(event.createdAt);
    if (at === null || typeof event.id !== 'string' || typeof event.message !== 'string') return [];
    return [{ id: event.id, at, message: event.message }];
  });
}
