/** What happens with a verified SNS message: committed to the inbox before anybody is answered. */
import type { SecurityEvent } from './aws/sns/receive.ts';
import type { Log } from './core/ports/ambient.ts';
import type { Notification, Store } from './core/ports/store.ts';
import { code, say } from './core/sentence.ts';

export interface InboxPorts {
  readonly store: Store;
  /** Where people are told that somebody unsubscribed the bot. */
  readonly channel: string;
  readonly log: Log;
  readonly count: (name: string, labels?: Readonly<Record<string, string>>) => void;
  readonly observe: (name: string, seconds: number) => void;
  readonly nudge: () => void;
}

export function inboxCallbacks({ store, channel, log, count, observe, nudge }: InboxPorts) {
  return {
    async receive(notification: Notification) {
      const received = await store.notifications.receive(notification);
      count('hydrous_notifications_total', { outcome: received });
      observe('hydrous_ingest_age_seconds', Math.max(0, Date.now() - notification.publishedAt) / 1000);
      nudge();
      return received;
    },
    async unsubscribed(topic: string, messageId: string) {
      const text = say('slack.unsubscribed', { topic: code(topic) });
      await store.messages.say({ id: `note:unsubscribed:${messageId}`, channel, text });
      nudge();
    },
    onSecurityEvent(event: SecurityEvent) {
      count('hydrous_sns_refused_total', { kind: event.kind });
      log.warn({ ...event }, 'sns message refused');
    },
  };
}
