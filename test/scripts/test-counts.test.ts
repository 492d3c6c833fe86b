import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { countsOf, lineOf } from '../../scripts/test-counts.ts';

const folder = mkdtempSync(join(tmpdir(), 'hydrous-counts-'));
afterAll(() => rmSync(folder, { recursive: true }));

const PASSED = { status: 'passed', assertionResults: [{ status: 'passed' }] };
const FAILED = { status: 'failed', assertionResults: [{ status: 'failed' }] };
const BROKEN = { status: 'failed', assertionResults: [] };

function line(exitCode: number | null, numbers: number[], files: object[]): string {
  const path = join(folder, 'report.json');
  const [numPassedTests, numFailedTests, numPendingTests, numTodoTests] = numbers;
  writeFileSync(
    path,
    JSON.stringify({ numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults: files }),
  );
  return lineOf(countsOf(path, exitCode));
}

test.each([
  ['all passed', 0, [12, 0, 0, 0], [PASSED], '12 passed, 0 failed'],
  ['some were skipped', 0, [12, 0, 2, 1], [PASSED], '12 passed, 0 failed, 3 skipped'],
  ['some failed', 1, [12, 3, 0, 0], [PASSED, FAILED], '12 passed, 3 failed'],
  ['a file broke before its tests', 1, [12, 0, 0, 0], [PASSED, BROKEN], '12 passed, 1 failed'],
  ['an error outside every test', 1, [12, 0, 0, 0], [PASSED], '12 passed, 1 failed'],
  ['the run was killed', null, [12, 0, 0, 0], [PASSED], '12 passed, 1 failed'],
])('%s', (_, exitCode, numbers, files, expected) => {
  expect(line(exitCode, numbers, files)).toBe(expected);
});

test('without a report nothing passed and one failed', () => {
  expect(lineOf(countsOf(join(folder, 'absent.json'), 1))).toBe('0 passed, 1 failed');
});
