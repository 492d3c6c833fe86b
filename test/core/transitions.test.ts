import { describe, expect, it } from 'vitest';
import { applyAlarm } from '../../src/core/apply-alarm.ts';
import type { Incident } from '../../src/core/incident.ts';
import type { Signal } from '../../src/core/signal.ts';
import { reasonFor, type Standing, standingIn, TRANSITIONS } from '../../src/core/transitions.ts';
import { metricAlarm, PUBLISHED } from './alarm-fixtures.ts';

const MINUTE = 60_000;
const signal = (change: Partial<Signal> = {}): Signal => ({
  fingerprint: 'f',
  kind: 'alarm',
  name: 'hydrous-5xx',
  state: 'ALARM',
  trusted: true,
  changedAt: PUBLISHED,
  firedAt: PUBLISHED,
  fired: 1,
  rank: 7,
  ...change,
});
const later = (state: Signal['state'], trusted = true) => ({ state, trusted, changedAt: PUBLISHED + MINUTE });

describe('the table', () => {
  it('has an answer for every standing and everything that can be said', () => {
    const standings = Object.keys(TRANSITIONS) as Standing[];
    expect(standings).toHaveLength(8);
    for (const standing of standings)
      for (const state of ['ALARM', 'OK', 'INSUFFICIENT_DATA'] as const)
        expect(reasonFor(standing, null, later(state), 0)).toMatch(/^[a-z-]+$/);
  });

  it.each([
    ['a signal that the incident has not heard of joins it', null, later('ALARM'), 1, 'joined'],
    ['one that is well does not', null, later('OK'), 1, 'silent'],
    ['the last one that is over ends it', signal(), later('OK'), 0, 'resolved'],
    ['one of several eases it', signal(), later('OK'), 2, 'eased'],
    ['one that was over and fires again worsens it', signal({ state: 'OK' }), later('ALARM'), 1, 'worsened'],
    ['an OK without data is no end', signal(), later('OK', false), 0, 'recovered-without-data'],
    ['nor is it one twice', signal({ state: 'OK', trusted: false }), later('OK', false), 0, 'unchanged'],
    ['until data says so', signal({ state: 'OK', trusted: false }), later('OK'), 0, 'resolved'],
    ['no data keeps it open', signal(), later('INSUFFICIENT_DATA'), 0, 'no-data'],
  ] as const)('%s', (_, known, news, others, reason) => {
    expect(reasonFor(standingIn(known), known, news, others)).toBe(reason);
  });

  it('what is older changes nothing, whatever it says', () => {
    for (const state of ['ALARM', 'OK', 'INSUFFICIENT_DATA'] as const) {
      const old = { state, trusted: true, changedAt: PUBLISHED - 1 };
      expect(reasonFor(standingIn(signal()), signal(), old, 0)).toBe('older');
    }
  });
});

describe('an incident of several signals', () => {
  const context = { now: PUBLISHED, id: 'inc-1', fingerprint: 'f', environment: 'production', reopenMs: 0 };
  const open = applyAlarm(null, metricAlarm(), context).incident as Incident;

  it('stays open, acknowledged and as it was fired when another one joins, and is looked at again', () => {
    const mine: Incident = { ...open, state: 'acknowledged', investigateAt: null };
    const joining = { ...context, fingerprint: 'g', signal: null, others: 1, now: PUBLISHED + MINUTE };
    const other = metricAlarm({ name: 'other', changedAt: PUBLISHED + MINUTE });
    const { incident, reason } = applyAlarm(mine, other, joining);
    expect(reason).toBe('joined');
    expect(incident).toMatchObject({ state: 'acknowledged', fired: 1, investigateAt: PUBLISHED + MINUTE });
  });

  it('is taken up again by a silenced alarm however long ago it ended', () => {
    const ended: Incident = { ...open, state: 'resolved', resolvedAt: PUBLISHED };
    const again = metricAlarm({ changedAt: PUBLISHED + 300 * MINUTE });
    const at = { ...context, now: PUBLISHED + 300 * MINUTE, signal: signal({ state: 'OK' }) };
    expect(applyAlarm(ended, again, at).reason).toBe('opened');
    expect(applyAlarm(ended, again, { ...at, silenced: true }).reason).toBe('reopened');
  });
});
