/** The only three changes this bot makes to ECS. Each sends one request, and no second one. */
import {
  RegisterTaskDefinitionCommand,
  type RegisterTaskDefinitionCommandInput,
  StopServiceDeploymentCommand,
  type Tag,
  type TaskDefinition,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import type { EcsWriter } from '../core/ports/ecs.ts';
import { Problem } from '../core/problem.ts';
import { code, say } from '../core/sentence.ts';
import { listOrEmpty, odd, text, textOrNull } from './answer.ts';
import type { Caller } from './call.ts';
import type { Clients } from './clients.ts';
import { ecsProblems } from './ecs-problems.ts';
import { REQUEST_TAG } from './revision-finder.ts';
import { readTaskDefinition, shortName, type WholeTaskDefinition } from './task-definition.ts';

export function createEcsWriter(clients: Clients, caller: Caller): EcsWriter {
  return {
    async registerWithImage(environment, change) {
      const { ecs, ecsOnce } = clients.of(environment.region);
      const whole = await readTaskDefinition(caller, ecs, change.from);
      const input = copyWithImage(whole, change);
      return caller.write(
        'ecs:RegisterTaskDefinition',
        (options) =>
          ecsOnce
            .send(new RegisterTaskDefinitionCommand(input), options)
            .catch((error: unknown) => Promise.reject(withoutValues(error, whole.definition))),
        (answer) => ({
          arn: text(answer.taskDefinition?.taskDefinitionArn, 'taskDefinition.taskDefinitionArn'),
        }),
      );
    },
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

/**
 * What RegisterTaskDefinition is to be sent. ECS tells exactly nine fields that it does not take back; they
 * are removed by name and everything else is passed on, so that a field added to ECS later is kept.
 */
function copyWithImage(
  { definition, tags, view }: WholeTaskDefinition,
  change: { readonly container: string; readonly image: string; readonly operation: string },
): RegisterTaskDefinitionCommandInput {
  const revision = code(shortName(view.arn));
  if (view.lostFields.length > 0) {
    throw new Problem(
      'refused',
      say('aws.fields-lost', { revision, fields: view.lostFields.map(code) }),
      `ecs:RegisterTaskDefinition: fields unknown to this SDK: ${view.lostFields.join(', ')}`,
    );
  }
  if (!view.containers.some(({ name }) => name === change.container)) {
    throw new Problem(
      'refused',
      say('aws.container-not-found', { container: code(change.container), revision }),
      `ecs:RegisterTaskDefinition: no container ${change.container} in ${view.arn}`,
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
    family: view.family,
    containerDefinitions: listOrEmpty(definition.containerDefinitions).map((container) =>
      container.name === change.container ? { ...container, image: change.image } : container,
    ),
    tags: requestTags(tags, change.operation),
  };
}

/** Tags of the old revision, ours replaced. Keys that begin with `aws:` are AWS's own and are not taken back. */
function requestTags(tags: readonly Tag[], operation: string): Tag[] {
  const kept = tags.filter(
    ({ key }) => key !== REQUEST_TAG && key?.toLowerCase().startsWith('aws:') !== true,
  );
  return [...kept, { key: REQUEST_TAG, value: operation }];
}

/** AWS may quote what it was sent when it refuses it; environment values are taken out of such a text. */
function withoutValues(error: unknown, definition: TaskDefinition): unknown {
  if (!(error instanceof Error)) return error;
  for (const container of listOrEmpty(definition.containerDefinitions)) {
    for (const { value } of listOrEmpty(container.environment)) {
      // Shorter ones are flags and ports, and would make a riddle of the text.
      if (value !== undefined && value.length >= 4) error.message = error.message.replaceAll(value, '…');
    }
  }
  return error;
}
