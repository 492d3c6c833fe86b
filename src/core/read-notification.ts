/** From what was delivered to what it says. The kind is told by the keys of the message, never by its subject. */
import type { NotificationContent } from './alarm.ts';
import { type Fields, parseFields } from './json-fields.ts';
import type { DeliveredMessage } from './message-parts.ts';
import { readAlarm } from './read-alarm.ts';
import { readAlarmEvent } from './read-alarm-event.ts';
import { readEcsEvent } from './read-ecs-event.ts';
import { readEvent } from './read-event.ts';
import { readNativeRdsEvent, readRdsEvent } from './read-rds-event.ts';

/** Never throws and never gives nothing: what is not understood comes back as it was, marked so. */
export function readNotification(delivered: DeliveredMessage): NotificationContent {
  const fields = parseFields(delivered.message);
  return (
    readAlarm(fields, delivered) ??
    readNativeRdsEvent(fields, delivered) ??
    readFromEventBridge(fields, delivered) ?? {
      kind: 'unrecognised',
      subject: delivered.subject,
      text: delivered.message,
      at: delivered.publishedAt,
      topic: delivered.topic,
    }
  );
}

function readFromEventBridge(fields: Fields | null, delivered: DeliveredMessage): NotificationContent | null {
  const event = readEvent(fields, delivered);
  if (event === null) return null;
  if (event.type === 'CloudWatch Alarm State Change') return readAlarmEvent(event, delivered);
  return readEcsEvent(event, delivered) ?? readRdsEvent(event, delivered);
}
