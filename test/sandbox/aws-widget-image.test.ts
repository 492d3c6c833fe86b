import { CloudWatchClient, GetMetricWidgetImageCommand } from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SimulatedAws } from '../../sandbox/aws/server.ts';
import { colours } from '../png-colours.ts';
import { settingsFor, startStepped } from './aws-house.ts';

let aws: SimulatedAws;
let cloudwatch: CloudWatchClient;

beforeAll(async () => {
  aws = await startStepped();
  cloudwatch = new CloudWatchClient(settingsFor(aws));
});
afterAll(() => aws.close());

describe('GetMetricWidgetImage', () => {
  const image = async (widget: object | string) => {
    const MetricWidget = typeof widget === 'string' ? widget : JSON.stringify(widget);
    return Buffer.from(
      (await cloudwatch.send(new GetMetricWidgetImageCommand({ MetricWidget }))).MetricWidgetImage!,
    );
  };

  const line = '1f77b4';
  const level = 'd62728';

  test('draws the line and the threshold', async () => {
    const cpu = ['AWS/ECS', 'CPUUtilization', 'ClusterName', 'hydrous', 'ServiceName', 'hydrous-production'];
    const widget = { title: 'CPU', width: 600, height: 300, period: 60, metrics: [cpu] };
    const without = colours(await image(widget));
    expect(without.get(line)).toBeGreaterThan(400);
    expect(without.get(level)).toBeUndefined();
    const horizontal = [{ label: 'threshold', value: 80 }];
    const drawn = colours(await image({ ...widget, annotations: { horizontal } }));
    expect(drawn.get(level)).toBeGreaterThan(300);
  });

  test('takes its metric from an alarm, and expressions and rows that repeat', async () => {
    const alarms = ['arn:aws:cloudwatch:us-east-1:123456789012:alarm:hydrous-cpu-high'];
    const drawn = colours(await image({ annotations: { alarms } }));
    expect(drawn.get(line)).toBeGreaterThan(300);
    expect(drawn.get(level)).toBeGreaterThan(300);
    const metrics = [
      [
        'AWS/ECS',
        'CPUUtilization',
        'ClusterName',
        'hydrous',
        'ServiceName',
        'hydrous-production',
        { id: 'm1' },
      ],
      ['.', 'MemoryUtilization', '.', '.', '.', '.'],
      [{ expression: 'm1 / 2', label: 'half' }],
    ];
    const three = colours(await image({ metrics, start: '-PT1H', period: 60 }));
    for (const colour of ['1f77b4', 'ff7f0e', '2ca02c']) expect(three.get(colour)).toBeGreaterThan(300);
  });

  test.each(['{', '{"metrics":[]}', '{"metrics":[["A","B"]],"start":"yesterday"}'])(
    'refuses %s',
    async (widget) => {
      await expect(image(widget)).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
    },
  );
});
