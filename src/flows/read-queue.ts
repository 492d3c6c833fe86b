/** From the queue to the inbox: a message is taken off the queue only when it is committed. */
import { accountOf } from '../core/message-parts.ts';
import type { Clock, Log } from '../core/ports/ambient.ts';
import type { AlarmQueue, QueuedMessage } from '../core/ports/queue.ts';
import type { Notification, Store } from '../core/ports/store.ts';
import { isProblem } from '../core/problem.ts';
import { type Delivery, readCarrier } from '../core/read-carrier.ts';
import { readNotification } from '../core/read-notification.ts';
import { code, say } from '../core/sentence.ts';

export interface ReadQueuePorts {
  readonly queue: AlarmQueue;
  readonly store: Store;
  /** ARNs of the topics that may send. */
  readonly topics: readonly string[];
  readonly channels: { readonly operations: string };
  readonly clock: Clock;
  readonly log: Log;
  readonly count: (name: string, labels?: Readonly<Record<string, string>>) => void;
  readonly observe?: (name: string, seconds: number) => void;
  readonly nudge: () => void;
}

const MOST_RECEIVES = 5;
/** How often and for how long a message that takes its time is kept from others. */
const EXTEND_EVERY_MS = 20_000;
const EXTEND_S = 60;
/** ms until the queue is asked again after a failure. */
const AWAY_MS = 5_000;

/** `work` is one poll; gives the ms to wait before the next. Never throws. */
export function createReadQueue(ports: ReadQueuePorts): { work(signal: AbortSignal): Promise<number> } {
  const { queue, log, nudge } = ports;
  return {
    async work(signal) {
      let messages: readonly QueuedMessage[];
      try {
        messages = await queue.receive(signal);
      } catch (error) {
        log.warn({ err: error }, 'the alarm queue cannot be read');
        return AWAY_MS;
      }
      const done = await Promise.all(messages.map((message) => carry(ports, message)));
      if (messages.length > 0) nudge();
      return done.every((each) => each) ? 0 : AWAY_MS;
    },
  };
}

/** False when the message stays in the queue because something is away. */
async function carry(ports: ReadQueuePorts, message: QueuedMessage): Promise<boolean> {
  const { queue, log } = ports;
  const working = new AbortController();
  void extend(ports, message, working.signal);
  try {
    if (await take(ports, message)) await queue.remove(message);
    // Sooner than its time: what cannot be used now is tried a few times and then set aside.
    else await queue.hide(message, 2 ** Math.min(message.receives, MOST_RECEIVES));
    return true;
  } catch (error) {
    log.warn({ message: message.id, receives: message.receives, err: error }, 'a queued message stays');
    return false;
  } finally {
    working.abort();
  }
}

async function extend(
  { queue, clock }: ReadQueuePorts,
  message: QueuedMessage,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    await clock.sleep(EXTEND_EVERY_MS, signal);
    if (signal.aborted) return;
    // When this fails somebody else gets it too, and the inbox knows it by its id.
    await queue.hide(message, EXTEND_S).catch(() => undefined);
  }
}

/** True when the message is done with and may be removed. */
async function take(ports: ReadQueuePorts, message: QueuedMessage): Promise<boolean> {
  const { store, log, count } = ports;
  const notifications = notificationsIn(ports, message);
  if (notifications === null) return message.receives >= MOST_RECEIVES && setAside(ports, message);
  for (const notification of notifications) {
    const outcome = await store.notifications.receive(notification);
    count('hydrous_notifications_total', { outcome });
    const age = Math.max(0, ports.clock.now() - notification.publishedAt);
    ports.observe?.('hydrous_ingest_age_seconds', age / 1000);
    if (outcome === 'conflict')
      log.warn({ message: message.id }, 'a queued message bears the id of another one');
  }
  return true;
}

/** Null when it may not or cannot be used. */
function notificationsIn(
  { queue, topics }: ReadQueuePorts,
  { id, body, sentAt }: QueuedMessage,
): readonly Notification[] | null {
  const carried = readCarrier(body);
  if (carried.carrier === 'confirmation') return null;
  const accepted = carried.deliveries.map((delivery, at): Notification | null => {
    const { topic, subject, message } = delivery;
    const publishedAt = delivery.publishedAt ?? sentAt;
    const known = { id: delivery.id ?? `sqs:${id}:${at}`, subject, message, publishedAt };
    if (topic !== null) return topics.includes(topic) ? { ...known, topic } : null;
    return isOurs(queue, topics, delivery, sentAt) ? { ...known, topic: queue.name } : null;
  });
  const whole = accepted.filter((notification) => notification !== null);
  return whole.length === accepted.length ? whole : null;
}

/** Without an envelope only IAM has said who may send: it has to be our account's queue, and an alarm or event of it. */
function isOurs(
  { name, account }: AlarmQueue,
  topics: readonly string[],
  { message }: Delivery,
  publishedAt: number,
): boolean {
  const accounts = topics.map((topic) => accountOf(topic.split(':')[4] ?? null));
  if (account === null || !accounts.includes(account)) return false;
  const content = readNotification({ message, subject: null, topic: name, publishedAt });
  return content.kind !== 'unrecognised' && (content.account === null || content.account === account);
}

/** Kept, and said once. */
async function setAside(ports: ReadQueuePorts, { id, body, sentAt }: QueuedMessage): Promise<boolean> {
  const { store, queue, channels, log } = ports;
  const kept = `sqs:${id}`;
  try {
    await store.transaction(async (records) => {
      const notification = { id: kept, topic: queue.name, subject: null, message: body, publishedAt: sentAt };
      if ((await records.notifications.receive(notification)) !== 'new') return;
      await records.notifications.finish(kept, 'quarantined');
      await records.audit.append({
        actor: 'hydrous',
        event: 'notification-quarantined',
        subject: null,
        environment: null,
        data: { notification: kept, topic: queue.name },
      });
      await records.messages.say({
        id: `note:quarantined:${kept}`,
        channel: channels.operations,
        text: say('life.queue.set-aside', { id: code(kept) }),
      });
    });
  } catch (error) {
    if (isProblem(error, 'ambiguous')) return false;
    throw error;
  }
  log.warn({ message: id }, 'a queued message was set aside');
  return true;
}
