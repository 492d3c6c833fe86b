import type { Change, ChangeReaders, Planned, Settlement } from '../core/change.ts';
import type { Check } from '../core/check.ts';
import type { Environment } from '../core/environment.ts';
import type { Operation } from '../core/operation.ts';
import type { DatabaseView } from '../core/ports/rds.ts';
import { code, say, span } from '../core/sentence.ts';
import { databaseLine } from './data-lines.ts';
import { ended, identifierOf, sentSince, stampOf, stillRunning } from './data-step.ts';
import { planOf } from './plan-of.ts';
import { checkDatabase, readDatabase } from './read-database.ts';

/** A snapshot of some TiB takes hours, ms. */
const PATIENCE_MS = 12 * 60 * 60_000;
/** RDS shows what it accepted within seconds; what is not there after so long was lost, ms. */
const MISSING_MS = 2 * 60_000;

/** A snapshot of the database. Its name is chosen in the plan, so that one whose answer was lost is found by it. */
export const dbSnapshot: Change = {
  kind: 'db-snapshot',
  patience: PATIENCE_MS,
  plan: planSnapshot,
  async live(readers, environment, plan) {
    const view = await readers.rds.instance(environment, String(plan.target['database']));
    return liveOf(view);
  },
  steps: () => ['snapshot-database'],
  async apply(writer, environment, { plan }) {
    const { snapshot, database } = plan.target;
    await writer.snapshotDatabase(environment, { id: String(snapshot), instance: String(database) });
    return {};
  },
  async seen(readers, environment, { plan }) {
    const found = await readers.rds.snapshot(environment, String(plan.target['snapshot']));
    return found === null ? { seen: 'not-applied' } : { seen: 'applied', result: {} };
  },
  settle: settleSnapshot,
  // A snapshot harms nobody, and nothing is ever deleted from here.
  undo: () => null,
  describe: ({ plan, environment }) =>
    say('change.db-snapshot', { database: code(String(plan.target['database'])), environment }),
};

function liveOf(view: DatabaseView | null): Record<string, string> {
  return { database: view?.arn ?? '–', status: view?.status ?? '–' };
}

async function planSnapshot(readers: ChangeReaders, environment: Environment): Promise<Planned> {
  const read = await readDatabase(readers, environment);
  if ('none' in read) return read.none;
  const { view } = read;
  const id = identifierOf('hydrous', environment.name, stampOf(readers.clock.now()));
  return planOf(readers, {
    rows: [
      { field: 'database', from: null, to: view.id },
      { field: 'snapshot', from: null, to: id },
    ],
    checks: [checkDatabase(view), checkPause(view)],
    live: liveOf(view),
    startsDeployment: false,
    manual: [databaseLine(environment, 'create-db-snapshot', view.id, { 'db-snapshot-identifier': id })],
    target: { snapshot: id, database: view.id },
  });
}

/** With a standby the snapshot is taken there. Source: RDS User Guide, "Creating a DB snapshot". */
function checkPause({ multiAz, storage }: DatabaseView): Check {
  return multiAz
    ? { name: 'interruption', level: 'ok', text: say('check.snapshot.standby', { storage }) }
    : { name: 'interruption', level: 'warning', text: say('check.snapshot.pause', { storage }) };
}

async function settleSnapshot(
  readers: ChangeReaders,
  environment: Environment,
  operation: Operation,
): Promise<Settlement> {
  const id = String(operation.plan.target['snapshot']);
  const found = await readers.rds.snapshot(environment, id);
  const snapshot = code(id);
  const took = sentSince(readers, operation);
  if (found === null)
    return took < MISSING_MS
      ? stillRunning('creating')
      : ended('failed', say('outcome.snapshot-gone', { snapshot }));
  if (found.status === 'available') {
    const command = code(`/hydrous db restore ${id} ${environment.name}`);
    const text = say('outcome.snapshot', { snapshot, storage: found.storage ?? 0, took: span(took) });
    return ended('succeeded', text, [say('outcome.snapshot-next', { command })]);
  }
  if (found.status === 'creating' || found.status === 'pending')
    return stillRunning(found.status, found.percent);
  return ended('failed', say('outcome.snapshot-failed', { snapshot, status: code(found.status) }));
}
