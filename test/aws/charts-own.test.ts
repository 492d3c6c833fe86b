/** Charts where CloudWatch may not draw them: asked over HTTP of the simulated AWS, drawn by the bot, read back as pixels. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { awsEnvironment } from '../../sandbox/aws/environment.ts';
import { type SimulatedAws, startAws } from '../../sandbox/aws/server.ts';
import { type Aws, createAws } from '../../src/aws/aws.ts';
import type { Chart } from '../../src/core/chart.ts';
import { colours, sizeOf } from '../png-colours.ts';
import { clock, environment, silent } from './fake-aws.ts';

const LINE = '1f77b4';
const SECOND = 'ff7f0e';
const THRESHOLD = 'd62728';
const MARK = '687078';
const DRAW = 'cloudwatch.GetMetricWidgetImage';
const READ = 'cloudwatch.GetMetricData';

let simulated: SimulatedAws;
let client: Aws;
/** ms by which the bot's clock is ahead of the machine's. */
let later = 0;
beforeAll(async () => {
  simulated = await startAws({ speed: 20 });
  for (const name of Object.keys(process.env).filter((each) => each.startsWith('AWS_')))
    delete process.env[name];
  Object.assign(process.env, awsEnvironment(simulated.url));
});
beforeEach(() => {
  later = 0;
  simulated.calls.clear();
  client = createAws({ clock: { ...clock, now: () => Date.now() + later }, log: silent });
});
afterEach(() => {
  simulated.faults.clear();
  client.close();
});
afterAll(() => simulated.close());

const refuse = (call: string, name = 'AccessDeniedException') =>
  simulated.faults.set(call, { kind: 'error', name, status: 403, message: 'not allowed' });
const asked = (call: string) =>
  simulated.calls.entries.filter(({ service, operation }) => `${service}.${operation}` === call).length;

function plainAlarm(): Chart {
  const until = Date.now();
  return {
    title: 'hydrous-cpu-high',
    queries: [
      {
        id: 'm1',
        expression: null,
        label: null,
        metric: {
          namespace: 'AWS/ECS',
          name: 'CPUUtilization',
          dimensions: { ClusterName: 'hydrous', ServiceName: 'hydrous-production' },
          statistic: 'Average',
        },
        period: 60,
        account: null,
        shown: true,
      },
    ],
    threshold: { value: 80, label: '≥ 80 %' },
    marks: [{ at: until - 3_600_000, label: 'hydrous:43' }],
    from: until - 3 * 3_600_000,
    until,
    ahead: -5 * 3_600_000,
  };
}

function mathAlarm(): Chart {
  const plain = plainAlarm();
  const [m1] = plain.queries;
  const twice = { ...m1!, id: 'e1', expression: 'm1 * 2', label: 'twice', metric: null, period: null };
  return { ...plain, queries: [{ ...m1!, shown: false }, twice] };
}

describe('a chart that CloudWatch may not draw', () => {
  it.each([
    ['of a plain alarm', plainAlarm],
    ['of an expression over metrics', mathAlarm],
  ])('%s is drawn from the same queries, with threshold and deployment', async (_, chartOf) => {
    refuse(DRAW);
    const png = await client.charts.draw(environment, chartOf());
    expect(sizeOf(png)).toEqual({ width: 900, height: 320 });
    const found = colours(png);
    expect(found.get(LINE)).toBeGreaterThan(800);
    expect(found.get(THRESHOLD)).toBeGreaterThan(400);
    expect(found.get(MARK)).toBeGreaterThan(100);
    // One line: what only feeds the expression is not drawn.
    expect(found.get(SECOND)).toBeUndefined();
  });

  it('is asked for as the metrics and expressions that the widget had', async () => {
    refuse(DRAW);
    const sent: unknown[] = [];
    simulated.faults.before(READ, ({ input }) => void sent.push(input['MetricDataQueries']));
    await client.charts.draw(environment, mathAlarm());
    const Metric = { Namespace: 'AWS/ECS', MetricName: 'CPUUtilization' };
    expect(sent).toMatchObject([
      [
        { Id: 'm1', ReturnData: false, MetricStat: { Metric, Period: 60, Stat: 'Average' } },
        { Id: 'e1', ReturnData: true, Expression: 'm1 * 2', Label: 'twice' },
      ],
    ]);
  });

  it('has a second scale for what is measured otherwise, and the times of who looks', async () => {
    refuse(DRAW);
    const chart = plainAlarm();
    // The same values each time, so that two pictures differ only by how they are drawn.
    const Timestamps = [0, 1, 2].map((hour) => new Date(chart.from + hour * 3_600_000));
    const MetricDataResults = ['m1', 'm2'].map((Id, at) => ({
      Id,
      Label: Id,
      Timestamps,
      Values: [1, 3, 2].map((value) => value * (at + 1)),
    }));
    simulated.faults.set(READ, { kind: 'answer', output: () => ({ MetricDataResults }) });
    const [m1] = chart.queries;
    const draw = async (axis: object, ahead = 0) =>
      Buffer.from(
        await client.charts.draw(environment, {
          ...chart,
          threshold: null,
          ahead,
          queries: [m1!, { ...m1!, id: 'm2', ...axis }],
        }),
      );
    const plain = await draw({});
    expect(colours(plain).get(LINE)).toBeGreaterThan(800);
    expect(colours(plain).get(SECOND)).toBeGreaterThan(800);
    expect(plain.equals(await draw({}))).toBe(true);
    expect(plain.equals(await draw({ axis: 'right' }))).toBe(false);
    expect(plain.equals(await draw({}, -5 * 3_600_000))).toBe(false);
  });

  it('is a chart all the same where there is nothing to draw', async () => {
    refuse(DRAW);
    const chart = plainAlarm();
    const [m1] = chart.queries;
    const nothing = { ...chart, queries: [{ ...m1!, metric: { ...m1!.metric!, name: 'Nothing' } }] };
    const found = colours(await client.charts.draw(environment, nothing));
    expect(found.get(THRESHOLD)).toBeGreaterThan(400);
    // Its name in the legend.
    expect(found.get(LINE)).toBeLessThan(200);
  });
});

describe('whether CloudWatch is asked', () => {
  it('it is not, for ten minutes after it did not permit a picture', async () => {
    refuse(DRAW);
    await client.charts.draw(environment, plainAlarm());
    await client.charts.draw(environment, plainAlarm());
    expect([asked(DRAW), asked(READ)]).toEqual([1, 2]);
    await client.charts.draw({ ...environment, region: 'eu-west-1' }, plainAlarm());
    expect(asked(DRAW)).toBe(2);
    simulated.faults.clear();
    later = 11 * 60_000;
    await client.charts.draw(environment, plainAlarm());
    expect([asked(DRAW), asked(READ)]).toEqual([3, 3]);
  });

  it('it is again after an odd answer, which is no denial', async () => {
    simulated.faults.set(DRAW, { kind: 'empty' }, { times: 1 });
    expect(sizeOf(await client.charts.draw(environment, plainAlarm())).width).toBe(900);
    await client.charts.draw(environment, plainAlarm());
    expect([asked(DRAW), asked(READ)]).toEqual([2, 1]);
  });

  it('and when the values are denied as well, the first denial is told, and not remembered', async () => {
    refuse(DRAW, 'UnauthorizedOperation');
    refuse(READ);
    for (const times of [1, 2]) {
      await expect(client.charts.draw(environment, plainAlarm())).rejects.toMatchObject({
        kind: 'not-permitted',
        message: expect.stringContaining('cloudwatch:GetMetricWidgetImage'),
      });
      expect([asked(DRAW), asked(READ)]).toEqual([times, times]);
    }
  });

  it('nothing is drawn here when CloudWatch refuses the chart itself', async () => {
    refuse(DRAW, 'InvalidParameterValue');
    await expect(client.charts.draw(environment, plainAlarm())).rejects.toMatchObject({ kind: 'refused' });
    expect(asked(READ)).toBe(0);
  });
});
