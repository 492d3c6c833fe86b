/** Follows a change until ECS says how it ended. The card is asked for only when what it shows has changed. */
import type { ChangeReaders, Settlement } from '../core/change.ts';
import type { Environment } from '../core/environment.ts';
import type { Operation, Outcome, RolloutView } from '../core/operation.ts';
import type { Log } from '../core/ports/ambient.ts';
import { isProblem } from '../core/problem.ts';
import { code, say, span } from '../core/sentence.ts';
import type { Advance } from './execute-operation.ts';
import { mindRollout } from './mind-rollout.ts';
import type { Changes } from './operation-state.ts';
import { end, type SavePorts, saveProgress } from './save-operation.ts';
import { withSuperseder } from './who-superseded.ts';

export interface WatchPorts extends SavePorts {
  readonly changes: Changes;
  readonly readers: ChangeReaders;
  readonly log: Log;
  /** Stop codes, last lines and the guide entry for a rollout that failed; never throws. */
  readonly explainFailure: (
    operation: Operation,
    environment: Environment,
    outcome: Outcome,
  ) => Promise<Outcome>;
}

/** DescribeServices is limited for the whole account, so a watcher asks every five seconds, not more. */
const POLL_MS = 5_000;
const FIRST_POLL_MS = 1_500;
const SLOW_POLL_MS = 30_000;
/** What has run for long ends at no particular moment, so the gap grows with it. */
const GAP_GROWS = 1 / 60;
/** Without a circuit breaker a bad rollout never ends; after this long the card says so and the watch slows down, ms. */
const LONGEST_MS = 2 * 60 * 60 * 1000;

export async function watchRollout(
  ports: WatchPorts,
  operation: Operation,
  environment: Environment,
): Promise<Advance> {
  const settlement = await settle(ports, operation, environment);
  if (settlement === null) return { next: 'again', waitMs: POLL_MS };
  if (settlement.state === 'running') return follow(ports, operation, environment, settlement.rollout);
  const { state, rollout } = settlement;
  const outcome = await explained(ports, operation, environment, settlement);
  const ended = await end(ports, operation, state, outcome, { rollout });
  return ended === null ? { next: 'again', waitMs: FIRST_POLL_MS } : { next: 'done' };
}

async function explained(
  ports: WatchPorts,
  operation: Operation,
  environment: Environment,
  { state, rollout, outcome }: Exclude<Settlement, { state: 'running' }>,
): Promise<Outcome> {
  if (state === 'superseded') return withSuperseder(ports, operation, rollout, outcome);
  const isRollout = state === 'failed' && operation.plan.startsDeployment;
  return isRollout ? ports.explainFailure(operation, environment, outcome) : outcome;
}

async function settle(
  ports: WatchPorts,
  operation: Operation,
  environment: Environment,
): Promise<Settlement | null> {
  try {
    return await ports.changes[operation.kind].settle(ports.readers, environment, operation);
  } catch (error) {
    if (!isProblem(error)) throw error;
    ports.log.warn({ operation: operation.id, err: error }, 'cannot read the rollout; asking again');
    return null;
  }
}

async function follow(
  ports: WatchPorts,
  operation: Operation,
  environment: Environment,
  seen: RolloutView | null,
): Promise<Advance> {
  const first = operation.rollout === null;
  const now = await ports.store.now();
  const { rollout, notes } =
    seen === null
      ? { rollout: null, notes: [] }
      : await mindRollout(ports, operation, environment, seen, now);
  const changed = JSON.stringify(rollout) !== JSON.stringify(operation.rollout);
  const current = changed ? await saveProgress(ports, operation, { rollout }, { notes, at: now }) : operation;
  if (current === null) return { next: 'again', waitMs: FIRST_POLL_MS };
  if (operation.state === 'unknown') return { next: 'again', waitMs: SLOW_POLL_MS };
  const running = now - (operation.startedAt ?? operation.createdAt);
  const { patience = LONGEST_MS } = ports.changes[operation.kind];
  if (running < patience) return { next: 'again', waitMs: first ? FIRST_POLL_MS : gapAfter(running) };
  const details = operation.plan.manual
    .slice(0, 1)
    .map((line) => say('execute.look-at', { line: code(line) }));
  const text = say('execute.too-long', { span: span(running) });
  await end(ports, current, 'unknown', { text, details, lines: [], entry: null });
  return { next: 'again', waitMs: SLOW_POLL_MS };
}

/** ms until the next look: five seconds for the first five minutes, and half a minute from half an hour on. */
function gapAfter(running: number): number {
  return Math.min(SLOW_POLL_MS, Math.max(POLL_MS, running * GAP_GROWS));
}
