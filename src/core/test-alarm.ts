/** The alarm that exists only to be fired on purpose, so that no real one has to be. */
import type { Environment } from './environment.ts';

/** Namespace of its metric, which nobody ever writes. */
export const TEST_NAMESPACE = 'Hydrous/Test';
export const TEST_METRIC = 'TestAlarm';

export function testAlarmName({ name }: Environment): string {
  return `hydrous-test-${name}`;
}

export function isTestAlarm(alarm: { readonly metric: { readonly namespace: string } | null }): boolean {
  return alarm.metric?.namespace === TEST_NAMESPACE;
}
