import { afterEach, describe, expect, it } from 'vitest';
import { Problem } from '../../src/core/problem.ts';
import { say } from '../../src/core/sentence.ts';
import { TEST_METRIC, TEST_NAMESPACE } from '../../src/core/test-alarm.ts';
import { metricAlarm } from '../core/alarm-fixtures.ts';
import { type AfterHouse, openAfterHouse } from './after-house.ts';

let house: AfterHouse;
afterEach(() => house.close());

const problem = (kind: 'not-permitted' | 'throttled') => () =>
  Promise.reject(new Problem(kind, say('slack.unreachable'), 'as the test says'));

describe('the chart of an incident', () => {
  it('is drawn, uploaded with its words, and kept with the incident', async () => {
    house = await openAfterHouse();
    expect(await house.charts()).toBe(1);
    expect((await house.incident()).chart).toMatchObject({ file: 'F0CHART001', threshold: '< 2', marks: [] });
    expect(house.uploads).toMatchObject([{ name: 'inc-one.png', alt: { say: 'after.chart' } }]);
    expect(await house.charts()).toBe(0);
  });

  it('asks for the card again, since the card went out without it', async () => {
    house = await openAfterHouse();
    const before = (await house.store.messages.get('incident:inc-one'))?.wanted ?? 0;
    await house.charts();
    expect((await house.store.messages.get('incident:inc-one'))?.wanted).toBe(before + 1);
  });

  it('is drawn without deployments where they may not be read', async () => {
    house = await openAfterHouse();
    await house.charts({ history: { recent: problem('not-permitted'), describe: problem('not-permitted') } });
    expect((await house.incident()).chart).toMatchObject({ file: 'F0CHART001' });
  });

  it('is tried again later when AWS or Slack are short of breath', async () => {
    house = await openAfterHouse();
    await house.charts({}, problem('throttled'));
    expect((await house.incident()).chart ?? null).toBeNull();
    expect(house.logged).toEqual(['a chart could not be made']);
    expect(await house.charts()).toBe(0);
    await house.store.followUps.want('chart', 'inc-one', 0);
    await house.charts();
    expect((await house.incident()).chart).toMatchObject({ file: 'F0CHART001' });
  });

  it('is not asked for again where it is not permitted', async () => {
    house = await openAfterHouse();
    await house.charts({ charts: { draw: problem('not-permitted') } });
    expect(await house.store.followUps.claim('chart', 'two', 1_000, 10)).toEqual([]);
  });

  it('is saved on top of what happened while it was drawn', async () => {
    house = await openAfterHouse();
    await house.charts({}, async () => {
      const current = await house.incident();
      await house.store.incidents.save({ ...current, fired: 7, version: current.version + 1 });
      return 'F0CHART002';
    });
    expect(await house.incident()).toMatchObject({ fired: 7, chart: { file: 'F0CHART002' } });
  });

  it.each([
    ['of no environment', { environment: null }],
    ['without an alarm', { alarm: null }],
    [
      'of the test alarm',
      {
        alarm: metricAlarm({
          metric: { namespace: TEST_NAMESPACE, name: TEST_METRIC, dimensions: {}, statistic: null },
        }),
      },
    ],
  ])('is not wanted for an incident %s', async (_, over) => {
    house = await openAfterHouse(over);
    expect(await house.charts()).toBe(0);
  });
});
