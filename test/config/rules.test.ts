import { describe, expect, test } from 'vitest';
import { readHydrousFile } from '../../src/config/hydrous-file.ts';
import { VALID, withLine } from './builders.ts';

function read(text: string) {
  const result = readHydrousFile(text, 'hydrous.yml');
  return result.ok
    ? { mistakes: [], warnings: result.warnings }
    : { mistakes: result.mistakes, warnings: [] };
}

function approvers(line: string, environment = ''): string {
  const text = withLine('approvers', `approvers: ${line}`);
  return environment === '' ? text : text.replace('cluster: hydrous', `cluster: hydrous\n    ${environment}`);
}

describe('more approvals than approvers', () => {
  test('F9: is refused with the line of the number', () => {
    const { mistakes } = read(approvers('{ users: [U0BBB, U0CCC] }', 'approvals: 3'));
    expect(mistakes).toEqual([
      'hydrous.yml:14: environments.production.approvals is 3, but people.approvers names 2; lower it or name more approvers',
    ]);
  });
  test('counts a person named twice once', () => {
    expect(read(approvers('{ users: [U0BBB, U0BBB] }', 'approvals: 2')).mistakes).toHaveLength(1);
  });
  test('is possible with a group, whose members are not known here', () => {
    expect(read(approvers('{ users: [U0BBB], groups: [S0OPS] }', 'approvals: 3')).mistakes).toEqual([]);
  });
  test('shows together with mistakes elsewhere', () => {
    const text = approvers('{ users: [U0BBB] }', 'approvals: 2').replace('locale: es', 'locale: fr');
    expect(read(text).mistakes).toHaveLength(2);
  });
});

describe('who can never be served', () => {
  test('no approver at all is allowed, means nobody, and is said at start', () => {
    expect(read(approvers('{ users: [], groups: [] }'))).toEqual({
      mistakes: [],
      warnings: ['production: people.approvers is empty, so nobody can approve a change'],
    });
  });
  test('F8: the only approver is the only requester', () => {
    expect(read(approvers('{ users: [U0AAA] }')).warnings).toEqual([
      'production: a request by U0AAA can never pass, too few others may approve it',
    ]);
  });
  test('is no warning where self-approval is on, or no approval is needed', () => {
    expect(read(approvers('{ users: [U0AAA] }', 'selfApproval: true')).warnings).toEqual([]);
    expect(read(approvers('{ users: [] }', 'approvals: 0')).warnings).toEqual([]);
  });
  test('is no warning when somebody else can approve', () => {
    expect(read(VALID).warnings).toEqual([]);
    expect(read(approvers('{ users: [U0AAA, U0BBB] }')).warnings).toEqual([]);
  });
});

test('F12: two environments cannot guard one service', () => {
  const twin = VALID.replace(
    'sns:',
    `  twin:
    region: us-east-1
    cluster: hydrous
    service: hydrous-production
    repository: hydrous
    logGroup: /ecs/other
sns:`,
  );
  expect(read(twin).mistakes.join()).toContain('environments.twin guards the same service');
  expect(
    read(twin.replace(/service: hydrous-production\n(?=.*\n.*other)/, 'service: other\n')).mistakes,
  ).toEqual([]);
});

describe('break-glass that cannot mean what it says is told at start', () => {
  const alone = (line: string) => VALID.replace(/, groups: \[\w+\]/g, '').replace('locale: es', line);

  test.each([
    ['U0ZZZ', 'breakGlass: U0ZZZ is neither an operator nor an approver'],
    ['U0BBB', 'breakGlass: people.approvers names nobody else'],
  ])('for %s', (user, start) => {
    const { mistakes, warnings } = read(alone(`locale: es\nbreakGlass: { enabled: true, users: [${user}] }`));
    expect(mistakes).toEqual([]);
    expect(warnings.filter((each) => each.startsWith(start))).toHaveLength(1);
  });
});
