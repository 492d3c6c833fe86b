import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Cast, decide, type Voter } from '../../src/core/decide.ts';
import { accountsOf, distinctPeople, isSamePerson } from '../../src/core/person.ts';
import { type PolicySnapshot, stricter } from '../../src/core/policy.ts';
import { sampleOperation } from './operations-sample.ts';

const SAME = [
  ['U0ANA', 'U0ANA2'],
  ['U0BRUNO', 'U0BRUNO2'],
] as const;
const policy: PolicySnapshot = {
  approvers: { users: ['U0BRUNO'], groups: ['S0OPS'] },
  approvals: 1,
  selfApproval: false,
  same: SAME,
};
const voter = (by: string, groups: readonly string[] = [], isApprover = true): Voter => ({
  by,
  isApprover,
  groups,
});

function outcome(rules: Partial<PolicySnapshot>, voters: readonly Voter[], by: Voter): string {
  const cast: Cast = { ...by, vote: 'approve', isOperator: false };
  const decision = decide(sampleOperation(), voters, cast, { ...policy, ...rules }, 1_500_000);
  return decision.decision === 'refused' && 'say' in decision.why ? decision.why.say : decision.decision;
}

const TWO = { approvals: 2 };
const OPS = { requiredGroups: ['S0OPS'] };

describe('an approval', () => {
  test.each([
    ['of the requester’s other account', {}, [], voter('U0ANA2'), 'policy.refused.own-as'],
    [
      'of an account whose person has voted',
      TWO,
      [voter('U0BRUNO')],
      voter('U0BRUNO2'),
      'policy.refused.voted-as',
    ],
    ['of a second person', TWO, [voter('U0BRUNO')], voter('U0GRACE'), 'approved'],
    ['after one that no longer counts', TWO, [voter('U0BRUNO', [], false)], voter('U0GRACE'), 'counted'],
    ['after one of the requester’s other account', TWO, [voter('U0ANA2')], voter('U0GRACE'), 'counted'],
    ['without the required group', OPS, [], voter('U0BRUNO'), 'counted'],
    ['of the required group', OPS, [], voter('U0BRUNO', ['S0OPS']), 'approved'],
    ['of the required group after another', OPS, [voter('U0GRACE')], voter('U0BRUNO', ['S0OPS']), 'approved'],
    ['that would not bring the group', OPS, [voter('U0GRACE')], voter('U0BRUNO'), 'policy.refused.group'],
    ['of the group, too few', { ...TWO, ...OPS }, [], voter('U0BRUNO', ['S0OPS']), 'counted'],
    ['of one who left the group', { ...TWO, ...OPS }, [voter('U0GRACE')], voter('U0BRUNO'), 'counted'],
  ] as const)('%s: %#', (_, rules, voters, by, expected) => {
    expect(outcome(rules, voters, by)).toBe(expected);
  });

  test('names whose earlier one it drops', () => {
    const voters = [voter('U0OLD', [], false), voter('U0GRACE')];
    const cast: Cast = { ...voter('U0BRUNO'), vote: 'approve', isOperator: false };
    const decision = decide(sampleOperation(), voters, cast, { ...policy, approvals: 2 }, 1_500_000);
    expect(decision).toMatchObject({
      decision: 'approved',
      dropped: ['U0OLD'],
      standing: ['U0GRACE', 'U0BRUNO'],
    });
  });
});

const user = fc.constantFrom('U0ANA', 'U0ANA2', 'U0BRUNO', 'U0BRUNO2', 'U0GRACE', 'U0HEIDI');
const anyVoter = fc.record({ by: user, isApprover: fc.boolean(), groups: fc.subarray(['S0OPS', 'S0SEC']) });

test('whatever came before, it passes only with enough different people, none the requester, and every group', () => {
  fc.assert(
    fc.property(
      fc.array(anyVoter, { maxLength: 6 }),
      anyVoter,
      fc.integer({ min: 1, max: 4 }),
      fc.subarray(['S0OPS', 'S0SEC']),
      (voters, by, approvals, requiredGroups) => {
        const cast: Cast = { ...by, vote: 'approve', isOperator: false };
        const rules = { ...policy, approvals, requiredGroups };
        const decision = decide(sampleOperation(), voters, cast, rules, 1_500_000);
        if (decision.decision !== 'approved' && decision.decision !== 'counted') return;
        const all: readonly Voter[] = [...voters, cast];
        // Only this vote is counted once more: each standing account is an approver of its own vote.
        const counted = decision.standing.map((one) =>
          all.filter((each) => each.by === one && each.isApprover),
        );
        expect(counted.every((each) => each.length > 0)).toBe(true);
        expect(distinctPeople(decision.standing, SAME)).toEqual(decision.standing);
        expect(decision.standing.some((one) => isSamePerson(one, 'U0ANA', SAME))).toBe(false);
        const enough = decision.standing.length >= approvals && decision.groups.length === 0;
        expect(decision.decision).toBe(enough ? 'approved' : 'counted');
        const held = counted.flat().flatMap(({ groups = [] }) => groups);
        if (enough) expect(requiredGroups.every((group) => held.includes(group))).toBe(true);
      },
    ),
    { numRuns: 500 },
  );
});

test('sets that share an account are one person, in every order', () => {
  fc.assert(
    fc.property(
      fc.shuffledSubarray(
        [
          ['a', 'b'],
          ['b', 'c'],
          ['d', 'e'],
        ],
        { minLength: 3 },
      ),
      (same) => {
        expect([...accountsOf('a', same)].sort()).toEqual(['a', 'b', 'c']);
        expect(isSamePerson('c', 'a', same)).toBe(true);
        expect(isSamePerson('a', 'd', same)).toBe(false);
      },
    ),
  );
});

test('of two rules the stricter wins in each part, whichever is older', () => {
  const one: PolicySnapshot = { ...policy, requiredGroups: ['S0OPS'], same: [['U0A', 'U0B']] };
  const two: PolicySnapshot = { ...policy, approvals: 2, requiredGroups: ['S0SEC'], same: [['U0B', 'U0C']] };
  for (const both of [stricter(one, two), stricter(two, one)]) {
    expect(both.approvals).toBe(2);
    expect([...(both.requiredGroups ?? [])].sort()).toEqual(['S0OPS', 'S0SEC']);
    expect(isSamePerson('U0A', 'U0C', both.same)).toBe(true);
  }
});
