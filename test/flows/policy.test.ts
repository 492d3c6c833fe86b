import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { operationCard } from '../../src/core/cards/operation-card.ts';
import { say } from '../../src/core/sentence.ts';
import { speak } from '../../src/words/speak.ts';
import { keyOf } from './house.ts';
import { openPolicyHouse, type PolicyHouse, spoken } from './policy-house.ts';

const MINUTE = 60_000;
let house: PolicyHouse;
beforeAll(async () => {
  house = await openPolicyHouse();
});
afterAll(() => house.close());
beforeEach(() => {
  house.clear();
  house.roles.approvers = { users: ['U0BRUNO', 'U0GRACE'], groups: ['S0OPS'] };
  house.members = { S0OPS: ['U0HEIDI'] };
  Object.assign(house.rules, { approvals: 1, requiredGroup: undefined, changes: undefined });
});

// Each asks for another count than the one before: what is so already is refused.
let asked = 0;
const ask = () => house.ask('scale', { count: 3 + (asked++ % 6) });
const told = (user: string) => house.said().filter(({ channel }) => channel === user);

async function approve(by: string): Promise<string> {
  return keyOf((await house.vote('approve', by)).summary);
}

function cardText(operation: Awaited<ReturnType<PolicyHouse['newest']>>): string {
  const card = operationCard({ operation, what: say('card.manual'), undo: null, approvals: 0 });
  return card.pieces
    .flatMap((each) => (each.piece === 'text' ? [speak(each.text, 'es', 'plain')] : []))
    .join('\n');
}

describe('a required group', () => {
  test('holds the request until one of its members approves, and the card says so', async () => {
    house.rules.requiredGroup = 'S0OPS';
    await ask();
    expect(cardText(await house.newest())).toContain('0 de 1; falta alguien de @S0OPS');
    expect(spoken(await house.vote('approve', 'U0BRUNO'))).toContain('falta alguien de @S0OPS');
    expect(cardText(await house.newest())).toContain('1 de 1 (@U0BRUNO); falta alguien de @S0OPS');
    expect(await approve('U0GRACE')).toBe('policy.refused.group');
    expect(await approve('U0HEIDI')).toBe('operation.you.approved');
    expect((await house.newest()).decidedBy).toEqual(['U0BRUNO', 'U0HEIDI']);
  });

  test('that nobody in it could fulfil is refused before a card goes out', async () => {
    house.rules.requiredGroup = 'S0DBA';
    expect(keyOf((await ask()).summary)).toBe('policy.refused.nobody-group');
    await expect(house.newest()).rejects.toThrow('no operation');
  });

  test('of the request and of today must both have approved', async () => {
    house.rules.requiredGroup = 'S0OPS';
    await ask();
    house.rules.requiredGroup = 'S0SEC';
    house.members = { S0OPS: ['U0HEIDI'], S0SEC: ['U0GRACE'] };
    expect(await approve('U0HEIDI')).toBe('operation.you.counted');
    expect(await approve('U0GRACE')).toBe('operation.you.approved');
  });
});

test('a kind of change may ask for other people and for more of them', async () => {
  house.rules.changes = { scale: { approvals: 2, approvers: { users: ['U0GRACE', 'U0HEIDI'], groups: [] } } };
  await ask();
  expect(spoken(await house.vote('approve', 'U0BRUNO'))).toContain('Puede hacerlo @U0GRACE o @U0HEIDI');
  expect(await approve('U0GRACE')).toBe('operation.you.counted');
  expect(await approve('U0HEIDI')).toBe('operation.you.approved');
});

describe('an approval', () => {
  test('of somebody who is no approver any more does not count at the last vote, and the thread says so', async () => {
    house.rules.approvals = 2;
    await ask();
    await approve('U0BRUNO');
    house.roles.approvers = { users: ['U0GRACE'], groups: ['S0OPS'] };
    expect(await approve('U0GRACE')).toBe('operation.you.counted');
    expect(house.said().map(({ text }) => text)).toContain(
      'La aprobación de @U0BRUNO ya no cuenta: ahora no puede aprobar este cambio.',
    );
    expect(await approve('U0HEIDI')).toBe('operation.you.approved');
    expect((await house.newest()).decidedBy).toEqual(['U0GRACE', 'U0HEIDI']);
  });

  test('needs the number of today where that is higher', async () => {
    await ask();
    house.rules.approvals = 2;
    expect(await approve('U0BRUNO')).toBe('operation.you.counted');
    expect(cardText(await house.newest())).toContain('1 de 2');
  });

  test('from the requester’s other account is refused by name', async () => {
    house.roles.approvers = { users: ['U0ANA2', 'U0BRUNO'], groups: [] };
    await ask();
    expect(spoken(await house.vote('approve', 'U0ANA2'))).toContain('la hiciste como @U0ANA');
  });

  test('is refused when somebody who voted cannot be looked up', async () => {
    house.rules.approvals = 2;
    await ask();
    await approve('U0BRUNO');
    house.members = { S0OPS: null };
    house.roles.approvers = { users: ['U0GRACE'], groups: ['S0OPS'] };
    expect(await approve('U0GRACE')).toBe('operation.refused.lookup');
    expect((await house.newest()).state).toBe('pending');
  });
});

describe('the requester hears privately', () => {
  test('that it was approved, and how it ended', async () => {
    await ask();
    await house.vote('approve', 'U0BRUNO');
    await house.until('succeeded');
    const words = told('U0ANA').map(({ text }) => text);
    expect(words).toHaveLength(2);
    expect(words[0]).toContain('@U0BRUNO aprobó tu solicitud');
  });

  test('why it was rejected', async () => {
    await ask();
    await house.vote('reject', 'U0OMAR', undefined, { reason: 'hoy no' });
    expect(told('U0ANA').map(({ text }) => text)).toEqual([expect.stringContaining('Motivo: «hoy no»')]);
  });

  test('that it expired, once', async () => {
    await ask();
    house.age(31 * MINUTE);
    await house.policy.work.expiry();
    await house.policy.work.expiry();
    expect(told('U0ANA').map(({ text }) => text)).toEqual([expect.stringContaining('venció sin decisión')]);
  });

  test('nothing of what they did themselves', async () => {
    await ask();
    await house.vote('cancel', 'U0ANA');
    expect(told('U0ANA')).toEqual([]);
  });
});

describe('reminders', () => {
  const reminders = () => house.said().filter(({ text }) => text.includes('espera aprobación'));

  test('come after 5, 15 minutes and so on to those who can still act, one whoever looks', async () => {
    house.rules.approvals = 2;
    await ask();
    await approve('U0BRUNO');
    await house.policy.work.approvers();
    expect(reminders()).toEqual([]);
    house.age(5 * MINUTE + 1_000);
    await Promise.all([house.policy.work.approvers(), house.policy.work.approvers()]);
    expect(reminders()).toHaveLength(1);
    expect(reminders()[0]!.text).toMatch(/^@U0GRACE y @S0OPS: @U0ANA espera aprobación .* Van 1 de 2/);
    house.age(5 * MINUTE);
    await house.policy.work.approvers();
    expect(reminders()).toHaveLength(1);
    house.age(5 * MINUTE);
    await house.policy.work.approvers();
    expect(reminders()).toHaveLength(2);
    house.age(10 * MINUTE);
    await house.policy.work.approvers();
    expect(reminders()).toHaveLength(2);
  });

  test('are quiet after a decision', async () => {
    await ask();
    await house.vote('reject', 'U0BRUNO');
    house.age(6 * MINUTE);
    await house.policy.work.approvers();
    expect(reminders()).toEqual([]);
    expect(await house.policy.work.approvers()).toBe(0);
  });
});
