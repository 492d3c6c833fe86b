/** What a look at a rollout adds to what ECS says of it: whether it still comes further, and what keeps it if not. */
import type { ChangeReaders } from '../core/change.ts';
import type { Environment } from '../core/environment.ts';
import { laneOf } from '../core/lanes.ts';
import type { Operation, RolloutView } from '../core/operation.ts';
import type { Log } from '../core/ports/ambient.ts';
import type { Store } from '../core/ports/store.ts';
import { isProblem } from '../core/problem.ts';
import { type Sentence, say, span } from '../core/sentence.ts';
import { isLive, isStuck, type Reached, reachedBy, type Stuck } from '../core/stuck.ts';
import { stuckReasons } from '../core/stuck-reasons.ts';
import { readStops } from './read-stops.ts';
import type { ThreadNote } from './save-operation.ts';

export interface MindPorts {
  readonly readers: ChangeReaders;
  readonly store: Store;
  readonly log: Log;
}

export interface Minded {
  readonly rollout: RolloutView;
  /** What the thread is told, each of them once in the life of the operation. */
  readonly notes: readonly ThreadNote[];
}

/** ms. Events do not change faster, and DescribeServices is limited for the whole account. */
const READ_AGAIN_MS = 60_000;

/** `now` is the database's time. Throws only what is unexpected. */
export async function mindRollout(
  ports: MindPorts,
  operation: Operation,
  environment: Environment,
  rollout: RolloutView,
  now: number,
): Promise<Minded> {
  if (!isWatched(operation)) return { rollout, notes: [] };
  const before = operation.rollout;
  const reached = reachedBy(before?.reached, rollout, now);
  const minded = { ...rollout, reached };
  const stuck = isStuck(reached, rollout, now)
    ? await whyStuck(ports, operation, environment, minded, now)
    : null;
  const notes: ThreadNote[] = [];
  const { id, plan } = operation;
  if (stuck !== null) {
    const text = say('rollout.stuck-note', { span: span(now - stuck.since), reasons: stuck.reasons });
    notes.push({ id: `note:${id}:stuck`, text, broadcast: true });
  }
  const { desired, draining } = rollout;
  if (plan.startsDeployment && isLive(rollout) && draining > 0)
    notes.push({ id: `note:${id}:live`, text: say('rollout.live-note', { desired, draining }) });
  return { rollout: { ...minded, stuck }, notes };
}

/** Only what brings up tasks one by one. */
function isWatched({ kind, plan }: Operation): boolean {
  return kind === 'scale' || (plan.startsDeployment && laneOf(kind) === 'service');
}

async function whyStuck(
  ports: MindPorts,
  operation: Operation,
  environment: Environment,
  rollout: RolloutView & { readonly reached: Reached },
  now: number,
): Promise<Stuck> {
  const { at: since } = rollout.reached;
  const known = operation.rollout?.stuck ?? null;
  if (known !== null && known.since === since && now - known.readAt < READ_AGAIN_MS) return known;
  return { since, readAt: now, reasons: await reasonsNow(ports, operation, environment, rollout) };
}

async function reasonsNow(
  ports: MindPorts,
  operation: Operation,
  environment: Environment,
  rollout: RolloutView,
): Promise<readonly Sentence[]> {
  try {
    const [service, stopped] = await Promise.all([
      ports.readers.ecs.service(environment),
      readStops(ports, operation, environment),
    ]);
    return stuckReasons({ service, stopped, rollout, since: operation.startedAt ?? operation.createdAt });
  } catch (error) {
    if (!isProblem(error)) throw error;
    ports.log.warn({ operation: operation.id, err: error }, 'cannot read what keeps a rollout');
    return [error.sentence];
  }
}
