import { describe, expect, it } from 'vitest';
import type { Incident } from '../../src/core/incident.ts';
import { sampleIncident } from '../store/samples.ts';
import { environment, harness, NOW, readers, textOf } from './builders.ts';

const ID = 'inc-7kq2m9xd4t';
const incident = (over: Partial<Incident> = {}) =>
  sampleIncident({ id: ID, openedAt: NOW - 600_000, raw: [], ...over });
const house = (...found: readonly Incident[]) =>
  harness({
    environments: [environment(), environment('staging')],
    readers: readers({
      incidents: async (wanted) =>
        found.filter((each) => wanted === null || each.environment === wanted.name),
      incident: async (id) => found.find((each) => each.id === id) ?? null,
    }),
  });

describe('acting on an incident', () => {
  it.each([
    [`ack ${ID}`, { action: 'acknowledge', note: null }],
    [`ack ${ID} looking at the pool`, { action: 'acknowledge', note: 'looking at the pool' }],
    [`take ${ID}`, { action: 'take', to: null }],
    [`take ${ID} --to <@U0ANA|ana>`, { action: 'take', to: 'U0ANA' }],
    [`silence ${ID}`, { action: 'silence', ms: 7_200_000 }],
    [`silence ${ID} 1h30m`, { action: 'silence', ms: 5_400_000 }],
    [`resolve ${ID} known fault`, { action: 'resolve', note: 'known fault' }],
    [`incident ${ID} reopen`, { action: 'reopen' }],
  ])('%s', async (line, act) => {
    const bot = house();
    expect(textOf(await bot.run(line))).toContain('hecho');
    expect(bot.acts).toEqual([{ incident: ID, act, by: { user: 'U0OPERATOR', team: 'T0HYDROUS' } }]);
  });

  it.each([
    ['ack', 'ack ID'],
    ['ack nothing', 'nothing'],
    [`silence ${ID} two`, 'two'],
    [`silence ${ID} 0m`, `silence ${ID} 2h`],
    [`silence ${ID} 2h 3h`, '3h'],
    [`incident ${ID} close`, `incident ${ID} reopen`],
  ])('%s is refused with what to type', async (line, part) => {
    const bot = house();
    expect(textOf(await bot.run(line), 'en')).toContain(part);
    expect(bot.acts).toEqual([]);
  });

  it.each([`ack ${ID}`, `take ${ID}`, `silence ${ID}`, `resolve ${ID}`, `incident ${ID} reopen`])(
    '%s needs more than the right to read',
    async (line) => {
      const bot = house();
      await bot.run(line, { member: { user: 'U0VIEWER', team: 'T0HYDROUS' } });
      expect(bot.acts).toEqual([]);
      expect(bot.refused).toEqual([{ at: 'permission', verb: line.split(' ')[0] }]);
      await bot.run(line, { member: { user: 'U0APPROVER', team: 'T0HYDROUS' } });
      expect(bot.acts).toHaveLength(1);
    },
  );
});

describe('looking at incidents', () => {
  const silence = { by: 'U0ANA', at: NOW, until: NOW + 60_000 };
  const some = [
    incident(),
    incident({ id: 'inc-bbbb', state: 'acknowledged', acknowledged: { by: 'U0ANA', at: NOW } }),
    incident({ id: 'inc-cccc', silence }),
    incident({ id: 'inc-dddd', state: 'resolved', resolvedAt: NOW, environment: 'staging' }),
  ];

  it('the open ones come with who has them, the last resolved ones below', async () => {
    const text = textOf(await house(...some).run('incidents'), 'en');
    expect(text).toContain('3 open incidents');
    expect(text).toMatch(/inc-bbbb.*with @U0ANA/);
    expect(text).toMatch(/inc-cccc.*silent until/);
    expect(text.indexOf('Resolved lately')).toBeLessThan(text.indexOf('inc-dddd'));
  });

  it('of one environment only those, and a wrong name is told', async () => {
    const text = textOf(await house(...some).run('incidents staging'), 'en');
    expect(text).toContain('No incident is open');
    expect(text).not.toContain('inc-bbbb');
    expect(textOf(await house().run('incidents stagin'), 'en')).toContain('incidents staging');
  });

  it('one of them is shown as its card is', async () => {
    const document = await house(...some).run(`incident ${ID}`);
    expect(textOf(document, 'en')).toContain(ID);
    expect(document.pieces.some(({ piece }) => piece === 'buttons')).toBe(true);
    expect(textOf(await house().run(`incident ${ID}`), 'en')).toContain(`There is no incident ${ID}`);
  });
});
