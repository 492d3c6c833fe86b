import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CHANGES } from '../../src/app-changes.ts';
import { type House, keyOf, openHouse } from './house.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse();
  await house.ask('scale', { count: 3 });
});
afterEach(() => house.close());

describe('a decision', () => {
  test('is made once however many click at the same time, and everybody else is told who won', async () => {
    const clicks = Array.from({ length: 50 }, (_, i) =>
      house.vote('approve', i % 2 === 0 ? 'U0BRUNO' : 'U0GRACE'),
    );
    const answers = (await Promise.all(clicks)).map((answer) => keyOf(answer.summary));
    expect(answers.filter((key) => key === 'operation.you.approved')).toHaveLength(1);
    expect(answers.filter((key) => key === 'operation.already.approved')).toHaveLength(49);
    await house.until('succeeded');
    expect(house.aws.calls.count('UpdateService')).toBe(1);
  });

  test('of approve and reject in the same moment has one winner', async () => {
    const [yes, no] = await Promise.all([house.vote('approve', 'U0BRUNO'), house.vote('reject', 'U0GRACE')]);
    const won = [yes, no].filter((each) => keyOf(each.summary).startsWith('operation.you.'));
    expect(won).toHaveLength(1);
    const { state } = await house.newest();
    expect(['approved', 'rejected']).toContain(state);
  });

  test.each([
    ['approve', 'U0ANA', 'operation.refused.approve-rights'],
    ['approve', 'U0VERA', 'operation.refused.approve-rights'],
    ['reject', 'U0VERA', 'operation.refused.reject-rights'],
    ['cancel', 'U0BRUNO', 'operation.refused.cancel-rights'],
    ['reject', 'U0ANA', 'operation.you.rejected'],
    ['cancel', 'U0ANA', 'operation.you.cancelled'],
  ] as const)('%s by %s: %s', async (vote, by, answer) => {
    expect(keyOf((await house.vote(vote, by)).summary)).toBe(answer);
  });

  test('about a request that does not exist says so', async () => {
    expect(keyOf((await house.vote('approve', 'U0BRUNO', 'op-zzzzzzzzzz')).summary)).toBe(
      'operation.refused.none',
    );
  });
});

test('two people must approve where two are asked for, and the first is not enough', async () => {
  await house.close();
  house = await openHouse({ approvals: 2 });
  await house.ask('scale', { count: 3 });
  expect(keyOf((await house.vote('approve', 'U0BRUNO')).summary)).toBe('operation.you.counted');
  expect((await house.newest()).state).toBe('pending');
  expect(keyOf((await house.vote('approve', 'U0BRUNO')).summary)).toBe('operation.refused.voted');
  expect(keyOf((await house.vote('approve', 'U0GRACE')).summary)).toBe('operation.you.approved');
  expect((await house.newest()).decidedBy).toEqual(['U0BRUNO', 'U0GRACE']);
});

test('two approvals in the same moment both count', async () => {
  await house.close();
  house = await openHouse({ approvals: 2 });
  await house.ask('scale', { count: 3 });
  await Promise.all([house.vote('approve', 'U0BRUNO'), house.vote('approve', 'U0GRACE')]);
  expect((await house.newest()).state).toBe('approved');
});

test('a request expires by the store’s time and takes no vote after that', async () => {
  await house.close();
  house = await openHouse({ expires: 1 });
  await house.ask('scale', { count: 3 });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(keyOf((await house.vote('approve', 'U0BRUNO')).summary)).toBe('operation.refused.expired');
  const { expireRequests } = await import('../../src/flows/expire-requests.ts');
  expect(await expireRequests(house.store, 'C0OPS', CHANGES)).toBe(1);
  expect((await house.newest()).state).toBe('expired');
});
