import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CHANGES } from '../../src/app-changes.ts';
import type { Document } from '../../src/core/document.ts';
import { createCardOf } from '../../src/flows/card-of.ts';
import { weekOf } from '../../src/flows/mind-break-glass.ts';
import { createPressButton } from '../../src/flows/press-button.ts';
import { createRunCommand } from '../../src/flows/run-command.ts';
import { speak } from '../../src/words/speak.ts';
import { COMMANDS, readers } from '../commands/builders.ts';
import { shippedGuide } from '../guide/shipped-guide.ts';
import { keyOf } from './house.ts';
import { GLASS, openPolicyHouse, type PolicyHouse, spoken } from './policy-house.ts';

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

async function card(breakGlass = GLASS): Promise<Document> {
  const { guide } = shippedGuide();
  const { store, rules } = house;
  const cardOf = createCardOf({ store, changes: CHANGES, guide, environments: [rules], breakGlass });
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

/** The card's button, as Slack hands it on: without a reason at the click, with one from the modal. */
async function skip(by: string, reason: string | null = null): Promise<Document> {
  const answer: Document = { summary: { es: '', en: '' }, pieces: [] };
  const { store, policy, rules, roles } = house;
  const vote: Parameters<typeof createPressButton>[0]['vote'] = () => Promise.reject(new Error('no vote'));
  const runCommand = createRunCommand({
    commands: COMMANDS,
    environments: [rules],
    roles,
    profiles: { profile: async () => ({ kind: 'full', locale: 'es', zone: null }) },
    groups: { members: async () => [] },
    readers: readers(),
    requestChange: () => Promise.reject(new Error('no change')),
    vote: (asked, { member, breakGlass }) =>
      house.vote(asked.vote, member.user, asked.operation, breakGlass === undefined ? {} : { breakGlass }),
    act: async () => answer,
    actOnLock: async () => answer,
  });
  const ports = { store, changes: CHANGES, runCommand, vote, glass: policy.glass, wait: async () => answer };
  return createPressButton(ports)({
    action: 'skip-approval',
    subject: (await house.newest()).id,
    member: person(by),
    source: `skip-${asked++}`,
    channel: 'C0OPS',
    locale: 'es',
    zone: null,
    reason,
  });
}

describe('from the card', () => {
  beforeEach(() => house.ask('scale', wish()));

  test('is offered while the request waits, and only where the file names somebody', async () => {
    expect(actions(await card())).toEqual(['approve', 'reject', 'cancel', 'skip-approval']);
    for (const nobody of [
      { ...GLASS, enabled: false },
      { ...GLASS, users: [] },
    ])
      expect(actions(await card(nobody))).toEqual(['approve', 'reject', 'cancel']);
    await house.vote('approve', 'U0BRUNO');
    expect(actions(await card())).not.toContain('skip-approval');
  });

  test('asks for a reason, offers with it, and runs only after the second confirmation', async () => {
    const click = await skip('U0OMAR');
    expect([keyOf(click.summary), click.asks]).toEqual(['glass.ask', 'reason']);
    const { id } = await house.newest();
    expect(await house.store.breakGlass.get(id)).toBeNull();
    const offered = await skip('U0OMAR', WHY);
    expect([keyOf(offered.summary), offered.asks]).toEqual(['glass.offer', 'confirmation']);
    expect((await house.newest()).state).toBe('pending');
    expect(await confirm('U0OMAR')).toBe('glass.you');
    expect((await house.newest()).decidedBy).toEqual(['U0OMAR']);
    expect(house.said().some(({ text }) => text.includes('No se esperó a'))).toBe(true);
  });

  test.each([
    'dice "caída" & nadie <contesta>',
    'producción\\',
    '«nadie» contesta `hoy` --level x',
    '<@U0BRUNO> no contesta',
  ])('keeps the reason %s as it was written', async (why) => {
    await skip('U0OMAR', why);
    expect(await house.store.breakGlass.get((await house.newest()).id)).toMatchObject({ reason: why });
  });

  test.each([
    ['an approver who is not named', 'U0GRACE', WHY, 'glass.refused.person'],
    ['a viewer', 'U0VERA', WHY, 'grammar.not-approver'],
    ['too short a reason', 'U0OMAR', 'ya', 'glass.refused.reason'],
    ['the word that confirms, before anything was offered', 'U0OMAR', 'confirm', 'glass.refused.none'],
  ])('is refused to %s, and nothing is kept', async (_, by, why, key) => {
    expect(keyOf((await skip(by, why)).summary)).toBe(key);
    expect(await house.store.breakGlass.get((await house.newest()).id)).toBeNull();
  });

  test.each(['U0GRACE', 'U0VERA'])('is not even asked of %s, who is not named', async (by) => {
    const click = await skip(by);
    expect([keyOf(click.summary), click.asks, click.refused]).toEqual([
      'glass.refused.person',
      undefined,
      true,
    ]);
  });

  test('what the store says counts, whatever an open modal still shows', async () => {
    await skip('U0OMAR', WHY);
    await skip('U0ANA', 'otra persona, otro motivo');
    expect(await confirm('U0OMAR')).toBe('glass.refused.other');
    await house.vote('approve', 'U0BRUNO');
    expect(await confirm('U0ANA')).toBe('operation.already.approved');
    expect(keyOf((await skip('U0OMAR', WHY)).summary)).toBe('operation.already.approved');
    expect(keyOf((await skip('U0OMAR')).summary)).toBe('operation.already.approved');
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
