/** Builders of the task definitions that are registered again in `varied-definitions.test.ts`. */
import type { ContainerDefinition, RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs';

type Definition = RegisterTaskDefinitionCommandInput;
/** What it holds, and the whole of it. */
export type VariedDefinition = readonly [string, Definition];

const IMAGE = '123456789012.dkr.ecr.us-east-1.amazonaws.com/hydrous:v1.10.0';
export const APP = 'app';

export function app(over: Partial<ContainerDefinition> = {}): ContainerDefinition {
  return {
    name: APP,
    image: IMAGE,
    essential: true,
    environment: [
      { name: 'LOG_LEVEL', value: 'info' },
      { name: 'EMPTY', value: '' },
    ],
    ...over,
  };
}

export function definition(name: string, over: Partial<Definition> = {}): VariedDefinition {
  return [
    name,
    {
      family: `varied-${name.replace(/[^a-z0-9]+/gi, '-')}`,
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '512',
      memory: '1024',
      containerDefinitions: [app()],
      ...over,
    },
  ];
}

export const secret = (name: string) =>
  `arn:aws:secretsmanager:us-east-1:123456789012:secret:hydrous/${name}-AbC123`;
