import type { Change, ChangeReaders, Planned, Settlement } from '../core/change.ts';
import type { Check } from '../core/check.ts';
import { COMMON_CLASSES, databaseCost } from '../core/data-prices.ts';
import type { Environment } from '../core/environment.ts';
import { nearMisses } from '../core/near-miss.ts';
import type { Operation } from '../core/operation.ts';
import type { DatabaseView } from '../core/ports/rds.ts';
import { code, say, span } from '../core/sentence.ts';
import { checkAlarms } from './checks.ts';
import { databaseLine } from './data-lines.ts';
import { checkNoRollout, checkPending, ended, rolloutNow } from './data-step.ts';
import { planOf, refusedPlan } from './plan-of.ts';
import { checkDatabase, checkSnapshotAge, isBroken, pendingText, readDatabase } from './read-database.ts';
import { tryRead } from './read-live.ts';
import { RESIZE_PATIENCE_MS, resizeCost, type Sized, seenResize, settleResize } from './resize-step.ts';

interface ResizeWish {
  readonly instanceClass: string;
}

const CLASS = /^db\.[a-z0-9-]+\.[a-z0-9-]+$/;
const PENDING = 'DBInstanceClass';

/** Gives the database another instance class at once. Its server is restarted, or fails over where there are two. */
export const dbResize: Change<ResizeWish> = {
  kind: 'db-resize',
  patience: RESIZE_PATIENCE_MS,
  plan: planResize,
  async live(readers, environment, plan) {
    const view = await readers.rds.instance(environment, String(plan.target['database']));
    return liveOf(view, await rolloutNow(readers, environment));
  },
  steps: () => ['resize-database'],
  async apply(writer, environment, { plan }) {
    const { database, to } = plan.target;
    await writer.resizeDatabase(environment, { instance: String(database), instanceClass: String(to) });
    return {};
  },
  async seen(readers, environment, operation) {
    const view = await readers.rds.instance(environment, String(operation.plan.target['database']));
    return seenResize(view && sizedOf(view), operation);
  },
  settle,
  undo: ({ plan, environment }) => `db resize ${String(plan.target['from'])} ${environment}`,
  describe: ({ plan, environment }) =>
    say('change.db-resize', { to: code(String(plan.target['to'])), environment }),
};

function sizedOf({ status, instanceClass, pending }: DatabaseView): Sized {
  return { status, size: instanceClass, waiting: pending[PENDING] };
}

function liveOf(view: DatabaseView | null, rollout: string): Record<string, string> {
  return {
    database: view?.arn ?? '–',
    status: view?.status ?? '–',
    class: view?.instanceClass ?? '–',
    pending: view === null ? '–' : pendingText(view),
    rollout,
  };
}

async function planResize(
  readers: ChangeReaders,
  environment: Environment,
  wish: ResizeWish,
): Promise<Planned> {
  const read = await readDatabase(readers, environment);
  if ('none' in read) return read.none;
  const { view } = read;
  const to = wish.instanceClass.toLowerCase();
  const { instanceClass: from, id } = view;
  if (from === to) return refusedPlan(say('plan.same-class', { database: code(id), class: code(to) }));
  const classed = await checkClass(readers, environment, view, to);
  if ('none' in classed) return classed.none;
  const [rollout, snapshot, alarms] = await Promise.all([
    rolloutNow(readers, environment),
    checkSnapshotAge(readers, environment, view),
    checkAlarms(readers, environment),
  ]);
  const costs = { region: environment.region, engine: view.engine, multiAz: view.multiAz };
  const cost = resizeCost(
    environment.region,
    to,
    databaseCost({ ...costs, instanceClass: from }),
    databaseCost({ ...costs, instanceClass: to }),
  );
  const waiting = Object.keys(view.pending).filter((name) => name !== PENDING);
  return planOf(readers, {
    rows: [
      { field: 'database', from: null, to: id },
      { field: 'instance-class', from, to },
      ...(cost.row === null ? [] : [{ field: 'monthly-cost' as const, ...cost.row }]),
    ],
    checks: [
      checkDatabase(view),
      checkInterruption(view),
      classed.check,
      checkPending(waiting),
      checkNoRollout(rollout),
      snapshot,
      alarms,
      cost.check,
    ],
    live: liveOf(view, rollout),
    startsDeployment: false,
    manual: [
      databaseLine(environment, 'modify-db-instance', id, {
        'db-instance-class': to,
        'apply-immediately': true,
      }),
    ],
    target: { database: id, from, to, waited: view.pending[PENDING] ?? null },
  });
}

async function checkClass(
  readers: ChangeReaders,
  environment: Environment,
  view: DatabaseView,
  wanted: string,
): Promise<{ readonly check: Check } | { readonly none: Planned }> {
  const name = 'class';
  const engine = { engine: view.engine, version: view.engineVersion };
  const values = { class: code(wanted), engine: `${view.engine} ${view.engineVersion}` };
  const none = (known: readonly string[]) => {
    // `t3.small` lacks only the head that every class has.
    const whole = known.filter((each) => each === `db.${wanted}`);
    const near = (whole.length > 0 ? whole : nearMisses(wanted, known)).slice(0, 4).map(code);
    return { none: refusedPlan(say('plan.class-unknown', { ...values, near })) };
  };
  // A word that is no class at all is not sent to AWS as one.
  if (!CLASS.test(wanted)) {
    const all = await tryRead(readers.rds.classes(environment, engine));
    return none(all.ok ? all.value : COMMON_CLASSES);
  }
  const one = await tryRead(readers.rds.classes(environment, engine, wanted));
  if (!one.ok)
    return {
      check: {
        name,
        level: 'not-checked',
        text: say('check.class.not-checked', { ...values, why: one.why }),
      },
    };
  if (one.value.includes(wanted))
    return { check: { name, level: 'ok', text: say('check.class.ok', values) } };
  const all = await tryRead(readers.rds.classes(environment, engine));
  return none(all.ok ? all.value : COMMON_CLASSES);
}

/** Source: RDS User Guide, "Settings for DB instances": another class is an outage; with a standby it is a failover. */
function checkInterruption({ multiAz }: DatabaseView): Check {
  const text = say(multiAz ? 'check.interruption.failover' : 'check.interruption.restart');
  return { name: 'interruption', level: 'warning', text };
}

async function settle(
  readers: ChangeReaders,
  environment: Environment,
  operation: Operation,
): Promise<Settlement> {
  const { database: id, to } = operation.plan.target;
  const view = await readers.rds.instance(environment, String(id));
  const database = code(String(id));
  if (view === null) return ended('failed', say('outcome.database-gone', { database }));
  if (isBroken(view.status))
    return ended('failed', say('outcome.database-broken', { database, status: code(view.status) }));
  const now = code(view.instanceClass);
  return settleResize(readers, operation, sizedOf(view), {
    resized: (took) => say('outcome.db-resized', { class: code(String(to)), took: span(took) }),
    superseded: say('outcome.db-resize-superseded', { now }),
    notResized: say('outcome.db-not-resized', { class: now }),
    look: 'db',
  });
}
