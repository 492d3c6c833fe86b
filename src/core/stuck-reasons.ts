/** What most likely keeps a rollout, from the events of its service and its stopped tasks. Pure. */
import { cleanText, cut } from './clean-text.ts';
import type { RolloutView } from './operation.ts';
import type { ServiceView, TaskView } from './ports/ecs.ts';
import { redact } from './redact.ts';
import { type Sentence, say } from './sentence.ts';
import { causeOfStop, causeRank, type StopCause, stopCause } from './stop-causes.ts';
import { stopDetails } from './stop-words.ts';
import { isLive } from './stuck.ts';

export interface StuckEvidence {
  readonly service: ServiceView;
  /** Tasks of this rollout that have stopped, newest first. */
  readonly stopped: readonly TaskView[];
  readonly rollout: RolloutView;
  /** Events before this are of earlier rollouts, ms. */
  readonly since: number;
}

const MOST_CAUSES = 2;
const EVENT_LENGTH = 240;

/** The likeliest first, never empty. The last one quotes ECS where ECS has said something. */
export function stuckReasons({ service, stopped, rollout, since }: StuckEvidence): readonly Sentence[] {
  const events = service.events
    .filter(({ at }) => at >= since)
    .map(({ at, message }) => ({ at, message, cause: stopCause(message) }))
    .filter((event): event is typeof event & { cause: StopCause } => event.cause !== null)
    .sort((one, other) => other.at - one.at);
  const causes = new Set([
    ...events.map(({ cause }) => cause),
    ...stopped.flatMap((task) => causeOfStop(task) ?? []),
  ]);
  const ranked = [...causes].sort((one, other) => causeRank(one) - causeRank(other)).slice(0, MOST_CAUSES);
  const [first] = ranked;
  if (first === undefined)
    return [...stopDetails(stopped).slice(0, MOST_CAUSES), ...withoutCause(stopped, rollout)];
  const quoted = events.find(({ cause }) => cause === first);
  return [
    ...ranked.map((cause) => causeText(cause, service)),
    ...(quoted === undefined
      ? stopDetails(stopped).slice(0, 1)
      : [say('stuck.event', { text: cut(redact(cleanText(withoutName(quoted.message))), EVENT_LENGTH) })]),
  ];
}

function causeText(cause: StopCause, service: ServiceView): Sentence {
  if (cause !== 'balancer-health') return say(`stop.cause.${cause}`);
  return say('stuck.balancer-health', { grace: service.healthCheckGraceSeconds ?? null });
}

function withoutCause(stopped: readonly TaskView[], rollout: RolloutView): readonly Sentence[] {
  if (isLive(rollout) && rollout.draining > 0) return [say('stuck.draining', { count: rollout.draining })];
  if (stopped.length > 0) return [];
  if (rollout.pending > 0) return [say('stuck.pending', { count: rollout.pending })];
  return [say('stuck.silent')];
}

/** `(service hydrous) was unable …` */
function withoutName(message: string): string {
  return message.replace(/^\(service [^)]*\) /, '');
}
