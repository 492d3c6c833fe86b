/** Finding things by name or ARN, with ECS's own errors. */
import * as ecs from '@aws-sdk/client-ecs';
import type { Cluster, EcsState, Service, Task } from './ecs-state.ts';
import { lastPart } from './ids.ts';

export function invalid(message: string): never {
  throw new ecs.InvalidParameterException({ message, $metadata: {} });
}

/** Throws ClusterNotFoundException; without a name it is the cluster `default`. */
export function clusterOf(state: EcsState, nameOrArn: string | undefined): Cluster {
  const cluster = state.clusters.get(lastPart(nameOrArn ?? 'default'));
  if (cluster !== undefined) return cluster;
  throw new ecs.ClusterNotFoundException({ message: 'Cluster not found.', $metadata: {} });
}

/** Throws ServiceNotFoundException. */
export function serviceOf(cluster: Cluster, nameOrArn: string | undefined): Service {
  const service = cluster.services.get(lastPart(nameOrArn ?? ''));
  if (service !== undefined) return service;
  throw new ecs.ServiceNotFoundException({ message: 'Service not found.', $metadata: {} });
}

export function allServices(state: EcsState): readonly Service[] {
  return [...state.clusters.values()].flatMap((cluster) => [...cluster.services.values()]);
}

export function taskOf(cluster: Cluster, idOrArn: string): { service: Service; task: Task } | null {
  const id = lastPart(idOrArn);
  for (const service of cluster.services.values()) {
    const task = service.tasks.find((candidate) => candidate.id === id);
    if (task !== undefined) return { service, task };
  }
  return null;
}
