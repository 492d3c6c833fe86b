/** The alarm that exists only to be fired on purpose, so that no real one has to be. */
import type { Environment } from './environment.ts';

/** Namespace of its metric, which nobody ever writes. */
export const TEST_NAMESPACE = 'Hydrous/Test';
export const TEST_METRIC = 'TestAlarm';
export const TEST_DESCRIPTION =
  'Fired on purpose by `/hydrous alarms test`, to see that alarms reach Slack. Nobody writes its metric.';
export const TEST_REASON = 'Hydrous: test of the way of alarms';

/** By these the notification is known as one of this environment's. */
export function testAlarmDimensions(environment: Environment): Readonly<Record<string, string>> {
  return { ClusterName: environment.cluster, ServiceName: environment.service };
}

export function testAlarmName({ name }: Environment): string {
  return `hydrous-test-${name}`;
}

export function isTestAlarm(alarm: { readonly metric: { readonly namespace: string } | null }): boolean {
  return alarm.metric?.namespace === TEST_NAMESPACE;
}
