/** From the inbox to an incident: a batch of notifications in one transaction with what they became. */
import type { Clock, Log } from '../core/ports/ambient.ts';
import type { Notification, Store } from '../core/ports/store.ts';
import { isProblem } from '../core/problem.ts';
import { readNotification } from '../core/read-notification.ts';
import { code, say } from '../core/sentence.ts';
import { type FoldPorts, foldNotifications } from './fold-notifications.ts';
import { LostRace, untilWon } from './save-incident.ts';

export interface ReceiveAlarmPorts extends FoldPorts {
  readonly store: Store;
  /** Names this process in claims. */
  readonly owner: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Tells the other loops that there is something to do. */
  readonly nudge: () => void;
}

type Claimed = Notification & { readonly attempts: number };

const AT_ONCE = 50;
/** Longer than a batch takes, ms. */
const LEASE_MS = 20_000;
/** One replica folds at a time: they would only wait for each other inside of the database. */
const TURN = 'fold-notifications';
const TURN_MS = 10_000;
/** How often and how long another replica's batch is waited for, ms, before this one looks again at its leisure. */
const TURN_TRIES = 10;
const TURN_WAIT_MS = 50;
const MOST_ATTEMPTS = 5;

/** `work` gives how many notifications were dealt with. Throws only when the store is away. */
export function createReceiveAlarm(ports: ReceiveAlarmPorts): { work(): Promise<number> } {
  return {
    async work() {
      const { store, owner } = ports;
      if (!(await takeTurn(ports))) return 0;
      try {
        const claimed = await store.notifications.claim(owner, LEASE_MS, AT_ONCE);
        if (claimed.length === 0) return 0;
        if (claimed.length === 1 || !(await receiveTogether(ports, claimed)))
          for (const notification of claimed) await receive(ports, notification);
        ports.nudge();
        return claimed.length;
      } finally {
        // Without it the turn ends by itself.
        await store.leases.release(TURN, owner).catch(() => undefined);
      }
    },
  };
}

async function takeTurn({ store, owner, clock }: ReceiveAlarmPorts): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    if ((await store.leases.take(TURN, owner, TURN_MS)) !== null) return true;
    if (attempt >= TURN_TRIES) return false;
    await clock.sleep(TURN_WAIT_MS);
  }
}

/** False when one of them spoils it for the others: then each goes alone. */
async function receiveTogether(ports: ReceiveAlarmPorts, claimed: readonly Claimed[]): Promise<boolean> {
  if (claimed.some(({ attempts }) => attempts > 1)) return false;
  try {
    await fold(ports, claimed);
    return true;
  } catch (error) {
    if (isProblem(error, 'store-down') || isProblem(error, 'ambiguous')) throw error;
    if (!(error instanceof LostRace))
      ports.log.warn({ count: claimed.length, err: error }, 'a batch of notifications goes one by one');
    return false;
  }
}

function fold(ports: ReceiveAlarmPorts, claimed: readonly Claimed[]): Promise<void> {
  const arrived = claimed.map((notification) => ({
    id: notification.id,
    content: readNotification(notification),
  }));
  return untilWon(async () => {
    const now = await ports.store.now();
    await ports.store.transaction(async (records) => {
      await foldNotifications(ports, records, arrived, now);
      await records.notifications.finishAll(claimed.map(({ id }) => id));
    });
  });
}

async function receive(ports: ReceiveAlarmPorts, notification: Claimed): Promise<void> {
  const { log } = ports;
  const { id, attempts } = notification;
  // One more than were begun and never ended: it may have taken the process with it each time.
  if (attempts > MOST_ATTEMPTS) return quarantine(ports, notification);
  try {
    await fold(ports, [notification]);
  } catch (error) {
    if (isProblem(error, 'store-down') || isProblem(error, 'ambiguous')) throw error;
    log.error({ notification: id, attempts, err: error }, 'a notification could not be handled');
    if (attempts >= MOST_ATTEMPTS) await quarantine(ports, notification);
  }
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
