import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CHANGES } from '../../src/app-changes.ts';
import { incidentCard } from '../../src/core/cards/incident-card.ts';
import type { Environment } from '../../src/core/environment.ts';
import { say } from '../../src/core/sentence.ts';
import { end } from '../../src/flows/save-operation.ts';
import { readers, textOf } from '../commands/builders.ts';
import { PRODUCTION } from '../core/alarm-fixtures.ts';
import { shippedGuide } from '../guide/shipped-guide.ts';
import { type AfterHouse, openAfterHouse, rollbackOf } from './after-house.ts';

const MINUTE = 60_000;
let house: AfterHouse;
beforeEach(async () => {
  house = await openAfterHouse();
});
afterEach(() => house.close());

const alarmIn = (state: string) => ({
  alarms: {
    open: async () => [],
    alarm: async (_: Environment, name: string) => ({ name, arn: 'a', state, reason: null, updatedAt: null }),
  },
});
const targets = (...states: string[]) => ({
  targets: {
    health: async () => states.map((state, at) => ({ id: `${at}`, state, reason: null, description: null })),
  },
});

async function ended(msAgo: number): Promise<void> {
  await house.store.operations.insert(rollbackOf(msAgo), 'source');
  await house.store.followUps.want('verify', 'op-rollback01', 0);
}

async function card(locale: 'es' | 'en' = 'en'): Promise<string> {
  const incident = await house.incident();
  return textOf(incidentCard({ incident, guide: shippedGuide().guide, environment: PRODUCTION }), locale);
}

describe('after a fix from the card', () => {
  it('the incident says that it has helped when the alarm is OK and the tasks are healthy', async () => {
    await ended(20_000);
    await house.verify({ ...alarmIn('OK'), ...targets('healthy', 'healthy', 'draining') });
    expect((await house.incident()).verification).toMatchObject({
      operation: 'op-rollback01',
      verified: true,
    });
    expect(await card()).toContain(
      '[ok] *Verified* after op-rollback01: the alarm is OK again; 2 of 2 tasks healthy at the load balancer',
    );
    expect(await card('es')).toContain('*Verificado* después de op-rollback01');
    expect(await house.events()).toContain('fix-verified');
    const version = (await house.incident()).version - 1;
    expect(await house.store.messages.get(`note:inc-one:${version + 1}`)).not.toBeNull();
    expect(await house.verify(alarmIn('OK'))).toBe(0);
  });

  it.each([
    ['the alarm still fires', alarmIn('ALARM'), targets('healthy')],
    ['the alarm has no data', alarmIn('INSUFFICIENT_DATA'), targets('healthy')],
    ['a task is not healthy yet', alarmIn('OK'), targets('healthy', 'initial')],
  ])('it waits while %s', async (_, alarm, tasks) => {
    await ended(20_000);
    await house.verify({ ...alarm, ...tasks });
    expect((await house.incident()).verification ?? null).toBeNull();
    expect(await house.verify(alarmIn('OK'))).toBe(0);
  });

  it.each([
    ['the alarm is still firing; 1 of 2 tasks healthy', alarmIn('ALARM'), targets('healthy', 'unhealthy')],
    ['the alarm is OK again; 0 of 1 task healthy', alarmIn('OK'), targets('unhealthy')],
    ['the alarm has no data', alarmIn('INSUFFICIENT_DATA'), targets('healthy')],
  ])('after five minutes it says that it has not: %s', async (words, alarm, tasks) => {
    await ended(5 * MINUTE + 1_000);
    await house.verify({ ...alarm, ...tasks });
    expect(await card()).toContain(`[warning] *Not verified* 5 min after op-rollback01: ${words}`);
    expect(await house.events()).toContain('fix-not-verified');
  });

  it('what cannot be read is never taken for well', async () => {
    await ended(6 * MINUTE);
    const { ecs } = readers();
    const fail = () => Promise.reject(Object.assign(new Error(), {}));
    await house.verify({ ...alarmIn('OK'), ecs: { ...ecs, service: fail } });
    expect((await house.incident()).verification ?? null).toBeNull();
    expect(house.logged).toEqual(['a fix could not be verified']);
  });

  it('an alarm that was deleted is said as such', async () => {
    await ended(6 * MINUTE);
    await house.verify({ alarms: { open: async () => [], alarm: async () => null } });
    expect(await card()).toContain('the alarm is no longer there');
  });
});

describe('the check is wanted', () => {
  const outcome = { text: say('execute.stale'), details: [], lines: [], entry: null };
  const ports = () => ({ store: house.store, changes: CHANGES, channel: 'C0OPS', nudge: () => undefined });
  const due = () => house.store.followUps.claim('verify', 'two', 1_000, 10);

  it('in the same transaction as the end of a change that came from a card', async () => {
    const running = rollbackOf(0, { state: 'executing', endedAt: null });
    await house.store.operations.insert(running, 'source');
    await end(ports(), running, 'succeeded', outcome);
    expect(await due()).toMatchObject([{ subject: running.id }]);
  });

  it('not for one that failed, and not for one that nobody started from a card', async () => {
    const failing = rollbackOf(0, { state: 'executing', endedAt: null });
    await house.store.operations.insert(failing, 'source');
    await end(ports(), failing, 'failed', outcome);
    const other = rollbackOf(0, { id: 'op-other00001', state: 'executing', endedAt: null, incident: null });
    await house.store.operations.insert(other, 'other');
    await end(ports(), other, 'succeeded', outcome);
    expect(await due()).toEqual([]);
  });
});

it('a verification is no news any more when the alarm has fired again since', async () => {
  await ended(20_000);
  await house.verify({ ...alarmIn('OK'), ...targets('healthy') });
  const current = await house.incident();
  const later = { ...current.alarm!, changedAt: Date.now() + 1_000 };
  await house.store.incidents.save({ ...current, alarm: later, version: current.version + 1 });
  expect(await card()).not.toContain('Verified');
});
