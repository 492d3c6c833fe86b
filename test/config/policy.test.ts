import { describe, expect, test } from 'vitest';
import { readHydrousFile } from '../../src/config/hydrous-file.ts';
import { policyOf } from '../../src/core/policy.ts';
import { VALID } from './builders.ts';

const inEnvironment = (lines: string) => VALID.replace(/( {4}region: .*)/, `$1\n    ${lines}`);
const inPeople = (line: string) => VALID.replace(/( {2}viewers: .*)/, `$1\n  ${line}`);

function mistakesOf(text: string): readonly string[] {
  const read = readHydrousFile(text, 'hydrous.yml');
  return read.ok ? [] : read.mistakes;
}

function policyFor(text: string, kind: 'scale' | 'db-restore') {
  const read = readHydrousFile(text, 'hydrous.yml');
  if (!read.ok) throw new Error(read.mistakes.join('\n'));
  const { environments, roles } = read.configuration;
  return policyOf(environments[0]!, roles, kind);
}

test('a file without any of the rules has those of before', () => {
  expect(policyFor(VALID, 'scale')).toEqual({
    approvers: { users: ['U0BBB'], groups: ['S0OPS'] },
    approvals: 1,
    selfApproval: false,
  });
});

test('rules of a kind of change stand in for those of its environment, and leave the rest', () => {
  const text = inEnvironment(
    'requiredGroup: S0OPS\n    changes: { db-restore: { approvals: 2, requiredGroup: S0DBA }, scale: { approvals: 0 } }',
  );
  expect(policyFor(text, 'db-restore')).toMatchObject({
    approvals: 2,
    requiredGroups: ['S0DBA'],
    approvers: { groups: ['S0OPS'] },
  });
  const scale = policyFor(text, 'scale');
  expect(scale.approvals).toBe(0);
  expect(scale.requiredGroups).toBeUndefined();
  const others = 'changes: { scale: { approvers: { users: [U0CCC] } } }';
  expect(policyFor(inEnvironment(others), 'scale').approvers).toEqual({ users: ['U0CCC'], groups: [] });
});

test('accounts of one person are read', () => {
  expect(policyFor(inPeople('same: [[U0AAA, U0AAB]]'), 'scale').same).toEqual([['U0AAA', 'U0AAB']]);
});

describe('a mistake says what to write instead', () => {
  test.each([
    [inEnvironment('requiredGroup: ops'), 'production.requiredGroup is "ops"; write a Slack user-group id'],
    [inEnvironment('changes: { db-restor: {} }'), 'did you mean "db-restore"?'],
    [inEnvironment('changes: { scale: { aprovals: 2 } }'), 'did you mean "approvals"?'],
    [inEnvironment('changes: { scale: { approvals: two } }'), 'write a whole number from 0 to 10'],
    [
      inEnvironment('changes: { scale: { approvals: 2, approvers: { users: [U0BBB] } } }'),
      'environments.production.changes.scale needs 2 approvals, but its approvers are 1',
    ],
    [inPeople('same: [[U0AAA]]'), 'a list of the Slack accounts of one person'],
    [inPeople('same: [U0AAA, U0AAB]'), 'a list of the Slack accounts of one person'],
  ])('%#', (text, mistake) => {
    const mistakes = mistakesOf(text);
    expect(mistakes).toHaveLength(text.includes('same: [U0') ? 2 : 1);
    expect(mistakes[0]).toContain(mistake);
    expect(mistakes[0]).toMatch(/^hydrous\.yml:\d+: /);
  });
});
