/** What moved between a plan and now, in words of the people who approved it and not in names of fields. */
import { revisionName, shortDigest } from './image-name.ts';
import { code, type Sentence, say } from './sentence.ts';
import type { Moved } from './state-digest.ts';

const NAMED = [
  'service',
  'task-definition',
  'desired-count',
  'image-digest',
  'autoscaling',
  'suspended',
  'target-cpu',
  'target-memory',
  'target-requests',
  'policy-cpu',
  'policy-memory',
  'policy-requests',
  'topic',
] as const;

/** What stands before an alarm's name in a plan's live fields. */
export const ALARM = 'alarm:';

export function movedText({ field, planned, now }: Moved): Sentence {
  // Their values are ids that tell nobody anything: what happened is the news.
  if (field === 'deployment') return say('moved.deployment');
  if (field === 'service-deployment' || field === 'stoppable') return say('moved.rollout-over');
  if (field.startsWith(ALARM)) {
    const name = code(field.slice(ALARM.length));
    return say('execute.moved', {
      field: say('moved.alarm', { name }),
      planned: code(planned),
      now: code(now),
    });
  }
  const known = NAMED.find((each) => each === field);
  const spoken = field.replaceAll('-', ' ');
  return say('execute.moved', {
    field: known === undefined ? { es: spoken, en: spoken } : say(`moved.${known}`),
    planned: code(shownValue(planned)),
    now: code(shownValue(now)),
  });
}

function shownValue(value: string): string {
  if (value.startsWith('sha256:')) return shortDigest(value);
  return value.startsWith('arn:') ? revisionName(value) : value;
}
