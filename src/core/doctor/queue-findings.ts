/** The queue that alarms wait in, and where it leaves what nobody can read. */
import { isProblem, type Problem } from '../problem.ts';
import { code, say } from '../sentence.ts';
import { broken, type Finding, fine, skipped } from './finding.ts';
import { letsIn } from './resource-policy.ts';

/** What is known of the queue for dead letters; a Problem where it could not be looked at. */
export type DeadLetters = 'there' | 'missing' | Problem;

/** Tries that the bot gives a message before it sets it aside. */
const OUR_TRIES = 5;
/** ms; a weekend without the bot must lose nothing. */
const LEAST_KEPT = 86_400_000;

export function queueFindings(
  address: string,
  topics: readonly string[],
  attributes: Readonly<Record<string, string>> | null,
  dead: DeadLetters,
): readonly Finding[] {
  if (attributes === null)
    return [broken('queue', say('doctor.queue.missing', { queue: code(address) }), say('doctor.do.queue'))];
  const arn = attributes['QueueArn'] ?? '';
  const account = arn.split(':')[4] ?? '';
  const shut = topics.filter(
    (source) =>
      !letsIn(attributes['Policy'] ?? '', {
        action: 'sqs:SendMessage',
        service: 'sns.amazonaws.com',
        account,
        source,
      }),
  );
  const kept = Number(attributes['MessageRetentionPeriod'] ?? 0) * 1000;
  return [
    fine('queue', arn),
    ...(shut.length === 0
      ? [fine('queue.policy')]
      : shut.map((topic) =>
          broken(
            'queue.policy',
            say('doctor.queue.policy', { topic: code(topic) }),
            say('doctor.do.queue-policy'),
          ),
        )),
    deadLetters(attributes['RedrivePolicy'], dead),
    kept < LEAST_KEPT
      ? broken(
          'queue.retention',
          say('doctor.queue.retention', { kept: { span: kept } }),
          say('doctor.do.retention'),
        )
      : fine('queue.retention'),
  ];
}

function deadLetters(policy: string | undefined, dead: DeadLetters): Finding {
  const check = 'queue.dead-letters';
  const mend = say('doctor.do.dead-letters');
  const { tries, target } = redriveOf(policy);
  const name = code(target?.split(':').at(-1) ?? '');
  if (tries === null) return broken(check, say('doctor.queue.no-dead-letters'), mend);
  if (tries <= OUR_TRIES) return broken(check, say('doctor.queue.few-tries', { tries }), mend);
  if (dead === 'missing') return broken(check, say('doctor.queue.dead-letters-gone', { queue: name }), mend);
  if (isProblem(dead)) {
    const unread = say('doctor.unread', { action: code('sqs:GetQueueAttributes'), why: dead.sentence });
    return skipped(check, unread, say('doctor.do.permission'));
  }
  return fine(check, name.code, tries);
}

/** Where a queue sends what was received too often; null for what the policy does not say. */
export function redriveOf(policy: string | undefined): {
  readonly tries: number | null;
  readonly target: string | null;
} {
  try {
    const { maxReceiveCount, deadLetterTargetArn } = JSON.parse(policy ?? '') as Record<string, unknown>;
    const target = typeof deadLetterTargetArn === 'string' ? deadLetterTargetArn : null;
    return { tries: Number(maxReceiveCount) || null, target };
  } catch {
    return { tries: null, target: null };
  }
}

export function queueUnset(): Finding {
  return skipped('queue', say('doctor.unset', { key: code('sns.queueUrl') }));
}
