import { expect, test } from 'vitest';
import type { Diagnosis, Verdict } from '../../src/core/diagnosis.ts';
import { keepCause } from '../../src/core/keep-cause.ts';

const verdict = (entry: string, symptomOf: string | null = null): Verdict => ({
  entry,
  confidence: 0.9,
  evidence: [],
  symptomOf,
});
const diagnosis = (...verdicts: Verdict[]): Diagnosis => ({
  verdicts,
  ruledOut: [],
  advice: [],
  offerRollback: false,
});
const cause = diagnosis(
  verdict('architecture-mismatch'),
  verdict('container-does-not-start', 'architecture-mismatch'),
);
const firstOf = (found: Diagnosis) => found.verdicts[0]?.entry;

test.each([
  [
    'its own symptom, when that is all that is left to see',
    diagnosis(verdict('container-does-not-start')),
    'architecture-mismatch',
  ],
  ['nothing, when the evidence has grown old', diagnosis(), 'architecture-mismatch'],
  ['another cause, which takes its place', diagnosis(verdict('database-connection')), 'database-connection'],
])('a cause is followed by %s', (_, renewed, first) => {
  expect(firstOf(keepCause(cause, renewed))).toBe(first);
});

test('without a cause before, what is found now counts', () => {
  expect(firstOf(keepCause(null, cause))).toBe('architecture-mismatch');
  expect(firstOf(keepCause(diagnosis(), cause))).toBe('architecture-mismatch');
});
