/** Finds the revision that an interrupted registration may have left behind, by the tag it was given. */
import { ListTaskDefinitionsCommand } from '@aws-sdk/client-ecs';
import type { RevisionFinder } from '../core/ports/ecs.ts';
import { REQUEST_TAG } from '../core/request-tag.ts';
import { list } from './answer.ts';
import type { Caller } from './call.ts';
import type { Clients } from './clients.ts';
import { readTaskDefinition, shortName } from './task-definition.ts';

/** A registration under way is among the newest few, even when CI registers at the same time. */
const NEWEST = 10;

export function createRevisionFinder(clients: Clients, caller: Caller): RevisionFinder {
  return {
    async registeredFor(environment, family, operation) {
      const { ecs } = clients.of(environment.region);
      const arns = await caller.read(
        'ecs:ListTaskDefinitions',
        (options) =>
          ecs.send(
            new ListTaskDefinitionsCommand({
              familyPrefix: family,
              status: 'ACTIVE',
              sort: 'DESC',
              maxResults: NEWEST,
            }),
            options,
          ),
        (answer) => list(answer.taskDefinitionArns, 'taskDefinitionArns'),
      );
      for (const arn of newest(arns, family)) {
        const { view } = await readTaskDefinition(caller, ecs, arn);
        if (view.tags[REQUEST_TAG] === operation) return view;
      }
      return null;
    },
  };
}

/** Sorted here as well: a stand-in may ignore the order and the number that were asked for. */
function newest(arns: readonly string[], family: string): readonly string[] {
  return arns
    .flatMap((arn) => {
      const [name, revision] = shortName(arn).split(':');
      return name === family && revision !== undefined ? [{ arn, revision: Number(revision) }] : [];
    })
    .sort((a, b) => b.revision - a.revision)
    .slice(0, NEWEST)
    .map(({ arn }) => arn);
}
