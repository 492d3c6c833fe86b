/** What ECS and RDS tell that is kept or said although no incident is made of it. */
import type { NotificationContent } from '../core/alarm.ts';
import { environmentFor } from '../core/environment-of.ts';
import type { Records } from '../core/ports/store.ts';
import { code, moment, say } from '../core/sentence.ts';
import { bearingOf } from '../core/service-event.ts';
import type { Arrived, FoldPorts } from './fold-notifications.ts';

/** Every stopped task, also one that stopped as it should: within the hour ECS knows nothing of it any more. */
export async function keepEvent(
  { environments }: FoldPorts,
  records: Records,
  content: NotificationContent,
): Promise<void> {
  if (content.kind !== 'ecs-event' || content.task === null) return;
  const environment = environmentFor(content, environments);
  if (environment !== null) await records.stoppedTasks.keep(environment.name, content.task);
}

/** A line in the channel; routine is not told at all. */
export async function sayNotice(
  { channels }: FoldPorts,
  records: Records,
  { id, content }: Arrived,
): Promise<void> {
  if (content.kind !== 'rds-event' || bearingOf(content) !== 'notice') return;
  await records.messages.say({
    id: `note:notice:${id}`,
    channel: channels.incidents,
    text: say('life.notice', {
      source: code(content.source),
      text: content.message,
      event: content.id ?? content.sourceType,
      at: moment(content.at),
    }),
  });
}
