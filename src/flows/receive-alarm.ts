/** From the inbox to an incident: each notification in one transaction with what it became. */
import type { NotificationContent } from '../core/alarm.ts';
import { applyAlarm } from '../core/apply-alarm.ts';
import type { Environment } from '../core/environment.ts';
import { environmentOf } from '../core/environment-of.ts';
import { fingerprintOf } from '../core/fingerprint.ts';
import type { Ids, Log } from '../core/ports/ambient.ts';
import type { Notification, Records, Store } from '../core/ports/store.ts';
import { isProblem } from '../core/problem.ts';
import { readNotification } from '../core/read-notification.ts';
import { code, say } from '../core/sentence.ts';
import { noteFor, saveIncident, untilWon } from './save-incident.ts';

export interface ReceiveAlarmPorts {
  readonly store: Store;
  readonly environments: readonly Environment[];
  readonly channels: { readonly operations: string; readonly incidents: string };
  readonly ids: Ids;
  /** Names this process in claims. */
  readonly owner: string;
  /** How long after its end an incident takes the same alarm up again, ms. */
  readonly reopen: number;
  readonly log: Log;
  /** Tells the other loops that there is something to do. */
  readonly nudge: () => void;
}

type Claimed = Notification & { readonly attempts: number };

const AT_ONCE = 20;
/** Longer than any transaction takes, ms. */
const LEASE_MS = 30_000;
const MOST_ATTEMPTS = 5;

/** `work` gives how many notifications were dealt with. Throws only when the store is away. */
export function createReceiveAlarm(ports: ReceiveAlarmPorts): { work(): Promise<number> } {
  return {
    async work() {
      const claimed = await ports.store.notifications.claim(ports.owner, LEASE_MS, AT_ONCE);
      for (const notification of claimed) await receive(ports, notification);
      if (claimed.length > 0) ports.nudge();
      return claimed.length;
    },
  };
}

async function receive(ports: ReceiveAlarmPorts, notification: Claimed): Promise<void> {
  const { log } = ports;
  const { id, attempts } = notification;
  // One more than were begun and never ended: it may have taken the process with it each time.
  if (attempts > MOST_ATTEMPTS) return quarantine(ports, notification);
  try {
    const content = readNotification(notification);
    await untilWon(async () => {
      const now = await ports.store.now();
      await ports.store.transaction((records) => apply(ports, records, { notification, content, now }));
    });
  } catch (error) {
    if (isProblem(error, 'store-down') || isProblem(error, 'ambiguous')) throw error;
    log.error({ notification: id, attempts, err: error }, 'a notification could not be handled');
    if (attempts >= MOST_ATTEMPTS) await quarantine(ports, notification);
  }
}

async function apply(
  ports: ReceiveAlarmPorts,
  records: Records,
  arrived: { readonly notification: Claimed; readonly content: NotificationContent; readonly now: number },
): Promise<void> {
  const { channels, environments, reopen } = ports;
  const { notification, content, now } = arrived;
  const fingerprint = fingerprintOf(content);
  const previous = await records.incidents.latest(fingerprint);
  const environment = content.kind === 'metric-alarm' ? environmentOf(content, environments) : null;
  const { incident, reason } = applyAlarm(previous, content, {
    now,
    id: ports.ids.next('inc'),
    fingerprint,
    environment: environment?.name ?? null,
    reopenMs: reopen,
  });
  const data = {
    reason,
    notification: notification.id,
    ...(content.kind === 'metric-alarm' ? { state: content.state } : {}),
  };
  if (incident !== null && incident !== previous) {
    await saveIncident(records, channels.incidents, incident, {
      event: `incident-${reason}`,
      data,
      note: noteFor(incident, reason, now),
      broadcast: reason === 'resolved',
    });
  } else if (incident !== null && reason === 'older') {
    const at = content.kind === 'metric-alarm' ? content.changedAt : content.at;
    const text = noteFor(incident, reason, now, at);
    if (text !== null)
      await records.messages.say({
        id: `note:${incident.id}:late:${notification.id}`,
        channel: channels.incidents,
        text,
        parent: `incident:${incident.id}`,
      });
  }
  await records.notifications.finish(notification.id, 'handled');
}

/** Set aside, kept, and said once. */
async function quarantine(ports: ReceiveAlarmPorts, { id, topic }: Claimed): Promise<void> {
  const { store, channels, log } = ports;
  try {
    await store.transaction(async (records) => {
      await records.notifications.finish(id, 'quarantined');
      await records.audit.append({
        actor: 'hydrous',
        event: 'notification-quarantined',
        subject: null,
        environment: null,
        data: { notification: id, topic },
      });
      await records.messages.say({
        id: `note:quarantined:${id}`,
        channel: channels.operations,
        text: say('incidents.quarantined', { id: code(id), topic: code(topic) }),
      });
    });
    log.warn({ notification: id }, 'a notification was quarantined');
  } catch (error) {
    if (isProblem(error, 'store-down') || isProblem(error, 'ambiguous')) throw error;
    log.error({ notification: id, err: error }, 'a notification could not be quarantined');
  }
}
