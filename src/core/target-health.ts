/** What the load balancer says about its targets, in words. Codes: docs.aws.amazon.com, ELB API, TargetHealth. */
import type { Mark } from './document.ts';
import type { TargetView } from './ports/aws.ts';
import { type Sentence, say } from './sentence.ts';

/** One line of a status with its mark. */
export interface Item {
  readonly mark: Mark;
  readonly text: Sentence;
}

export function targetItems(targets: readonly TargetView[]): readonly Item[] {
  if (targets.length === 0) return [{ mark: 'none', text: say('reading.targets-none') }];
  const healthy = targets.filter((target) => target.state === 'healthy').length;
  const total = targets.length;
  const mark = healthy === total ? 'ok' : healthy === 0 ? 'stop' : 'warning';
  return [{ mark, text: say('reading.targets', { healthy, total }) }, ...reasons(targets)];
}

/** One line for each state and reason that keeps a target from being healthy, the most frequent first. */
function reasons(targets: readonly TargetView[]): readonly Item[] {
  const groups = new Map<string, readonly TargetView[]>();
  for (const target of targets) {
    if (target.state === 'healthy') continue;
    const key = JSON.stringify([target.state, target.reason, target.description]);
    groups.set(key, [...(groups.get(key) ?? []), target]);
  }
  return [...groups.values()]
    .sort((one, other) => other.length - one.length)
    .map((group) => ({
      mark: group[0]?.state === 'unhealthy' ? 'stop' : 'warning',
      text: say('reading.target-reason', {
        count: group.length,
        state: group[0]?.state ?? '',
        reason: targetReason(group[0]?.reason ?? null, group[0]?.description ?? null),
      }),
    }));
}

export function targetReason(reason: string | null, description: string | null): Sentence {
  switch (reason) {
    case 'Target.Timeout':
      return say('reading.target-timeout');
    case 'Target.FailedHealthChecks':
      return say('reading.target-failed');
    case 'Target.ResponseCodeMismatch':
      return say('reading.target-code', { description });
    case 'Elb.RegistrationInProgress':
    case 'Elb.InitialHealthChecking':
      return say('reading.target-registering');
    case 'Target.DeregistrationInProgress':
      return say('reading.target-draining');
    case 'Target.NotInUse':
    case 'Target.NotRegistered':
      return say('reading.target-unused');
    default:
      return say('reading.target-other', { reason: reason ?? description });
  }
}
