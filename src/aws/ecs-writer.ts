/** The only changes this bot makes to ECS. Each sends one request, and no second one. */
import {
  type ContainerDefinition,
  type KeyValuePair,
  RegisterTaskDefinitionCommand,
  type RegisterTaskDefinitionCommandInput,
  StopServiceDeploymentCommand,
  type Tag,
  type TaskDefinition,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import type { Environment } from '../core/environment.ts';
import type { EcsWriter, RevisionPatch } from '../core/ports/ecs.ts';
import { Problem } from '../core/problem.ts';
import { REQUEST_TAG } from '../core/request-tag.ts';
import { code, say } from '../core/sentence.ts';
import { listOrEmpty, odd, text, textOrNull } from './answer.ts';
import type { Caller } from './call.ts';
import type { Clients } from './clients.ts';
import { ecsProblems } from './ecs-problems.ts';
import { readTaskDefinition, shortName, type WholeTaskDefinition } from './task-definition.ts';

export function createEcsWriter(clients: Clients, caller: Caller): EcsWriter {
  async function register(
    environment: Environment,
    change: { readonly from: string; readonly operation: string; readonly patch: Patch },
  ): Promise<{ readonly arn: string }> {
    const { ecs, ecsOnce } = clients.of(environment.region);
    const whole = await readTaskDefinition(caller, ecs, change.from);
    const input = copyWith(whole, change);
    return caller.write(
      'ecs:RegisterTaskDefinition',
      (options) =>
        ecsOnce
          .send(new RegisterTaskDefinitionCommand(input), options)
          .catch((error: unknown) => Promise.reject(withoutValues(error, [whole.definition, input]))),
      (answer) => ({
        arn: text(answer.taskDefinition?.taskDefinitionArn, 'taskDefinition.taskDefinitionArn'),
      }),
    );
  }
  return {
    registerWithImage: (environment, { from, operation, container, image }) =>
      register(environment, { from, operation, patch: { image: { container, image } } }),
    registerWith: register,
    updateService(environment, change) {
      const command = new UpdateServiceCommand({
        cluster: environment.cluster,
        service: environment.service,
        ...change,
      });
      return caller.write(
        'ecs:UpdateService',
        (options) => clients.of(environment.region).ecsOnce.send(command, options),
        (answer) => {
          const service = answer.service ?? odd('service');
          const primary = listOrEmpty(service.deployments).find((each) => each.status === 'PRIMARY');
          return { deploymentId: textOrNull(primary?.id) };
        },
        ecsProblems(environment),
      );
    },
    async rollBackDeployment(environment, serviceDeploymentArn) {
      // The enum has ABORT too, but the API reference accepts only ROLLBACK.
      const command = new StopServiceDeploymentCommand({ serviceDeploymentArn, stopType: 'ROLLBACK' });
      await caller.write(
        'ecs:StopServiceDeployment',
        (options) => clients.of(environment.region).ecsOnce.send(command, options),
        (answer) => text(answer.serviceDeploymentArn, 'serviceDeploymentArn'),
        ecsProblems(environment),
      );
    },
  };
}

type Patch = RevisionPatch & { readonly image?: { readonly container: string; readonly image: string } };

/**
 * What RegisterTaskDefinition is to be sent. ECS tells exactly nine fields that it does not take back; they
 * are removed by name and everything else is passed on, so that a field added to ECS later is kept.
 */
function copyWith(
  { definition, tags, view }: WholeTaskDefinition,
  { patch, operation }: { readonly patch: Patch; readonly operation: string },
): RegisterTaskDefinitionCommandInput {
  const revision = code(shortName(view.arn));
  if (view.lostFields.length > 0) {
    throw new Problem(
      'refused',
      say('aws.fields-lost', { revision, fields: view.lostFields.map(code) }),
      `ecs:RegisterTaskDefinition: fields unknown to this SDK: ${view.lostFields.join(', ')}`,
    );
  }
  for (const wanted of [patch.image?.container, patch.variables?.container]) {
    if (wanted === undefined || view.containers.some(({ name }) => name === wanted)) continue;
    throw new Problem(
      'refused',
      say('aws.container-not-found', { container: code(wanted), revision }),
      `ecs:RegisterTaskDefinition: no container ${wanted} in ${view.arn}`,
    );
  }
  const {
    taskDefinitionArn: _arn,
    revision: _revision,
    status: _status,
    requiresAttributes: _attributes,
    compatibilities: _compatibilities,
    registeredAt: _registeredAt,
    registeredBy: _registeredBy,
    deregisteredAt: _deregisteredAt,
    deleteRequestedAt: _deleteRequestedAt,
    ...kept
  } = definition;
  return {
    ...kept,
    ...patch.size,
    family: view.family,
    containerDefinitions: listOrEmpty(definition.containerDefinitions).map((each) =>
      patchedContainer(each, patch),
    ),
    tags: requestTags(tags, operation),
  };
}

function patchedContainer(container: ContainerDefinition, patch: Patch): ContainerDefinition {
  const { image, variables } = patch;
  return {
    ...container,
    ...(image !== undefined && image.container === container.name ? { image: image.image } : {}),
    ...(variables !== undefined && variables.container === container.name
      ? { environment: patchedVariables(listOrEmpty(container.environment), variables) }
      : {}),
  };
}

/** Known variables keep their place; new ones follow. */
function patchedVariables(
  environment: readonly KeyValuePair[],
  { set, unset }: NonNullable<RevisionPatch['variables']>,
): KeyValuePair[] {
  const wanted = new Map(Object.entries(set));
  const kept = environment
    .filter(({ name }) => !unset.includes(name ?? ''))
    .map((each) => ({ ...each, value: wanted.get(each.name ?? '') ?? each.value }));
  const known = new Set(kept.map(({ name }) => name));
  const added = [...wanted].filter(([name]) => !known.has(name)).map(([name, value]) => ({ name, value }));
  return [...kept, ...added];
}

/** Tags of the old revision, ours replaced. Keys that begin with `aws:` are AWS's own and are not taken back. */
function requestTags(tags: readonly Tag[], operation: string): Tag[] {
  const kept = tags.filter(
    ({ key }) => key !== REQUEST_TAG && key?.toLowerCase().startsWith('aws:') !== true,
  );
  return [...kept, { key: REQUEST_TAG, value: operation }];
}

/** AWS may quote what it was sent when it refuses it; environment values are taken out of such a text. */
function withoutValues(
  error: unknown,
  definitions: readonly Pick<TaskDefinition, 'containerDefinitions'>[],
): unknown {
  if (!(error instanceof Error)) return error;
  const values = definitions
    .flatMap(({ containerDefinitions }) => listOrEmpty(containerDefinitions))
    .flatMap(({ environment }) => listOrEmpty(environment))
    // Shorter ones are flags and ports, and would make a riddle of the text.
    .flatMap(({ value }) => (value !== undefined && value.length >= 4 ? [value] : []))
    // A value that holds another one goes first, or a piece of it would stay.
    .sort((a, b) => b.length - a.length);
  for (const value of values) error.message = error.message.replaceAll(value, '…');
  return error;
}
