/**
 * Carries out an approved operation, one step at a time, so that a process that dies at any point leaves a state
 * the next one can continue from. Before each AWS write its intent is committed; after a lost answer the world is
 * read, never written again. A lost change beats a second one.
 */
import type { ChangeReaders, ChangeWriter } from '../core/change.ts';
import type { Environment } from '../core/environment.ts';
import { gateKind } from '../core/lock.ts';
import { movedText } from '../core/moved-text.ts';
import type { Operation, OperationState, Outcome, StepRecord } from '../core/operation.ts';
import type { Log, Sealer } from '../core/ports/ambient.ts';
import type { OperationPatch, Store } from '../core/ports/store.ts';
import { isProblem } from '../core/problem.ts';
import { code, type Sentence, say } from '../core/sentence.ts';
import { whatMoved } from '../core/state-digest.ts';
import { type GatePorts, readGate, whyShut } from './gates.ts';
import type { Changes } from './operation-state.ts';
import { end, save } from './save-operation.ts';
import { openedFor } from './sealed-values.ts';
import { type WatchPorts, watchRollout } from './watch-rollout.ts';

export interface ExecutePorts extends WatchPorts, GatePorts {
  readonly store: Store;
  readonly changes: Changes;
  readonly readers: ChangeReaders;
  readonly writer: ChangeWriter;
  readonly sealer: Sealer;
  readonly log: Log;
  readonly channel: string;
}

/** What to do with the operation next: come back after `waitMs`, or nothing more. */
export type Advance = { readonly next: 'again'; readonly waitMs: number } | { readonly next: 'done' };

/** How long a write whose answer was lost may take to show in ECS, which is eventually consistent, ms. */
const SETTLING_MS = 30_000;
/** After this long without a clear answer the operation is `unknown` and says what to look at, ms. */
const PATIENCE_MS = 120_000;
const RETRY_MS = 2_000;
/** An intent older than this on this machine's clock is not sent any more, ms; far below SETTLING_MS. */
const FRESH_MS = 10_000;

/** Takes the operation one step further. Throws only what is unexpected. */
export async function advance(
  ports: ExecutePorts,
  operation: Operation,
  environment: Environment,
): Promise<Advance> {
  switch (operation.state) {
    case 'approved':
      return begin(ports, operation, environment);
    case 'executing':
    case 'unknown':
      return proceed(ports, operation, environment);
    default:
      return { next: 'done' };
  }
}

async function begin(ports: ExecutePorts, operation: Operation, environment: Environment): Promise<Advance> {
  // What was locked or frozen since it was asked for does not begin; the reading fails closed.
  const brokenGlass = (await ports.store.breakGlass.get(operation.id))?.brokenAt != null;
  const gate = await readGate(ports, environment, gateKind(operation.kind, operation.plan), { brokenGlass });
  const shut = whyShut(gate, operation);
  if (shut !== null) return finish(ports, operation, 'stale', shut);
  const drift = await findDrift(ports, operation, environment);
  if ('unreadable' in drift) return giveUpReading(ports, operation, drift.unreadable);
  if (drift.length > 0)
    return finish(ports, operation, 'stale', { ...EMPTY, text: say('execute.stale'), details: drift });
  const startedAt = await ports.store.now();
  const moved = await save(
    ports,
    operation,
    'executing',
    { startedAt },
    { event: 'executing', note: say('note.started') },
  );
  return moved === null ? { next: 'again', waitMs: RETRY_MS } : proceed(ports, moved, environment);
}

async function proceed(
  ports: ExecutePorts,
  operation: Operation,
  environment: Environment,
): Promise<Advance> {
  const change = ports.changes[operation.kind];
  for (const step of change.steps(operation.plan)) {
    const record = operation.steps.find((each) => each.step === step);
    if (record === undefined) return send(ports, operation, environment, step);
    if (record.result === null) return reconcile(ports, operation, environment, record);
  }
  return watchRollout(ports, operation, environment);
}

/** Commits the intent, sends the one request, saves its answer. The version is the fence: who lost it sends nothing. */
async function send(
  ports: ExecutePorts,
  operation: Operation,
  environment: Environment,
  step: string,
): Promise<Advance> {
  if (operation.state === 'unknown') return watchRollout(ports, operation, environment);
  if (operation.steps.length > 0) {
    const drift = await findDrift(ports, operation, environment);
    if ('unreadable' in drift) return giveUpReading(ports, operation, drift.unreadable);
    if (drift.length > 0)
      return finish(ports, operation, 'stale', { ...EMPTY, text: say('execute.stale'), details: drift });
  }
  const values = await openedFor(ports, operation);
  if (values === null)
    return finish(ports, operation, 'failed', { ...EMPTY, text: say('execute.sealed-lost') });
  const before = ports.readers.clock.now();
  const sentAt = await ports.store.now();
  const intent: StepRecord = { step, sentAt, result: null };
  const ready = await save(
    ports,
    operation,
    'executing',
    { steps: [...operation.steps, intent] },
    { event: `intent:${step}` },
  );
  if (ready === null) return { next: 'again', waitMs: RETRY_MS };
  // A process that was frozen since its intent was saved may be given up for dead: it must not send any more.
  if (ports.readers.clock.now() - before > FRESH_MS) return { next: 'again', waitMs: RETRY_MS };
  ports.log.info({ operation: operation.id, step }, 'sending change to AWS');
  try {
    const result = await ports.changes[operation.kind].apply(
      ports.writer,
      environment,
      ready,
      step,
      operation.steps,
      values,
    );
    const done = await saveResult(ports, ready, { ...intent, result });
    return done === null ? { next: 'again', waitMs: RETRY_MS } : proceed(ports, done, environment);
  } catch (error) {
    if (!isProblem(error)) throw error;
    if (error.kind === 'ambiguous') {
      ports.log.warn(
        { operation: operation.id, step, err: error },
        'answer of a change was lost; reading what happened',
      );
      return { next: 'again', waitMs: RETRY_MS };
    }
    return finish(ports, ready, 'failed', { ...EMPTY, text: error.sentence });
  }
}

/** After a lost answer or a restart: the request may have happened or not. It is looked up, never repeated. */
async function reconcile(
  ports: ExecutePorts,
  operation: Operation,
  environment: Environment,
  record: StepRecord,
): Promise<Advance> {
  const age = (await ports.store.now()) - record.sentAt;
  try {
    const { seen, result } = await ports.changes[operation.kind].seen(
      ports.readers,
      environment,
      operation,
      record,
    );
    if (seen === 'applied') {
      const done = await saveResult(ports, operation, { ...record, result: result ?? {} });
      return done === null ? { next: 'again', waitMs: RETRY_MS } : proceed(ports, done, environment);
    }
    if (seen === 'not-applied' && age >= SETTLING_MS) {
      return finish(ports, operation, 'failed', { ...EMPTY, text: say('execute.not-applied') });
    }
  } catch (error) {
    if (!isProblem(error)) throw error;
    ports.log.warn(
      { operation: operation.id, step: record.step, err: error },
      'cannot read whether the change happened',
    );
  }
  if (age < PATIENCE_MS || operation.state === 'unknown') return { next: 'again', waitMs: RETRY_MS };
  return finish(ports, operation, 'unknown', unclear(operation));
}

async function saveResult(
  ports: ExecutePorts,
  operation: Operation,
  record: StepRecord,
): Promise<Operation | null> {
  const steps = operation.steps.map((each) => (each.step === record.step ? record : each));
  const state = operation.state === 'unknown' ? 'unknown' : 'executing';
  return save(
    ports,
    operation,
    state,
    { steps },
    { event: `done:${record.step}`, note: say('note.step', { step: record.step }) },
  );
}

/** The plan's live fields, read again; what moved is told field by field. */
async function findDrift(
  ports: ExecutePorts,
  operation: Operation,
  environment: Environment,
): Promise<readonly Sentence[] | { readonly unreadable: Sentence }> {
  try {
    const now = await ports.changes[operation.kind].live(ports.readers, environment, operation.plan);
    return whatMoved(operation.plan.live, now).map(movedText);
  } catch (error) {
    if (!isProblem(error)) throw error;
    ports.log.warn({ operation: operation.id, err: error }, 'cannot read the live state before a change');
    return { unreadable: error.sentence };
  }
}

async function giveUpReading(ports: ExecutePorts, operation: Operation, why: Sentence): Promise<Advance> {
  const since = operation.decidedAt ?? operation.createdAt;
  if ((await ports.store.now()) - since < PATIENCE_MS) return { next: 'again', waitMs: RETRY_MS };
  return finish(ports, operation, 'failed', {
    ...EMPTY,
    text: say('execute.cannot-read', { why }),
  });
}

async function finish(
  ports: ExecutePorts,
  operation: Operation,
  state: OperationState,
  outcome: Outcome,
  patch: OperationPatch = {},
): Promise<Advance> {
  const soFar = ports.changes[operation.kind].soFar?.(operation) ?? [];
  await end(ports, operation, state, { ...outcome, details: [...outcome.details, ...soFar] }, patch);
  return state === 'unknown' ? { next: 'again', waitMs: PATIENCE_MS / 2 } : { next: 'done' };
}

const EMPTY: Omit<Outcome, 'text'> = { details: [], lines: [], entry: null };

function unclear(operation: Operation): Outcome {
  const details = operation.plan.manual
    .slice(0, 1)
    .map((line) => say('execute.look-at', { line: code(line) }));
  return { ...EMPTY, text: say('execute.unclear'), details };
}
