/** What makes two notifications the same trouble. */
import type { MetricAlarm, NotificationContent } from './alarm.ts';

export function fingerprintOf(content: NotificationContent): string {
  switch (content.kind) {
    case 'metric-alarm':
      return alarmFingerprint(content);
    case 'ecs-event':
      // One for each service: its deployment, its tasks and its steady state are one story.
      return `ecs:${content.region}:${content.cluster ?? ''}/${content.service ?? ''}`;
    case 'rds-event':
      return `rds:${content.region}:${content.source}`;
    case 'unrecognised':
      return `text:${content.topic}:${content.text.length}:${hash(content.text)}`;
  }
}

function alarmFingerprint(alarm: MetricAlarm): string {
  return alarm.arn ?? `alarm:${alarm.region}:${alarm.name}`;
}

/** FNV-1a over 32 bits, twice with different starts: tells texts apart, protects nothing. */
function hash(text: string): string {
  let one = 0x811c9dc5;
  let other = 0x01000193;
  for (let at = 0; at < text.length; at += 1) {
    one = Math.imul(one ^ text.charCodeAt(at), 0x01000193);
    other = Math.imul(other ^ text.charCodeAt(at), 0x85ebca6b);
  }
  return `${(one >>> 0).toString(16)}${(other >>> 0).toString(16)}`;
}
