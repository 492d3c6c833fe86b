import type * as cw from '@aws-sdk/client-cloudwatch';
import { alarmHandlers } from './alarm-handlers.ts';
import type { Alarms } from './alarms.ts';
import { widgetHandlers } from './chart-handlers.ts';
import type { Place } from './ids.ts';
import { metricHandlers } from './metric-handlers.ts';
import type { MetricStore } from './metrics.ts';
import type { Handlers } from './wire/handlers.ts';

export function cloudwatchHandlers(place: Place, alarms: Alarms, metrics: MetricStore, now: () => number) {
  return {
    ...alarmHandlers(place, alarms),
    ...metricHandlers(metrics),
    ...widgetHandlers(alarms, metrics, now),
  } satisfies Handlers<typeof cw>;
}
