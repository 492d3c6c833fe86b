import type { Change, ChangeReaders, Planned, Settlement, StepSeen } from '../core/change.ts';
import type { Check } from '../core/check.ts';
import { cacheCost, DATA_PRICES_AS_OF } from '../core/data-prices.ts';
import type { Environment } from '../core/environment.ts';
import { nearMisses } from '../core/near-miss.ts';
import type { Operation } from '../core/operation.ts';
import type { CacheView } from '../core/ports/elasticache.ts';
import { code, say, span } from '../core/sentence.ts';
import { checkAlarms } from './checks.ts';
import { resizeCacheLine } from './data-lines.ts';
import {
  checkNoRollout,
  checkPending,
  difference,
  dollars,
  ended,
  rolloutNow,
  sentSince,
  stillRunning,
} from './data-step.ts';
import { planOf, refusedPlan } from './plan-of.ts';
import { tryRead } from './read-live.ts';

interface ResizeWish {
  readonly nodeType: string;
}

const PATIENCE_MS = 4 * 60 * 60_000;
const BEGINS_MS = 5 * 60_000;
const TYPE = /^cache\.[a-z0-9-]+\.[a-z0-9-]+$/;
const PENDING = 'CacheNodeType';

/** Gives every node of the cache another type at once. */
export const cacheResize: Change<ResizeWish> = {
  kind: 'cache-resize',
  patience: PATIENCE_MS,
  plan: planResize,
  async live(readers, environment, plan) {
    const view = await readers.elastiCache.cache(environment, String(plan.target['cache']));
    return liveOf(view, await rolloutNow(readers, environment));
  },
  steps: () => ['resize-cache'],
  async apply(writer, environment, { plan }) {
    const { cache, kind, to } = plan.target;
    await writer.resizeCache(environment, {
      id: String(cache),
      kind: kind === 'group' ? 'group' : 'cluster',
      nodeType: String(to),
    });
    return {};
  },
  async seen(readers, environment, { plan }) {
    const view = await readers.elastiCache.cache(environment, String(plan.target['cache']));
    const seen = view === null ? 'cannot-tell' : seenIn(view, plan.target);
    return seen === 'applied' ? { seen, result: {} } : { seen };
  },
  settle: settleResize,
  undo: ({ plan, environment }) => `cache resize ${String(plan.target['from'])} ${environment}`,
  describe: ({ plan, environment }) =>
    say('change.cache-resize', { to: code(String(plan.target['to'])), environment }),
};

/** A change that waited before says nothing about ours; one that began does. */
function seenIn(view: CacheView, target: Operation['plan']['target']): StepSeen {
  const { to, from, waited } = target;
  const waiting = view.pendingNodeType === to;
  if (view.nodeType === to || (waiting && waited !== to)) return 'applied';
  if (view.status !== 'available') return waiting ? 'applied' : 'cannot-tell';
  return !waiting && view.nodeType === from ? 'not-applied' : 'cannot-tell';
}

function liveOf(view: CacheView | null, rollout: string): Record<string, string> {
  return {
    cache: view === null ? '–' : `${view.kind} ${view.id}`,
    status: view?.status ?? '–',
    type: view?.nodeType ?? '–',
    nodes: String(view?.nodes.length ?? 0),
    pending: [...(view?.pending ?? [])].sort().join(', ') || '–',
    rollout,
  };
}

async function planResize(
  readers: ChangeReaders,
  environment: Environment,
  wish: ResizeWish,
): Promise<Planned> {
  const { cache: id, name } = environment;
  if (id === null) return refusedPlan(say('plan.no-cache', { environment: name }));
  const view = await readers.elastiCache.cache(environment, id);
  if (view === null) return refusedPlan(say('plan.cache-missing', { cache: code(id) }));
  const to = wish.nodeType.toLowerCase();
  const from = view.nodeType;
  if (from === to) return refusedPlan(say('plan.same-class', { database: code(id), class: code(to) }));
  const typed = await checkType(readers, environment, view, to);
  if ('none' in typed) return typed.none;
  const [rollout, alarms] = await Promise.all([
    rolloutNow(readers, environment),
    checkAlarms(readers, environment),
  ]);
  const cost = costOf(environment, view, to);
  return planOf(readers, {
    rows: [
      { field: 'node-type', from, to },
      ...(cost.row === null ? [] : [{ field: 'monthly-cost' as const, ...cost.row }]),
    ],
    checks: [
      checkCache(view),
      checkInterruption(view),
      typed.check,
      checkPending(view.pending.filter((each) => each !== PENDING)),
      checkNoRollout(rollout),
      alarms,
      cost.check,
    ],
    live: liveOf(view, rollout),
    startsDeployment: false,
    manual: [resizeCacheLine(environment, view, to)],
    target: { cache: id, kind: view.kind, from, to, waited: view.pendingNodeType },
  });
}

function checkCache({ id, status }: CacheView): Check {
  const values = { cache: code(id), status: code(status) };
  return status === 'available'
    ? { name: 'cache', level: 'ok', text: say('check.cache.ok', values) }
    : { name: 'cache', level: 'stop', text: say('check.cache.busy', values) };
}

/** ElastiCache itself says what this cache can become. */
async function checkType(
  readers: ChangeReaders,
  environment: Environment,
  view: CacheView,
  wanted: string,
): Promise<{ readonly check: Check } | { readonly none: Planned }> {
  const name = 'class';
  const allowed = await tryRead(readers.elastiCache.nodeTypes(environment, view));
  if (!allowed.ok) {
    if (!TYPE.test(wanted))
      return { none: refusedPlan(say('plan.type-unknown', { type: wanted, near: [] })) };
    const text = say('check.type.not-checked', { type: code(wanted), why: allowed.why });
    return { check: { name, level: 'not-checked', text } };
  }
  const known = [...allowed.value.up, ...allowed.value.down];
  if (known.includes(wanted))
    return { check: { name, level: 'ok', text: say('check.type.ok', { type: code(wanted) }) } };
  const whole = known.filter((each) => each === `cache.${wanted}`);
  const near = whole.length > 0 ? whole : nearMisses(wanted, known);
  const offered = (near.length > 0 ? near : known).slice(0, 6).map(code);
  return { none: refusedPlan(say('plan.type-unknown', { type: wanted, near: offered })) };
}

/** Source: ElastiCache User Guide, "Scaling single-node clusters" and "Scaling replication groups". */
function checkInterruption({ nodes, failover }: CacheView): Check {
  const alone = nodes.length <= 1 || !failover;
  const text = say(alone ? 'check.interruption.cache' : 'check.interruption.group');
  return { name: 'interruption', level: 'warning', text };
}

function costOf(
  { region }: Environment,
  { engine, nodeType, nodes }: CacheView,
  to: string,
): { readonly row: { readonly from: string; readonly to: string } | null; readonly check: Check } {
  const count = nodes.length;
  const before = cacheCost(region, { engine, nodeType, nodes: count });
  const after = cacheCost(region, { engine, nodeType: to, nodes: count });
  if (before === null || after === null) {
    const text = say('check.data-cost.unknown', { what: code(to), region });
    return { row: null, check: { name: 'cost', level: 'not-checked', text } };
  }
  const values = { difference: difference(before, after), region, asOf: DATA_PRICES_AS_OF };
  return {
    row: { from: `${dollars(before)} USD`, to: `${dollars(after)} USD` },
    check: { name: 'cost', level: 'ok', text: say('check.data-cost', values) },
  };
}

async function settleResize(
  readers: ChangeReaders,
  environment: Environment,
  operation: Operation,
): Promise<Settlement> {
  const { cache: id, from, to } = operation.plan.target;
  const view = await readers.elastiCache.cache(environment, String(id));
  if (view === null) return ended('failed', say('outcome.cache-gone', { cache: code(String(id)) }));
  const { status, nodeType, pendingNodeType } = view;
  const took = sentSince(readers, operation);
  if (status !== 'available') return stillRunning(status);
  if (nodeType === to)
    return ended('succeeded', say('outcome.cache-resized', { type: code(String(to)), took: span(took) }));
  if (pendingNodeType === to) return stillRunning('pending-modification');
  if (nodeType !== from)
    return ended('superseded', say('outcome.cache-resize-superseded', { now: code(nodeType) }));
  const began = operation.rollout?.progress?.status === 'modifying';
  if (!began && took < BEGINS_MS) return stillRunning(status);
  return ended('failed', say('outcome.cache-not-resized', { type: code(nodeType) }), [
    say('outcome.see-events', { command: code(`/hydrous cache ${environment.name}`) }),
  ]);
}
