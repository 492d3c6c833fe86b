import * as cw from '@aws-sdk/client-cloudwatch';
import { type ChartLine, drawChart } from '../../src/aws/picture/line-chart.ts';
import type { Alarms } from './alarms.ts';
import { answerQueries } from './metric-handlers.ts';
import type { MetricStore } from './metrics.ts';
import { readWidget, type Widget } from './widget.ts';
import type { Handlers } from './wire/handlers.ts';

export function widgetHandlers(alarms: Alarms, metrics: MetricStore, now: () => number) {
  return {
    GetMetricWidgetImage(input) {
      if (input.OutputFormat !== undefined && input.OutputFormat !== 'png') {
        throw new cw.InvalidParameterValueException({
          message: `OutputFormat ${input.OutputFormat} is not one of png`,
          $metadata: {},
        });
      }
      let widget: Widget;
      try {
        widget = readWidget(input.MetricWidget ?? '', now(), (name) => alarms.all.get(name) ?? null);
      } catch (thrown) {
        const reason = thrown instanceof Error ? thrown.message : String(thrown);
        throw new cw.InvalidParameterValueException({ message: `MetricWidget: ${reason}`, $metadata: {} });
      }
      return { MetricWidgetImage: drawChart({ ...widget, lines: linesOf(metrics, widget) }) };
    },
  } satisfies Handlers<typeof cw>;
}

function linesOf(metrics: MetricStore, { queries, from, until }: Widget): readonly ChartLine[] {
  const answers = answerQueries(metrics, queries, from, until);
  return queries.flatMap((query) => {
    const label = query.Label ?? query.MetricStat?.Metric?.MetricName ?? query.Id ?? '';
    return (answers.get(query.Id ?? '') ?? []).map((series) => ({ label, points: [...series] }));
  });
}
