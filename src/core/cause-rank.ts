/** How much of a cause something is: 0 is the root of most others, 9 is a symptom of anything. Cause before symptom. */
import type { MetricAlarm, NotificationContent } from './alarm.ts';
import { type ServiceEvent, tellsDatabaseDown } from './service-event.ts';

export const SYMPTOMS_FROM = 3;
const UNKNOWN = 9;

/** By namespace and metric; the first that fits. */
const METRICS: readonly (readonly [namespace: RegExp, metric: RegExp, rank: number])[] = [
  [/^AWS\/(?:RDS|ElastiCache)$/, /./, 1],
  [/^(?:AWS\/ECS|ECS\/ContainerInsights)$/, /CPU|Cpu|Memory/, 4],
  [/^(?:AWS\/ECS|ECS\/ContainerInsights)$/, /./, 5],
  [/^AWS\/ApplicationELB$/, /HealthyHost|UnHealthyHost/, 6],
  [/^AWS\/ApplicationELB$/, /5XX/, 7],
  [/^AWS\/ApplicationELB$/, /./, 8],
];

export function causeRank(content: NotificationContent): number {
  switch (content.kind) {
    case 'metric-alarm':
      return alarmRank(content);
    case 'ecs-event':
    case 'rds-event':
      return eventRank(content);
    case 'unrecognised':
      return UNKNOWN;
  }
}

function alarmRank({ metric }: MetricAlarm): number {
  if (metric === null) return UNKNOWN;
  return (
    METRICS.find(([space, name]) => space.test(metric.namespace) && name.test(metric.name))?.[2] ?? UNKNOWN
  );
}

function eventRank(event: ServiceEvent): number {
  if (event.kind === 'rds-event') return tellsDatabaseDown(event) ? 0 : 1;
  return event.about === 'deployment' ? 2 : 3;
}
