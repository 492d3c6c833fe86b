import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MetricAlarm } from '../../src/core/alarm.ts';
import type { AlarmContext } from '../../src/core/apply-alarm.ts';
import { applyAlarm } from '../../src/core/apply-alarm.ts';
import { fingerprintOf } from '../../src/core/fingerprint.ts';
import type { Incident } from '../../src/core/incident.ts';
import { metricAlarm, PUBLISHED, TOPIC } from './alarm-fixtures.ts';

const MINUTE = 60_000;
const context = (now: number, change: Partial<AlarmContext> = {}): AlarmContext => ({
  now,
  id: `inc-${now}`,
  fingerprint: 'f',
  environment: 'production',
  reopenMs: 30 * MINUTE,
  ...change,
});
const at = (minutes: number, state: MetricAlarm['state'], change: Partial<MetricAlarm> = {}) =>
  metricAlarm({ state, changedAt: PUBLISHED + minutes * MINUTE, ...change });
const noData = { fromMissingData: true, datapoints: [] };

/** Applies alarms one after the other, each when it happens. */
function live(...alarms: readonly MetricAlarm[]) {
  let incident: Incident | null = null;
  const reasons: string[] = [];
  for (const alarm of alarms) {
    const applied = applyAlarm(incident, alarm, context(alarm.changedAt));
    reasons.push(applied.reason);
    incident = applied.incident ?? incident;
  }
  return { incident, reasons };
}

describe('the life of an incident', () => {
  it.each<[string, readonly MetricAlarm[], readonly string[]]>([
    ['an alarm opens and an OK ends it', [at(0, 'ALARM'), at(5, 'OK')], ['opened', 'resolved']],
    [
      'it fires again soon: the same incident',
      [at(0, 'ALARM'), at(5, 'OK'), at(20, 'ALARM')],
      ['opened', 'resolved', 'reopened'],
    ],
    [
      'it fires again late: another incident',
      [at(0, 'ALARM'), at(5, 'OK'), at(36, 'ALARM')],
      ['opened', 'resolved', 'opened'],
    ],
    [
      'the first states of a new alarm are silent',
      [at(0, 'INSUFFICIENT_DATA'), at(1, 'OK')],
      ['silent', 'silent'],
    ],
    ['no data keeps it open', [at(0, 'ALARM'), at(5, 'INSUFFICIENT_DATA')], ['opened', 'no-data']],
    [
      'and a second word of no data says nothing new',
      [at(0, 'ALARM'), at(5, 'INSUFFICIENT_DATA'), at(6, 'INSUFFICIENT_DATA')],
      ['opened', 'no-data', 'unchanged'],
    ],
    [
      'after no data it recovers',
      [at(0, 'ALARM'), at(5, 'INSUFFICIENT_DATA'), at(9, 'OK')],
      ['opened', 'no-data', 'resolved'],
    ],
    [
      'after no data it fires again',
      [at(0, 'ALARM'), at(5, 'INSUFFICIENT_DATA'), at(9, 'ALARM')],
      ['opened', 'no-data', 'worsened'],
    ],
    [
      'an OK without data is not trusted',
      [at(0, 'ALARM'), at(5, 'OK', noData)],
      ['opened', 'recovered-without-data'],
    ],
    [
      'nor twice',
      [at(0, 'ALARM'), at(5, 'OK', noData), at(6, 'OK', noData)],
      ['opened', 'recovered-without-data', 'unchanged'],
    ],
    [
      'until there is a datapoint',
      [at(0, 'ALARM'), at(5, 'OK', noData), at(6, 'OK')],
      ['opened', 'recovered-without-data', 'resolved'],
    ],
    ['ALARM on ALARM changes nothing', [at(0, 'ALARM'), at(3, 'ALARM')], ['opened', 'unchanged']],
    [
      'no data after the end is nothing',
      [at(0, 'ALARM'), at(3, 'OK'), at(4, 'INSUFFICIENT_DATA')],
      ['opened', 'resolved', 'unchanged'],
    ],
    [
      'the same news twice is one',
      [at(0, 'ALARM'), at(0, 'ALARM'), at(3, 'OK'), at(3, 'OK')],
      ['opened', 'unchanged', 'resolved', 'unchanged'],
    ],
  ])('%s', (_name, alarms, reasons) => {
    expect(live(...alarms).reasons).toEqual(reasons);
  });

  it('counts how often it fired and keeps its id', () => {
    const { incident } = live(at(0, 'ALARM'), at(5, 'OK'), at(10, 'ALARM'), at(15, 'OK'), at(20, 'ALARM'));
    expect(incident).toMatchObject({
      id: `inc-${PUBLISHED}`,
      fired: 3,
      state: 'open',
      version: 5,
      resolvedAt: null,
    });
  });

  it('keeps alarm state and incident state apart', () => {
    expect(live(at(0, 'ALARM'), at(5, 'INSUFFICIENT_DATA')).incident).toMatchObject({
      state: 'open',
      alarmState: 'INSUFFICIENT_DATA',
    });
    expect(live(at(0, 'ALARM'), at(5, 'OK', noData)).incident).toMatchObject({
      state: 'open',
      alarmState: 'OK',
    });
  });

  it('an older state that arrives late changes nothing', () => {
    const first = applyAlarm(null, at(0, 'ALARM'), context(PUBLISHED)).incident;
    const second = applyAlarm(first, at(5, 'OK'), context(PUBLISHED + 5 * MINUTE)).incident;
    const late = applyAlarm(second, at(3, 'ALARM'), context(PUBLISHED + 6 * MINUTE));
    expect(late).toEqual({ reason: 'older', incident: second });
  });

  it('wants an investigation when it opens, and none when it cannot make one', () => {
    expect(live(at(0, 'ALARM')).incident?.investigateAt).toBe(PUBLISHED);
    const elsewhere = applyAlarm(null, at(0, 'ALARM'), context(1, { environment: null })).incident;
    expect(elsewhere?.investigateAt).toBeNull();
    expect(applyAlarm(elsewhere, at(5, 'OK', noData), context(2)).incident?.state).toBe('resolved');
    expect(live(at(0, 'ALARM'), at(5, 'OK')).incident?.investigateAt).toBeNull();
  });

  it('ends in the newest state, in whatever order three states arrive', () => {
    const states = fc.shuffledSubarray([at(0, 'ALARM'), at(1, 'OK'), at(2, 'ALARM')], { minLength: 3 });
    fc.assert(
      fc.property(states, fc.array(fc.nat(2), { maxLength: 4 }), (order, again) => {
        let incident: Incident | null = null;
        for (const alarm of [...order, ...again.map((index) => order[index] as MetricAlarm)]) {
          incident = applyAlarm(incident, alarm, context(PUBLISHED + 3 * MINUTE)).incident ?? incident;
        }
        expect(incident).toMatchObject({ alarmState: 'ALARM', state: 'open' });
      }),
    );
  });
});

describe('a notification that is not recognised', () => {
  const text = (message: string) =>
    ({ kind: 'unrecognised', subject: 'Hi', text: message, at: PUBLISHED, topic: TOPIC }) as const;

  it('opens a plain incident with its text redacted and cut', () => {
    const { incident, reason } = applyAlarm(
      null,
      text(`password=${'hunter2'.repeat(3)}\u0007\n${'x'.repeat(20_000)}`),
      context(1),
    );
    expect(reason).toBe('opened');
    expect(incident?.raw[0]).toBe('password=***');
    expect(incident?.raw.join('\n').length).toBeLessThan(6_100);
    expect(incident).toMatchObject({ alarm: null, alarmState: null, investigateAt: null });
  });

  it('counts up when the same comes again', () => {
    const first = applyAlarm(null, text('a'), context(1)).incident;
    expect(applyAlarm(first, text('a'), context(2)).incident).toMatchObject({ fired: 2, version: 2 });
  });
});

it('tells alarms apart by ARN, else by region and name', () => {
  expect(fingerprintOf(metricAlarm())).toContain('arn:aws:cloudwatch');
  expect(fingerprintOf(metricAlarm({ arn: null, name: 'a' }))).toBe('alarm:us-east-1:a');
});
