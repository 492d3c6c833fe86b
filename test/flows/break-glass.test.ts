import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CHANGES } from '../../src/app-changes.ts';
import type { Document } from '../../src/core/document.ts';
import { createCardOf } from '../../src/flows/card-of.ts';
import { weekOf } from '../../src/flows/mind-break-glass.ts';
import { speak } from '../../src/words/speak.ts';
import { shippedGuide } from '../guide/shipped-guide.ts';
import { keyOf } from './house.ts';
import { openPolicyHouse, type PolicyHouse, spoken } from './policy-house.ts';

const DAY = 24 * 60 * 60_000;
const WHY = 'producción caída, nadie contesta';
let house: PolicyHouse;
beforeAll(async () => {
  house = await openPolicyHouse({ scale: { min: 1, max: 99 } });
});
afterAll(() => house.close());
beforeEach(() => {
  house.clear();
  house.members = { S0OPS: ['U0HEIDI'] };
});

// Each asks for another count than the one before: what is so already is refused.
let asked = 0;
const wish = () => ({ count: 3 + asked++ });
const ask = (by = 'U0ANA', breakGlass: string = WHY) => house.ask('scale', wish(), { by, breakGlass });
const person = (user: string) => ({ user, team: 'T0HYDROUS' });
const confirm = async (by: string): Promise<string> =>
  keyOf((await house.policy.glass.confirm((await house.newest()).id, person(by))).summary);
const review = async (by: string): Promise<string> =>
  keyOf((await house.policy.glass.review((await house.newest()).id, person(by))).summary);
const actions = ({ pieces }: Document): readonly string[] =>
  pieces.flatMap((each) => (each.piece === 'buttons' ? each.buttons.map(({ action }) => action) : []));

async function card(): Promise<Document> {
  const { guide } = shippedGuide();
  const cardOf = createCardOf({ store: house.store, changes: CHANGES, guide, environments: [house.rules] });
  const drawn = await cardOf({ kind: 'operation', subject: (await house.newest()).id });
  return drawn!.document;
}

describe('skipping approval', () => {
  test('is offered privately, confirmed by the same person, told to those skipped, and runs', async () => {
    const offered = await ask();
    expect(keyOf(offered.summary)).toBe('glass.offer');
    expect(actions(offered)).toEqual(['break-glass', 'cancel']);
    expect((await house.newest()).state).toBe('pending');
    expect(actions(await card())).not.toContain('review');
    expect(await confirm('U0OMAR')).toBe('glass.refused.other');
    expect(await confirm('U0ANA')).toBe('glass.you');
    const { id } = await house.newest();
    const note = house.said().find(({ broadcast }) => broadcast);
    expect(note?.text).toContain('No se esperó a @U0BRUNO, @U0GRACE y @S0OPS');
    const events = (await house.store.audit.recent({ subjects: [id], limit: 20 })).map(({ event }) => event);
    expect(events).toEqual(expect.arrayContaining(['requested', 'glass-offered', 'glass-broken']));
    expect(events).not.toContain('approved');
    expect(await confirm('U0ANA')).toBe('operation.already.approved');
    await house.until('succeeded');
    expect(actions(await card())).toContain('review');
  });

  test.each([
    ['somebody else', 'U0BRUNO', WHY, 'glass.refused.person'],
    ['without a reason', 'U0ANA', '', 'glass.refused.reason'],
    ['with too short a reason', 'U0ANA', 'ya ya ya !!!!!!', 'glass.refused.reason'],
  ])('is refused to %s', async (_, by, why, key) => {
    expect(keyOf((await ask(by, why)).summary)).toBe(key);
    await expect(house.newest()).rejects.toThrow('no operation');
  });

  test('fails closed when nobody can say whom it would skip', async () => {
    house.members = { S0OPS: null };
    expect(keyOf((await ask()).summary)).toBe('glass.refused.lookup');
    house.members = { S0OPS: [] };
    await ask();
    house.members = { S0OPS: null };
    expect(await confirm('U0ANA')).toBe('glass.refused.lookup');
    expect((await house.newest()).state).toBe('pending');
  });

  test('must be confirmed within two minutes; else it stays an ordinary request', async () => {
    await ask();
    house.age(121_000);
    expect(await confirm('U0ANA')).toBe('glass.refused.late');
    expect(keyOf((await house.vote('approve', 'U0BRUNO')).summary)).toBe('operation.you.approved');
    expect(actions(await card())).not.toContain('review');
  });

  test('of a request that waits goes through approve, also without buttons', async () => {
    await house.ask('scale', wish());
    const id = (await house.newest()).id;
    expect(await confirm('U0OMAR')).toBe('glass.refused.none');
    const offered = await house.vote('approve', 'U0OMAR', id, { breakGlass: WHY });
    expect(actions(offered)).toEqual(['break-glass']);
    const confirmed = await house.vote('approve', 'U0OMAR', id, { breakGlass: 'confirm' });
    expect(keyOf(confirmed.summary)).toBe('glass.you');
    expect((await house.newest()).decidedBy).toEqual(['U0OMAR']);
    expect(house.said().some(({ channel }) => channel === 'U0ANA')).toBe(true);
  });

  test('passes a lock once confirmed, and not before', async () => {
    const lock = {
      id: 'lock-a',
      environment: 'production',
      kind: 'lock' as const,
      owner: 'U0GRACE',
      reason: 'migration',
      revision: null,
      operation: null,
      source: 'slash:lock',
      since: 1_000,
      until: null,
      nagged: 0,
    };
    await house.store.locks.put(lock, null);
    expect((await house.ask('scale', wish())).refused).toBe(true);
    await ask();
    await house.vote('approve', 'U0BRUNO');
    expect(keyOf((await house.until('stale')).outcome?.text)).toBe('gate.stale');
    await house.ask('scale', wish(), { breakGlass: WHY });
    expect(await confirm('U0ANA')).toBe('glass.you');
    await house.until('succeeded');
  });

  test('confirmed by fifty clicks happens once', async () => {
    await ask();
    const answers = await Promise.all(Array.from({ length: 50 }, () => confirm('U0ANA')));
    expect(answers.filter((key) => key === 'glass.you')).toHaveLength(1);
    expect(answers.filter((key) => key === 'operation.already.approved')).toHaveLength(49);
  });
});

describe('the review', () => {
  beforeEach(async () => {
    await ask();
    await house.policy.glass.confirm((await house.newest()).id, person('U0ANA'));
  });

  test.each([
    ['U0ANA', 'glass.review.own'],
    ['U0ANA2', 'glass.review.own'],
    ['U0VERA', 'glass.review.rights'],
    ['U0HEIDI', 'glass.review.you'],
  ])('by %s: %s', async (by, key) => {
    expect(await review(by)).toBe(key);
  });

  test('closes it once, and the card names who', async () => {
    expect(await review('U0BRUNO')).toBe('glass.review.you');
    expect(await review('U0GRACE')).toBe('glass.review.already');
    const drawn = await card();
    expect(actions(drawn)).not.toContain('review');
    const items = drawn.pieces.flatMap((each) => (each.piece === 'list' ? each.items : []));
    expect(items.map(({ text }) => speak(text, 'es', 'plain')).join()).toContain('Revisado por @U0BRUNO');
  });

  test('is asked for every day until then, and counted in the week', async () => {
    const asked = () => house.said().filter(({ text }) => text.startsWith('Sin revisar desde'));
    expect(await house.policy.work.skipped()).toBe(0);
    house.age(DAY + 1_000);
    await house.policy.work.skipped();
    expect(asked()).toHaveLength(1);
    house.age(DAY);
    await house.policy.work.skipped();
    expect(asked()).toHaveLength(2);
    await review('U0BRUNO');
    const now = await house.store.now();
    house.age(Math.max(0, weekOf(now).endsAt - now - 2 * DAY));
    await house.policy.work.skipped();
    expect(asked()).toHaveLength(2);
    expect(house.said().some(({ text }) => /^En siete días se saltó la aprobación/.test(text))).toBe(true);
  });
});

test('nothing is offered where the file names nobody', async () => {
  const { whyNotBreak } = await import('../../src/core/break-glass.ts');
  const why = whyNotBreak({ enabled: false, users: ['U0ANA'] }, 'U0ANA', WHY);
  expect(spoken({ summary: why!, pieces: [] })).toContain('está apagado');
});
