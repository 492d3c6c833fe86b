import { expect, test } from 'vitest';
import type { Evidence, LastChange } from '../../src/core/evidence.ts';
import { keepingSuspect } from '../../src/core/keep-evidence.ts';
import { say } from '../../src/core/sentence.ts';
import { evidence } from './evidence-fixtures.ts';

const FIRED = 1_000_000;

function changed(revision: number, at: number): Evidence {
  const value: LastChange = { revision, at, by: null, image: null, proven: null };
  return { ...evidence(), lastChange: { ok: true, value } };
}
function revisionIn({ lastChange }: Evidence): number | null {
  return lastChange.ok ? (lastChange.value?.revision ?? null) : null;
}

test.each([
  [
    'the rollback that came after the alarm is not what it began with',
    changed(44, FIRED - 5_000),
    changed(43, FIRED + 20_000),
    44,
  ],
  [
    'a change that was there before the alarm and was seen late counts',
    changed(43, FIRED - 90_000),
    changed(44, FIRED - 5_000),
    44,
  ],
  ['the first look has nothing to keep', null, changed(44, FIRED - 5_000), 44],
])('%s', (_, before, fresh, revision) => {
  expect(revisionIn(keepingSuspect(before, fresh, FIRED))).toBe(revision);
});

test('a change that can no longer be read is kept', () => {
  const blind: Evidence = { ...evidence(), lastChange: { ok: false, why: say('incidents.no-change-known') } };
  expect(revisionIn(keepingSuspect(changed(44, FIRED - 5_000), blind, FIRED))).toBe(44);
});
