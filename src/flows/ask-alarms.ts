/** Asks CloudWatch how an incident's alarms stand, and folds in what it should have told and did not. */
import type { MetricAlarm } from '../core/alarm.ts';
import type { Environment } from '../core/environment.ts';
import type { Incident } from '../core/incident.ts';
import type { AlarmReader } from '../core/ports/aws.ts';
import type { Store } from '../core/ports/store.ts';
import { isProblem } from '../core/problem.ts';
import { askedAlarm } from '../core/recovery.ts';
import { type Arrived, type FoldPorts, foldNotifications } from './fold-notifications.ts';
import { untilWon } from './save-incident.ts';

export interface AskPorts extends FoldPorts {
  readonly store: Store;
  readonly readers: { readonly alarms: AlarmReader };
}

/** Alarms of one incident that are asked for at a time. */
const MOST_ASKED = 5;

/** Folds one notification by itself, outside of the inbox. */
export function foldAlone(ports: Omit<AskPorts, 'readers'>, arrived: Arrived): Promise<void> {
  const { store } = ports;
  return untilWon(async () => {
    const now = await store.now();
    await store.transaction((records) => foldNotifications(ports, records, [arrived], now));
  });
}

/** `unread` when CloudWatch could not be asked about any of them. */
export async function askAlarms(ports: AskPorts, incident: Incident): Promise<'asked' | 'unread'> {
  const environment = ports.environments.find(({ name }) => name === incident.environment);
  const alarms = await alarmsIn(ports.store, incident);
  if (environment === undefined || alarms.length === 0) return 'unread';
  let read = false;
  for (const alarm of alarms) {
    const recovered = await ask(ports, environment, alarm);
    if (recovered === 'unread') continue;
    read = true;
    if (recovered === null) continue;
    const id = `asked:${incident.id}:${recovered.changedAt}`;
    await foldAlone(ports, { id, content: recovered });
  }
  return read ? 'asked' : 'unread';
}

async function ask(
  { readers }: AskPorts,
  environment: Environment,
  alarm: MetricAlarm,
): Promise<MetricAlarm | null | 'unread'> {
  try {
    return askedAlarm(alarm, await readers.alarms.alarm(environment, alarm.name));
  } catch (error) {
    if (isProblem(error)) return 'unread';
    throw error;
  }
}

/** Those that are in alarm, as they were told last. */
async function alarmsIn(store: Store, incident: Incident): Promise<readonly MetricAlarm[]> {
  const { signals, alarm } = incident;
  const alarming = (signals?.shown ?? []).filter(({ kind, state }) => kind === 'alarm' && state === 'ALARM');
  const known: MetricAlarm[] = [];
  for (const { fingerprint } of alarming.slice(0, MOST_ASKED)) {
    const content = await store.signals.content(incident.id, fingerprint);
    if (content?.kind === 'metric-alarm') known.push(content);
  }
  if (known.length > 0 || alarm === null || alarm.state !== 'ALARM') return known;
  return [alarm];
}
