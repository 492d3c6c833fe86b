/** Charts as CloudWatch itself draws them, or in their likeness. Source: CloudWatch API, "GetMetricWidgetImage: metric widget structure". */
import { GetMetricWidgetImageCommand } from '@aws-sdk/client-cloudwatch';
import type { Chart } from '../core/chart.ts';
import type { MetricQuery } from '../core/metric-query.ts';
import type { ChartReader } from '../core/ports/alarms.ts';
import type { Clock } from '../core/ports/ambient.ts';
import { isProblem, type Problem } from '../core/problem.ts';
import { odd } from './answer.ts';
import type { Caller } from './call.ts';
import type { Clients } from './clients.ts';
import { drawOwnChart } from './own-chart.ts';
import { callMissing } from './problems.ts';

const ACTION = 'cloudwatch:GetMetricWidgetImage';

/** Pixels: readable on a phone, and wide enough for three hours of minutes. */
const SIZE = { width: 900, height: 320 } as const;
const RED = '#d13212';
const GREY = '#687078';
/** Bytes. CloudWatch's own pictures of this size have about 30 KiB. */
const LARGEST = 1024 * 1024;
/** First bytes of every PNG. */
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** For how long a region that does not permit its pictures is not asked for another one, ms. */
const DENIED_MS = 10 * 60_000;

/** Where CloudWatch may not draw, or answers with something else, the bot draws the same queries itself. */
export function createChartReader(clients: Clients, caller: Caller, clock: Pick<Clock, 'now'>): ChartReader {
  /** By region. */
  const denials = new Map<string, { readonly problem: Problem; readonly until: number }>();

  function ask(region: string, chart: Chart): Promise<Uint8Array> {
    const { cloudwatch } = clients.of(region);
    const command = new GetMetricWidgetImageCommand({
      MetricWidget: JSON.stringify(widgetOf(chart, region)),
      OutputFormat: 'png',
    });
    return caller.read(
      ACTION,
      (options) => cloudwatch.send(command, options),
      ({ MetricWidgetImage: image }) => {
        if (!(image instanceof Uint8Array) || PNG.some((byte, at) => image[at] !== byte)) odd('a PNG');
        return image.length > LARGEST ? odd('a PNG of at most 1 MiB') : image;
      },
      callMissing(ACTION),
    );
  }

  /** The problem that counts when this fails as well is the one for which it is drawn here. */
  async function drawHere(region: string, chart: Chart, problem: Problem): Promise<Uint8Array> {
    try {
      return await drawOwnChart(clients, caller, region, chart, SIZE);
    } catch {
      denials.delete(region);
      throw problem;
    }
  }

  return {
    async draw({ region }, chart) {
      const denial = denials.get(region);
      if (denial !== undefined && clock.now() < denial.until) return drawHere(region, chart, denial.problem);
      try {
        return await ask(region, chart);
      } catch (error) {
        const isDenied = isProblem(error, 'not-permitted');
        if (!isDenied && !isProblem(error, 'odd-answer')) throw error;
        const bytes = await drawHere(region, chart, error);
        // Credentials that have expired are no denial of pictures: then the values were not to be had either.
        if (isDenied) denials.set(region, { problem: error, until: clock.now() + DENIED_MS });
        return bytes;
      }
    },
  };
}

/** The metric widget: the alarm's lines, its threshold across, deployments as upright lines. */
export function widgetOf(chart: Chart, region: string): object {
  const { threshold, marks } = chart;
  return {
    ...SIZE,
    region,
    title: chart.title,
    view: 'timeSeries',
    start: new Date(chart.from).toISOString(),
    end: new Date(chart.until).toISOString(),
    timezone: timezoneOf(chart.ahead ?? 0),
    metrics: chart.queries.map(lineOf),
    annotations: {
      ...(threshold === null ? {} : { horizontal: [{ ...threshold, color: RED }] }),
      ...(marks.length === 0
        ? {}
        : {
            vertical: marks.map(({ at, label }) => ({
              value: new Date(at).toISOString(),
              label,
              color: GREY,
            })),
          }),
    },
  };
}

/** `-0500`, as the widget wants it. */
function timezoneOf(ahead: number): string {
  const minutes = Math.round(Math.abs(ahead) / 60_000);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${ahead < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}${two(minutes % 60)}`;
}

/** `[namespace, name, dimension, value, …, {options}]`, or `[{expression, …}]`. */
function lineOf(query: MetricQuery): readonly unknown[] {
  const { id, expression, label, metric, period, account, shown, axis } = query;
  const options = {
    id,
    visible: shown,
    ...(label === null ? {} : { label }),
    ...(period === null ? {} : { period }),
    ...(account === null ? {} : { accountId: account }),
    ...(axis === undefined ? {} : { yAxis: axis }),
  };
  if (metric === null) return [{ expression, ...options }];
  const dimensions = Object.entries(metric.dimensions).flat();
  return [
    metric.namespace,
    metric.name,
    ...dimensions,
    { ...options, ...(metric.statistic === null ? {} : { stat: metric.statistic }) },
  ];
}
