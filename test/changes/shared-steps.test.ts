/** What several changes have in common, in the cases that their own stories seldom come to. */
import { expect, test } from 'vitest';
import { type AlarmStep, settleAlarms } from '../../src/changes/alarm-steps.ts';
import { imageRollout } from '../../src/changes/new-revision.ts';
import { type Sized, seenResize, settleResize } from '../../src/changes/resize-step.ts';
import type { ChangeReaders, ChangeWriter } from '../../src/core/change.ts';
import type { Operation, StepRecord } from '../../src/core/operation.ts';
import type { AlarmDefinition } from '../../src/core/ports/alarm-definitions.ts';
import { say, span } from '../../src/core/sentence.ts';
import { environment } from '../commands/builders.ts';
import { sampleOperation } from '../core/operations-sample.ts';
import { keyOf } from '../flows/house.ts';

const SENT = 1_000_000;
const MINUTE = 60_000;

function aimedAt(target: Operation['plan']['target'], over: Partial<Operation> = {}): Operation {
  const sample = sampleOperation();
  const sent: StepRecord = { step: 'first', sentAt: SENT, result: null };
  return sampleOperation({ steps: [sent], plan: { ...sample.plan, target }, ...over });
}

const readersAt = (now: number, over: Partial<ChangeReaders> = {}): ChangeReaders =>
  ({ clock: { now: () => now }, ...over }) as ChangeReaders;
const sized = (size: string, status = 'available', waiting: string | null = null): Sized => ({
  size,
  status,
  waiting,
});

test.each([
  [sized('big'), null, 'applied'],
  [sized('small', 'available', 'big'), null, 'applied'],
  [sized('small', 'available', 'big'), 'big', 'cannot-tell'],
  [sized('small', 'modifying', 'big'), 'big', 'applied'],
  [sized('small', 'modifying'), null, 'cannot-tell'],
  [sized('small'), null, 'not-applied'],
  [sized('small', 'available', 'other'), null, 'not-applied'],
  [sized('other'), null, 'cannot-tell'],
  [null, null, 'cannot-tell'],
])('%j, where %j had waited before: a resize is %s', (now, waited, seen) => {
  expect(seenResize(now, aimedAt({ from: 'small', to: 'big', waited })).seen).toBe(seen);
});

test.each([
  [sized('small', 'modifying'), 1, 'running', 'modifying'],
  [sized('small', 'available', 'big'), 60, 'running', 'pending-modification'],
  [sized('small'), 1, 'running', 'available'],
  [sized('small'), 6, 'failed', 'outcome.cache-not-resized'],
  [sized('other'), 1, 'superseded', 'outcome.cache-resize-superseded'],
  [sized('big'), 1, 'succeeded', 'outcome.cache-resized'],
])('%j after %j min: a resize is %s, %s', (now, minutes, state, told) => {
  const operation = aimedAt({ from: 'small', to: 'big', waited: null });
  const settled = settleResize(readersAt(SENT + minutes * MINUTE), operation, now, {
    resized: (took) => say('outcome.cache-resized', { type: { code: 'big' }, took: span(took) }),
    superseded: say('outcome.cache-resize-superseded', { now: { code: now.size } }),
    notResized: say('outcome.cache-not-resized', { type: { code: now.size } }),
    look: 'cache',
  });
  expect(settled.state).toBe(state);
  const shown = settled.state === 'running' ? settled.rollout?.progress?.status : keyOf(settled.outcome.text);
  expect(shown).toBe(told);
});

test.each([
  [{ from: 'hydrous:43', source: 'hydrous:41' }, 'hydrous:41'],
  [{ from: 'hydrous:43' }, 'hydrous:43'],
])('an image is pinned in a copy of %j: %s', async (revisions, from) => {
  const written: unknown[] = [];
  const writer = {
    async registerWithImage(_: unknown, change: unknown) {
      written.push(change);
      return { arn: 'hydrous:44' };
    },
  } as unknown as ChangeWriter;
  const operation = aimedAt({ ...revisions, container: 'app', image: 'image@sha256:1' });
  expect(imageRollout.steps(operation.plan)).toEqual(['register', 'update']);
  await imageRollout.apply(writer, environment(), operation, 'register', [], {});
  expect(written).toEqual([{ from, container: 'app', image: 'image@sha256:1', operation: operation.id }]);
});

test.each([
  [5, 'running', undefined],
  [15, 'superseded', 'outcome.alarms-superseded'],
])('an alarm that is another %j s after it was put: %s', async (seconds, state, told) => {
  const put = { name: 'cpu', threshold: 80 } as AlarmDefinition;
  const alarms: readonly AlarmStep[] = [{ name: 'cpu', before: null, after: put }];
  const all = async () => [{ name: 'cpu', definition: { ...put, threshold: 90 } }];
  const readers = readersAt(SENT + seconds * 1_000, { alarmDefinitions: { all } });
  const done = say('outcome.alarms-created', { created: 1, changed: 0 });
  const settled = await settleAlarms(readers, environment(), aimedAt({ alarms }), done);
  expect(settled.state).toBe(state);
  expect(settled.state === 'running' ? undefined : keyOf(settled.outcome.text)).toBe(told);
});
