import * as ecs from '@aws-sdk/client-ecs';
import { describeService } from './ecs-describe.ts';
import { allServices, clusterOf, invalid, serviceOf } from './ecs-lookup.ts';
import type { Rollouts } from './ecs-rollouts.ts';
import { type Cluster, type EcsState, isPending, isRunning, type Service } from './ecs-state.ts';
import { arn, lastPart, type Place } from './ids.ts';
import { offsetOf, pageOf } from './paging.ts';
import { findTaskDefinition } from './task-definitions.ts';
import type { Handlers } from './wire/handlers.ts';

/** DescribeServices takes at most this many names. */
const MAX_DESCRIBED = 10;

export function ecsServiceHandlers(state: EcsState, place: Place, rollouts: Rollouts) {
  function describeCluster(cluster: Cluster): ecs.Cluster {
    const tasks = [...cluster.services.values()].flatMap((service) => service.tasks);
    return {
      clusterArn: cluster.arn,
      clusterName: cluster.name,
      status: 'ACTIVE',
      registeredContainerInstancesCount: 0,
      runningTasksCount: tasks.filter(isRunning).length,
      pendingTasksCount: tasks.filter(isPending).length,
      activeServicesCount: cluster.services.size,
      capacityProviders: ['FARGATE'],
      settings: [{ name: 'containerInsights', value: 'enabled' }],
      tags: [],
    };
  }

  return {
    DescribeClusters(input) {
      const names = input.clusters ?? ['default'];
      const found = names.map((name) => ({ name, cluster: state.clusters.get(lastPart(name)) }));
      return {
        clusters: found.flatMap(({ cluster }) => (cluster === undefined ? [] : [describeCluster(cluster)])),
        failures: found.flatMap(({ name, cluster }) =>
          cluster === undefined
            ? [{ arn: arn(place, 'ecs', `cluster/${lastPart(name)}`), reason: 'MISSING' }]
            : [],
        ),
      };
    },

    ListClusters(input) {
      const arns = [...state.clusters.values()].map((cluster) => cluster.arn);
      const page = pageOf(arns, offsetOf(input.nextToken) ?? 0, input.maxResults ?? 100);
      return { clusterArns: [...page.items], nextToken: page.next };
    },

    ListServices(input) {
      const cluster = clusterOf(state, input.cluster);
      const arns = [...cluster.services.values()].map((service) => service.arn);
      const page = pageOf(arns, offsetOf(input.nextToken) ?? 0, input.maxResults ?? 10);
      return { serviceArns: [...page.items], nextToken: page.next };
    },

    DescribeServices(input) {
      const cluster = clusterOf(state, input.cluster);
      const names = input.services ?? [];
      if (names.length === 0) invalid('Services cannot be empty.');
      if (names.length > MAX_DESCRIBED) invalid(`Services can have at most ${MAX_DESCRIBED} items.`);
      const services: ecs.Service[] = [];
      const failures: ecs.Failure[] = [];
      for (const name of names) {
        const service = cluster.services.get(lastPart(name));
        if (service === undefined) {
          const missing = arn(place, 'ecs', `service/${cluster.name}/${lastPart(name)}`);
          failures.push({ arn: missing, reason: 'MISSING' });
        } else {
          const tags = input.include?.includes('TAGS') ? { tags: service.tags } : {};
          services.push({ ...describeService(service), ...tags });
        }
      }
      return { services, failures };
    },

    UpdateService(input) {
      const service = serviceOf(clusterOf(state, input.cluster), input.service);
      if (service.status !== 'ACTIVE') {
        throw new ecs.ServiceNotActiveException({ message: 'Service was not ACTIVE.', $metadata: {} });
      }
      const definition =
        input.taskDefinition === undefined ? service.taskDefinition : usableArn(input.taskDefinition);
      if (input.desiredCount !== undefined && input.desiredCount < 0)
        invalid('desiredCount cannot be negative.');
      checkPercent(input.deploymentConfiguration);
      applySettings(service, input);
      // Only these start a deployment; a new count or another percentage does not.
      // Source: Amazon ECS API Reference, UpdateService.
      if (input.forceNewDeployment === true || definition !== service.taskDefinition) {
        rollouts.start(service, definition);
      }
      return { service: describeService(service) };
    },

    TagResource(input) {
      const tags = taggedThing(input.resourceArn);
      for (const tag of input.tags ?? []) {
        const known = tags.find((candidate) => candidate.key === tag.key);
        if (known === undefined) tags.push({ ...tag });
        else known.value = tag.value;
      }
      return {};
    },

    UntagResource(input) {
      const tags = taggedThing(input.resourceArn);
      const gone = new Set(input.tagKeys);
      for (let index = tags.length - 1; index >= 0; index -= 1) {
        if (gone.has(tags[index]!.key ?? '')) tags.splice(index, 1);
      }
      return {};
    },

    ListTagsForResource: (input) => ({ tags: taggedThing(input.resourceArn) }),
  } satisfies Handlers<typeof ecs>;

  function usableArn(reference: string): string {
    const stored = findTaskDefinition(state, reference);
    if (stored === null) {
      throw new ecs.ClientException({ message: 'TaskDefinition not found.', $metadata: {} });
    }
    if (stored.status !== 'ACTIVE') invalid('TaskDefinition is inactive');
    return stored.definition.taskDefinitionArn;
  }

  function taggedThing(resourceArn: string | undefined): ecs.Tag[] {
    const name = resourceArn ?? '';
    const service = allServices(state).find((candidate) => candidate.arn === name);
    const tags = service?.tags ?? findTaskDefinition(state, name)?.tags;
    if (tags === undefined)
      invalid('The specified resource is not found. Specify a valid resource and try again.');
    return tags;
  }
}

function checkPercent(configuration: ecs.DeploymentConfiguration | undefined): void {
  const { maximumPercent, minimumHealthyPercent } = configuration ?? {};
  if (maximumPercent === undefined || minimumHealthyPercent === undefined) return;
  if (maximumPercent <= 100 && minimumHealthyPercent >= 100) {
    invalid('Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.');
  }
}

function applySettings(service: Service, input: ecs.UpdateServiceCommandInput): void {
  if (input.desiredCount !== undefined) service.desired = input.desiredCount;
  if (input.deploymentConfiguration !== undefined) {
    service.configuration = { ...service.configuration, ...input.deploymentConfiguration };
  }
  if (input.healthCheckGracePeriodSeconds !== undefined) {
    service.healthCheckGracePeriodSeconds = input.healthCheckGracePeriodSeconds;
  }
}
