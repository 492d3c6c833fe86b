import * as ecs from '@aws-sdk/client-ecs';
import type { EcsState } from './ecs-state.ts';
import type { Place } from './ids.ts';
import { offsetOf, pageOf } from './paging.ts';
import { describeTaskDefinition, findTaskDefinition, registerTaskDefinition } from './task-definitions.ts';
import type { Handlers } from './wire/handlers.ts';

function unknownDefinition(): never {
  throw new ecs.ClientException({ message: 'Unable to describe task definition.', $metadata: {} });
}

export function taskDefinitionHandlers(state: EcsState, place: Place, now: () => number) {
  return {
    DescribeTaskDefinition(input) {
      const stored = findTaskDefinition(state, input.taskDefinition ?? '') ?? unknownDefinition();
      const withTags = input.include?.includes('TAGS') ?? false;
      return {
        taskDefinition: describeTaskDefinition(stored),
        ...(withTags ? { tags: stored.tags } : {}),
      };
    },

    RegisterTaskDefinition(input) {
      if (input.tags !== undefined && input.tags.length === 0) {
        throw new ecs.InvalidParameterException({ message: 'Tags can not be empty.', $metadata: {} });
      }
      const stored = registerTaskDefinition(state, place, input, now());
      return {
        taskDefinition: describeTaskDefinition(stored),
        ...(stored.tags.length > 0 ? { tags: stored.tags } : {}),
      };
    },

    DeregisterTaskDefinition(input) {
      const stored = findTaskDefinition(state, input.taskDefinition ?? '') ?? unknownDefinition();
      stored.status = 'INACTIVE';
      return { taskDefinition: describeTaskDefinition(stored) };
    },

    ListTaskDefinitions(input) {
      const status = input.status ?? 'ACTIVE';
      const found = [...state.families]
        // familyPrefix is, in spite of its name, the full family name.
        .filter(([family]) => input.familyPrefix === undefined || family === input.familyPrefix)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([, revisions]) => revisions)
        .filter((stored) => stored.status === status)
        .map((stored) => stored.definition.taskDefinitionArn);
      if (input.sort === 'DESC') found.reverse();
      const offset = offsetOf(input.nextToken);
      if (offset === null) {
        throw new ecs.InvalidParameterException({ message: 'Invalid token.', $metadata: {} });
      }
      const page = pageOf(found, offset, Math.min(input.maxResults ?? 100, 100));
      return { taskDefinitionArns: [...page.items], nextToken: page.next };
    },

    ListTaskDefinitionFamilies(input) {
      const found = [...state.families.keys()]
        .filter((family) => family.startsWith(input.familyPrefix ?? ''))
        .sort();
      const page = pageOf(found, offsetOf(input.nextToken) ?? 0, input.maxResults ?? 100);
      return { families: [...page.items], nextToken: page.next };
    },
  } satisfies Handlers<typeof ecs>;
}
