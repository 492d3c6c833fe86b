import type { Change, ChangeReaders, Planned, Settlement } from '../core/change.ts';
import type { Check } from '../core/check.ts';
import { cacheCost } from '../core/data-prices.ts';
import type { Environment } from '../core/environment.ts';
import { nearMisses } from '../core/near-miss.ts';
import type { Operation } from '../core/operation.ts';
import type { CacheView } from '../core/ports/elasticache.ts';
import { code, say, span } from '../core/sentence.ts';
import { checkAlarms } from './checks.ts';
import { resizeCacheLine } from './data-lines.ts';
import { checkNoRollout, checkPending, ended, rolloutNow } from './data-step.ts';
import { planOf, refusedPlan } from './plan-of.ts';
import { tryRead } from './read-live.ts';
import { RESIZE_PATIENCE_MS, resizeCost, type Sized, seenResize, settleResize } from './resize-step.ts';

interface ResizeWish {
  readonly nodeType: string;
}

const TYPE = /^cache\.[a-z0-9-]+\.[a-z0-9-]+$/;
const PENDING = 'CacheNodeType';

/** Gives every node of the cache another type at once. */
export const cacheResize: Change<ResizeWish> = {
  kind: 'cache-resize',
  patience: RESIZE_PATIENCE_MS,
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
  async seen(readers, environment, operation) {
    const view = await readers.elastiCache.cache(environment, String(operation.plan.target['cache']));
    return seenResize(view && sizedOf(view), operation);
  },
  settle,
  undo: ({ plan, environment }) => `cache resize ${String(plan.target['from'])} ${environment}`,
  describe: ({ plan, environment }) =>
    say('change.cache-resize', { to: code(String(plan.target['to'])), environment }),
};

function sizedOf({ status, nodeType, pendingNodeType }: CacheView): Sized {
  return { status, size: nodeType, waiting: pendingNodeType };
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
  const costs = { engine: view.engine, nodes: view.nodes.length };
  const cost = resizeCost(
    environment.region,
    to,
    cacheCost(environment.region, { ...costs, nodeType: from }),
    cacheCost(environment.region, { ...costs, nodeType: to }),
  );
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

async function settle(
  readers: ChangeReaders,
  environment: Environment,
  operation: Operation,
): Promise<Settlement> {
  const { cache: id, to } = operation.plan.target;
  const view = await readers.elastiCache.cache(environment, String(id));
  if (view === null) return ended('failed', say('outcome.cache-gone', { cache: code(String(id)) }));
  const now = code(view.nodeType);
  return settleResize(readers, operation, sizedOf(view), {
    resized: (took) => say('outcome.cache-resized', { type: code(String(to)), took: span(took) }),
    superseded: say('outcome.cache-resize-superseded', { now }),
    notResized: say('outcome.cache-not-resized', { type: now }),
    look: 'cache',
  });
}
