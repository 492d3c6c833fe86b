import { describe, expect, test } from 'vitest';
import { alreadyDecided, type Cast, decide, type Voter } from '../../src/core/decide.ts';
import { isTerminal, mayMove, type OperationState } from '../../src/core/operation.ts';
import { type PolicySnapshot, stricter } from '../../src/core/policy.ts';
import { sampleOperation } from './operations-sample.ts';

const policy = sampleOperation().policy;
const cast = (over: Partial<Cast> = {}): Cast => ({
  vote: 'approve',
  by: 'U0BRUNO',
  isApprover: true,
  isOperator: false,
  ...over,
});

const voter = (by: string): Voter => ({ by, isApprover: true });

function sayOf(decision: ReturnType<typeof decide>): string {
  return decision.decision === 'refused' && 'say' in decision.why ? decision.why.say : decision.decision;
}

describe('a vote on a pending request', () => {
  test.each([
    ['one approver is enough when one is asked for', cast(), policy, [], 'approved'],
    ['the first of two is counted', cast(), { ...policy, approvals: 2 }, [], 'counted'],
    [
      'the second of two decides',
      cast({ by: 'U0GRACE' }),
      { ...policy, approvals: 2 },
      ['U0BRUNO'],
      'approved',
    ],
    ['nobody counts twice', cast(), { ...policy, approvals: 2 }, ['U0BRUNO'], 'operation.refused.voted'],
    ['the requester may not approve', cast({ by: 'U0ANA' }), policy, [], 'operation.refused.self-approval'],
    ['unless the rules allow it', cast({ by: 'U0ANA' }), { ...policy, selfApproval: true }, [], 'approved'],
    [
      'an outsider may not approve',
      cast({ isApprover: false }),
      policy,
      [],
      'operation.refused.approve-rights',
    ],
    [
      'an operator may reject',
      cast({ vote: 'reject', isApprover: false, isOperator: true }),
      policy,
      [],
      'rejected',
    ],
    [
      'a viewer may not reject',
      cast({ vote: 'reject', isApprover: false }),
      policy,
      [],
      'operation.refused.reject-rights',
    ],
    [
      'the requester may cancel',
      cast({ vote: 'cancel', by: 'U0ANA', isApprover: false }),
      policy,
      [],
      'cancelled',
    ],
    ['nobody else may cancel', cast({ vote: 'cancel' }), policy, [], 'operation.refused.cancel-rights'],
  ] as const)('%s', (_, vote, rules, approvers, expected) => {
    expect(sayOf(decide(sampleOperation(), approvers.map(voter), vote, rules, 1_500_000))).toBe(expected);
  });

  test('does not count once its time is over', () => {
    expect(sayOf(decide(sampleOperation(), [], cast(), policy, 2_000_000))).toBe('operation.refused.expired');
  });
});

const ENDED: readonly OperationState[] = [
  'approved',
  'executing',
  'succeeded',
  'failed',
  'superseded',
  'unknown',
  'rejected',
  'cancelled',
  'expired',
  'stale',
];

test.each(ENDED)('a request that is %s takes no vote and says what happened', (state) => {
  const operation = sampleOperation({ state, decidedBy: ['U0BRUNO'] });
  const decision = decide(operation, [], cast(), policy, 1_500_000);
  expect(decision).toEqual({ decision: 'refused', why: alreadyDecided(operation) });
});

test('terminal states are left by nothing, and only an executing one becomes unknown', () => {
  const all: readonly OperationState[] = ['planned', 'pending', ...ENDED];
  for (const from of all) {
    if (isTerminal(from)) expect(all.filter((to) => mayMove(from, to))).toEqual([]);
    expect(mayMove(from, 'unknown')).toBe(from === 'executing');
  }
});

test('of two rules the stricter wins', () => {
  const loose: PolicySnapshot = {
    approvers: { users: ['U0A'], groups: [] },
    approvals: 1,
    selfApproval: true,
  };
  const tight: PolicySnapshot = {
    approvers: { users: ['U0B'], groups: [] },
    approvals: 2,
    selfApproval: false,
  };
  for (const both of [stricter(loose, tight), stricter(tight, loose)]) {
    expect(both).toMatchObject({ approvals: 2, selfApproval: false });
  }
});
