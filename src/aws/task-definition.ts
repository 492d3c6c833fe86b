/** Reading a task definition whole: what the bot uses of it, its tags, and what the SDK would lose of it. */
import {
  ClientException,
  type ContainerDefinition,
  DescribeTaskDefinitionCommand,
  type DescribeTaskDefinitionCommandInput,
  type DescribeTaskDefinitionCommandOutput,
  type ECSClient,
  InvalidParameterException,
  type KeyValuePair,
  type Tag,
  type TaskDefinition,
} from '@aws-sdk/client-ecs';
import type { Fingerprint } from '../core/ports/ambient.ts';
import type { ContainerView, TaskDefinitionView, VariableView } from '../core/ports/ecs.ts';
import { Problem } from '../core/problem.ts';
import { code, say } from '../core/sentence.ts';
import { count, list, listOrEmpty, odd, text, textOrNull } from './answer.ts';
import type { Caller } from './call.ts';
import { lostFields } from './lost-fields.ts';
import { rawBody } from './raw-body.ts';

export interface WholeTaskDefinition {
  readonly view: TaskDefinitionView;
  /** As the SDK parsed it, environment values included. It stays inside this adapter. */
  readonly definition: TaskDefinition;
  readonly tags: readonly Tag[];
}

/** `reference` is an ARN or `family:revision`. Throws Problem `not-found` when ECS does not know it. */
export function readTaskDefinition(
  caller: Caller,
  ecs: ECSClient,
  reference: string,
  fingerprint: Fingerprint = () => '',
): Promise<WholeTaskDefinition> {
  const command = new DescribeTaskDefinitionCommand({ taskDefinition: reference, include: ['TAGS'] });
  const raw = rawBody<DescribeTaskDefinitionCommandInput, DescribeTaskDefinitionCommandOutput>();
  command.middlewareStack.add(raw.middleware, { step: 'deserialize', priority: 'low', name: 'rawBody' });
  return caller.read(
    'ecs:DescribeTaskDefinition',
    (options) => ecs.send(command, options),
    (answer) => {
      const definition = answer.taskDefinition ?? odd('taskDefinition');
      const body = raw.json();
      // Without the body nobody could say what was lost, so the answer is not taken.
      if (typeof body !== 'object' || body === null) return odd('body');
      const tags = listOrEmpty(answer.tags);
      const { taskDefinition, tags: rawTags } = body as Record<string, unknown>;
      const lost = [...lostFields(taskDefinition, definition), ...lostFields({ tags: rawTags }, { tags })];
      return { view: view(definition, tags, lost, fingerprint), definition, tags };
    },
    (error) =>
      // ECS answers an unknown revision with its general client exception and no code of its own.
      error instanceof ClientException || error instanceof InvalidParameterException
        ? new Problem(
            'not-found',
            say('aws.task-definition-not-found', { reference: code(shortName(reference)) }),
            `ecs:DescribeTaskDefinition: no ${reference}`,
          )
        : undefined,
  );
}

/** `family:revision` out of an ARN; anything else stays as it is. */
export function shortName(reference: string): string {
  return reference.startsWith('arn:') ? reference.slice(reference.lastIndexOf('/') + 1) : reference;
}

function view(
  definition: TaskDefinition,
  tags: readonly Tag[],
  lost: readonly string[],
  fingerprint: Fingerprint,
): TaskDefinitionView {
  const platform = definition.runtimePlatform;
  return {
    arn: text(definition.taskDefinitionArn, 'taskDefinition.taskDefinitionArn'),
    family: text(definition.family, 'taskDefinition.family'),
    revision: count(definition.revision, 'taskDefinition.revision'),
    status: textOrNull(definition.status) ?? 'ACTIVE',
    cpu: textOrNull(definition.cpu),
    memory: textOrNull(definition.memory),
    architecture: textOrNull(platform?.cpuArchitecture) ?? 'X86_64',
    operatingSystem: textOrNull(platform?.operatingSystemFamily) ?? 'LINUX',
    containers: list(definition.containerDefinitions, 'taskDefinition.containerDefinitions').map((each) =>
      container(each, fingerprint),
    ),
    tags: Object.fromEntries(tags.map((tag) => [tag.key ?? '', tag.value ?? ''])),
    lostFields: lost,
  };
}

function container(definition: ContainerDefinition, fingerprint: Fingerprint): ContainerView {
  const log = definition.logConfiguration;
  const options = log?.logDriver === 'awslogs' ? log.options : undefined;
  return {
    name: text(definition.name, 'containerDefinitions[].name'),
    image: text(definition.image, 'containerDefinitions[].image'),
    // A container is essential unless it says that it is not. Source: ECS API reference, ContainerDefinition.
    essential: definition.essential !== false,
    environmentNames: listOrEmpty(definition.environment).flatMap((each) => each.name ?? []),
    variables: listOrEmpty(definition.environment).flatMap((each) => variable(each, fingerprint)),
    secretNames: listOrEmpty(definition.secrets).flatMap((each) => each.name ?? []),
    limits: {
      cpu: definition.cpu ?? 0,
      memory: definition.memory ?? null,
      memoryReservation: definition.memoryReservation ?? null,
    },
    logGroup: textOrNull(options?.['awslogs-group']),
    logStreamPrefix: textOrNull(options?.['awslogs-stream-prefix']),
  };
}

/** Length and digest only: the value goes no further than here. */
function variable({ name, value = '' }: KeyValuePair, fingerprint: Fingerprint): readonly VariableView[] {
  if (name === undefined) return [];
  return [{ name, length: new TextEncoder().encode(value).length, fingerprint: fingerprint(name, value) }];
}
