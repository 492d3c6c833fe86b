/** Registration and lookup of task definitions. */
import * as ecs from '@aws-sdk/client-ecs';
import type { EcsState, StoredTaskDefinition } from './ecs-state.ts';
import { arn, lastPart, type Place } from './ids.ts';

/** Fargate's CPU units and the MiB allowed with them. Source: Amazon ECS Developer Guide, "Task size". */
const FARGATE: Readonly<
  Record<string, { readonly memory: readonly [from: number, to: number, step: number] }>
> = {
  '256': { memory: [512, 2048, 512] },
  '512': { memory: [1024, 4096, 1024] },
  '1024': { memory: [2048, 8192, 1024] },
  '2048': { memory: [4096, 16_384, 1024] },
  '4096': { memory: [8192, 30_720, 1024] },
  '8192': { memory: [16_384, 61_440, 4096] },
  '16384': { memory: [32_768, 122_880, 8192] },
};

function clientError(message: string): never {
  throw new ecs.ClientException({ message, $metadata: {} });
}

/** Registers the next revision; every given field is kept as it came. `at` in ms. Throws ClientException. */
export function registerTaskDefinition(
  state: EcsState,
  place: Place,
  input: ecs.RegisterTaskDefinitionCommandInput,
  at: number,
): StoredTaskDefinition {
  const family = input.family ?? '';
  if (!/^[\w-]{1,255}$/.test(family)) clientError('Family name contains invalid characters.');
  checkContainers(input);
  checkSize(input);
  const revisions = state.families.get(family) ?? [];
  const revision = (revisions.at(-1)?.definition.revision ?? 0) + 1;
  return storeRevision(state, place, input, revision, at);
}

/** As `registerTaskDefinition`, with a revision number of one's own: for seeding a past. */
export function storeRevision(
  state: EcsState,
  place: Place,
  input: ecs.RegisterTaskDefinitionCommandInput,
  revision: number,
  at: number,
): StoredTaskDefinition {
  const { tags, ...fields } = input;
  const family = fields.family!;
  const revisions = state.families.get(family) ?? [];
  state.families.set(family, revisions);
  const stored: StoredTaskDefinition = {
    definition: {
      // ECS adds these to containers that do not say otherwise.
      ...structuredClone(fields),
      containerDefinitions: (fields.containerDefinitions ?? []).map((container) => ({
        mountPoints: [],
        volumesFrom: [],
        systemControls: [],
        ...structuredClone(container),
      })),
      volumes: structuredClone(fields.volumes ?? []),
      placementConstraints: structuredClone(fields.placementConstraints ?? []),
      family,
      revision,
      taskDefinitionArn: arn(place, 'ecs', `task-definition/${family}:${revision}`),
      status: 'ACTIVE',
      compatibilities: ['EC2', 'FARGATE'],
      requiresAttributes: [
        { name: 'com.amazonaws.ecs.capability.logging-driver.awslogs' },
        { name: 'ecs.capability.execution-role-awslogs' },
        { name: 'com.amazonaws.ecs.capability.ecr-auth' },
        { name: 'ecs.capability.task-eni' },
      ],
      registeredAt: new Date(at),
      registeredBy: `arn:aws:iam::${place.account}:user/sandbox`,
    },
    tags: structuredClone(tags ?? []),
    status: 'ACTIVE',
  };
  revisions.push(stored);
  return stored;
}

function checkContainers(input: ecs.RegisterTaskDefinitionCommandInput): void {
  const containers = input.containerDefinitions ?? [];
  if (containers.length === 0) clientError('Container list cannot be empty.');
  for (const container of containers) {
    if (!container.name) clientError('Container.name should not be null or empty.');
    if (!container.image) clientError('Container.image should not be null or empty.');
    const names = new Set(container.environment?.map((pair) => pair.name));
    const both = container.secrets?.find((secret) => names.has(secret.name));
    if (both !== undefined) {
      clientError(
        `The secret name must be unique and not shared with any new or existing environment variables set on the container, such as '${both.name}'.`,
      );
    }
  }
}

function checkSize(input: ecs.RegisterTaskDefinitionCommandInput): void {
  if (!input.requiresCompatibilities?.includes('FARGATE')) return;
  if (input.cpu === undefined || input.memory === undefined) {
    clientError("Fargate requires that 'cpu' be defined at the task level.");
  }
  if (input.networkMode !== 'awsvpc') clientError('Fargate only supports network mode ‘awsvpc’.');
  const memory = Number(input.memory);
  const range = FARGATE[input.cpu]?.memory;
  if (range === undefined || memory < range[0] || memory > range[1] || memory % range[2] !== 0) {
    clientError('No Fargate configuration exists for given values.');
  }
}

/** `family`, `family:revision` or an ARN; a family alone is its newest active revision. null when there is none. */
export function findTaskDefinition(state: EcsState, reference: string): StoredTaskDefinition | null {
  const name = lastPart(reference);
  const [family = '', revision] = name.split(':');
  const revisions = state.families.get(family) ?? [];
  if (revision === undefined) return revisions.findLast((stored) => stored.status === 'ACTIVE') ?? null;
  return revisions.find((stored) => String(stored.definition.revision) === revision) ?? null;
}

/** The description that goes out: status as it is now. */
export function describeTaskDefinition(stored: StoredTaskDefinition): ecs.TaskDefinition {
  return { ...stored.definition, status: stored.status };
}
