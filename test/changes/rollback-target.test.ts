import { describe, expect, test } from 'vitest';
import type { LiveService } from '../../src/changes/read-live.ts';
import { findRollbackTarget } from '../../src/changes/rollback-target.ts';
import type { ChangeReaders } from '../../src/core/change.ts';
import type { Operation } from '../../src/core/operation.ts';
import type { ServiceDeploymentView } from '../../src/core/ports/ecs.ts';
import { Problem } from '../../src/core/problem.ts';
import { say } from '../../src/core/sentence.ts';
import { environment, operation } from '../commands/builders.ts';

const arnOf = (revision: number) => `arn:aws:ecs:us-east-1:123456789012:task-definition/hydrous:${revision}`;

/** `at` is when it ended, in minutes. */
function ran(revision: number, at: number): ServiceDeploymentView {
  const images = [{ container: 'hydrous-container', image: 'hydrous:v1', digest: `sha256:${revision}` }];
  const targetRevision = { taskDefinition: arnOf(revision), images };
  return {
    status: 'SUCCESSFUL',
    finishedAt: at * 60_000,
    targetRevision,
  } as unknown as ServiceDeploymentView;
}

function wentBack(from: number, to: number, at: number, state: Operation['state'] = 'succeeded'): Operation {
  const done = operation({ kind: 'rollback', state, endedAt: at * 60_000 });
  return { ...done, plan: { ...done.plan, target: { from: arnOf(from), taskDefinition: arnOf(to) } } };
}

/** Where a bare `rollback` goes from this revision. `null` is a history that may not be read. */
async function goes(
  from: number,
  history: readonly ServiceDeploymentView[] | null,
  finished: readonly Operation[],
): Promise<string> {
  const taskDefinition = async (_: unknown, arn: string) => ({ arn, family: 'hydrous' });
  const readers = {
    ecs: { taskDefinition },
    history: {
      async recent() {
        if (history === null) throw new Problem('not-permitted', say('slack.unreachable'), 'denied');
        return history;
      },
    },
    finished: async () => finished,
  } as unknown as ChangeReaders;
  const live = {
    revision: { arn: arnOf(from), family: 'hydrous' },
    container: { name: 'hydrous-container' },
  };
  const found = await findRollbackTarget(readers, environment(), live as LiveService, `sha256:${from}`, null);
  return 'refusal' in found ? JSON.stringify(found.refusal) : found.revision.arn.replace(/^.*\//, '');
}

describe('a second rollback', () => {
  const history = [ran(42, 30), ran(43, 20), ran(42, 10), ran(41, 5)];

  test('goes further back, and not forward again to what was left', async () => {
    expect(await goes(42, history, [wentBack(43, 42, 30)])).toBe('hydrous:41');
  });

  test('does so too where the history of ECS may not be read', async () => {
    const before = operation({ kind: 'deploy' });
    const deployed = {
      ...before,
      plan: { ...before.plan, target: { from: arnOf(41), taskDefinition: arnOf(42) } },
    };
    expect(await goes(42, null, [wentBack(43, 42, 30), deployed])).toBe('hydrous:41');
  });

  test('is refused where there is nothing else', async () => {
    expect(await goes(42, history.slice(0, 2), [wentBack(43, 42, 30)])).toContain('nothing-to-roll-back');
  });
});

describe('what was left once is gone to again', () => {
  test('when somebody has deployed it anew since', async () => {
    const history = [ran(44, 60), ran(43, 50), ran(42, 30), ran(43, 20), ran(42, 10)];
    expect(await goes(44, history, [wentBack(43, 42, 30)])).toBe('hydrous:43');
  });

  test('when the rollback from it did not end well', async () => {
    expect(await goes(42, [ran(42, 30), ran(43, 20), ran(41, 5)], [wentBack(43, 42, 30, 'failed')])).toBe(
      'hydrous:43',
    );
  });
});
