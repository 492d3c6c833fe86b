import type { Change, ChangeReaders, Planned, Settlement } from '../core/change.ts';
import { DATA_PRICES_AS_OF, databaseCost, storageCost } from '../core/data-prices.ts';
import type { Environment } from '../core/environment.ts';
import type { Operation } from '../core/operation.ts';
import type { DatabaseView, RestoreSettings, SnapshotView } from '../core/ports/rds.ts';
import { code, say, span } from '../core/sentence.ts';
import { databaseLine, restoreLine } from './data-lines.ts';
import { dollars, ended, identifierOf, sentSince, stampOf, stillRunning } from './data-step.ts';
import { planOf, refusedPlan } from './plan-of.ts';
import { isBroken, readDatabase } from './read-database.ts';
import { tryRead } from './read-live.ts';
import {
  carriedSettings,
  checkHolders,
  checkSettings,
  checkSnapshot,
  missingSnapshot,
  pointingDetails,
  readHolders,
} from './restore-plan.ts';

interface RestoreWish {
  readonly snapshot: string;
}

const PATIENCE_MS = 12 * 60 * 60_000;
const MISSING_MS = 5 * 60_000;
/** Of the 63 that RDS allows; the rest is for `-restored-` and the time. Source: RestoreDBInstanceFromDBSnapshot. */
const LONGEST_HEAD = 38;

/** Makes a new instance out of a snapshot, beside the live one: that one is neither touched nor ever deleted. */
export const dbRestore: Change<RestoreWish> = {
  kind: 'db-restore',
  patience: PATIENCE_MS,
  plan: planRestore,
  async live(readers, environment, { target }) {
    const [view, snapshot, taken] = await Promise.all([
      readers.rds.instance(environment, String(target['database'])),
      readers.rds.snapshot(environment, String(target['snapshot'])),
      readers.rds.instance(environment, String(target['instance'])),
    ]);
    return liveOf(readers, view, snapshot, taken);
  },
  steps: () => ['restore-database'],
  async apply(writer, environment, { plan }) {
    const { snapshot, instance, settings } = plan.target;
    await writer.restoreDatabase(environment, {
      snapshot: String(snapshot),
      instance: String(instance),
      settings: settings as RestoreSettings,
    });
    return {};
  },
  async seen(readers, environment, { plan }) {
    const found = await readers.rds.instance(environment, String(plan.target['instance']));
    return found === null ? { seen: 'not-applied' } : { seen: 'applied', result: {} };
  },
  settle: settleRestore,
  // Taking it back would mean to delete a database, which is never done from here.
  undo: () => null,
  describe: ({ plan, environment }) =>
    say('change.db-restore', {
      snapshot: code(String(plan.target['snapshot'])),
      instance: code(String(plan.target['instance'])),
      environment,
    }),
};

function liveOf(
  { digest }: ChangeReaders,
  view: DatabaseView | null,
  snapshot: SnapshotView | null,
  taken: DatabaseView | null,
): Record<string, string> {
  return {
    database: view?.arn ?? '–',
    settings: view === null ? '–' : digest(JSON.stringify(carriedSettings(view, null))).slice(0, 12),
    snapshot: snapshot?.id ?? '–',
    'snapshot-status': snapshot?.status ?? '–',
    'new-database': taken === null ? '–' : taken.status,
  };
}

async function planRestore(
  readers: ChangeReaders,
  environment: Environment,
  wish: RestoreWish,
): Promise<Planned> {
  const read = await readDatabase(readers, environment);
  if ('none' in read) return read.none;
  const { view } = read;
  const wanted = wish.snapshot.toLowerCase();
  const snapshot = await readers.rds.snapshot(environment, wanted);
  if (snapshot === null) return missingSnapshot(readers, environment, view, wanted);
  if (snapshot.engine !== null && snapshot.engine !== view.engine) {
    const values = { snapshot: code(snapshot.id), has: snapshot.engine, wants: view.engine };
    return refusedPlan(say('plan.snapshot-engine', values));
  }
  const now = readers.clock.now();
  const head = identifierOf(view.id.slice(0, LONGEST_HEAD));
  const instance = identifierOf(head, 'restored', stampOf(now).slice(0, 13));
  const taken = await readers.rds.instance(environment, instance);
  if (taken !== null) return refusedPlan(say('plan.restore-again', { instance: code(instance) }));
  const holders = await tryRead(readHolders(readers, environment, view));
  const settings = carriedSettings(view, snapshot);
  const cost = costOf(environment, view, snapshot);
  return planOf(readers, {
    rows: [
      { field: 'snapshot', from: null, to: snapshot.id },
      { field: 'new-database', from: null, to: instance },
      { field: 'instance-class', from: null, to: view.instanceClass },
      ...(cost === null ? [] : [{ field: 'monthly-cost' as const, from: null, to: `+${dollars(cost)} USD` }]),
    ],
    checks: [
      { name: 'database', level: 'ok', text: say('check.restore.beside', { database: code(view.id) }) },
      checkSnapshot(snapshot, view, now),
      checkSettings(view, snapshot),
      checkHolders(holders),
      cost === null
        ? {
            name: 'cost',
            level: 'not-checked',
            text: say('check.data-cost.unknown', {
              what: code(view.instanceClass),
              region: environment.region,
            }),
          }
        : { name: 'cost', level: 'ok', text: costText(environment, cost) },
    ],
    live: liveOf(readers, view, snapshot, null),
    startsDeployment: false,
    manual: [restoreLine(environment, snapshot.id, instance, settings)],
    target: {
      database: view.id,
      host: view.host,
      snapshot: snapshot.id,
      instance,
      settings,
      cost,
      holders: holders.ok ? holders.value : null,
    },
  });
}

function costText({ region }: Environment, cost: number) {
  return say('check.restore.cost', { month: dollars(cost), region, asOf: DATA_PRICES_AS_OF });
}

/** What the second instance costs as long as there are two, US dollars a month. */
function costOf({ region }: Environment, view: DatabaseView, snapshot: SnapshotView): number | null {
  const { engine, instanceClass, multiAz, storageType: type } = view;
  const server = databaseCost({ region, engine, instanceClass, multiAz });
  const disk = storageCost(region, { type, gib: snapshot.storage ?? view.storage, multiAz });
  return server === null || disk === null ? null : server + disk;
}

async function settleRestore(
  readers: ChangeReaders,
  environment: Environment,
  operation: Operation,
): Promise<Settlement> {
  const { instance: id, database: old, cost } = operation.plan.target;
  const view = await readers.rds.instance(environment, String(id));
  const instance = code(String(id));
  const took = sentSince(readers, operation);
  if (view === null)
    return took < MISSING_MS
      ? stillRunning('creating')
      : ended('failed', say('outcome.database-gone', { database: instance }));
  if (isBroken(view.status))
    return ended(
      'failed',
      say('outcome.database-broken', { database: instance, status: code(view.status) }),
      [say('outcome.restore-by-hand', { line: code(deleteLine(environment, String(id))) })],
    );
  if (view.status !== 'available' || view.host === null) return stillRunning(view.status);
  const host = code(view.port === null ? view.host : `${view.host}:${view.port}`);
  return ended('succeeded', say('outcome.restored', { instance, host, took: span(took) }), [
    ...pointingDetails(environment, operation.plan.target, view),
    say('outcome.restore-both', {
      old: code(String(old)),
      month: typeof cost === 'number' ? dollars(cost) : null,
    }),
    say('outcome.restore-by-hand', { line: code(deleteLine(environment, String(id))) }),
  ]);
}

/** Shown, never run: whoever is sure types it. A protected instance must lose its protection first. */
function deleteLine(environment: Environment, id: string): string {
  return databaseLine(environment, 'delete-db-instance', id, {
    'final-db-snapshot-identifier': `${id.slice(0, 57)}-final`,
  });
}
