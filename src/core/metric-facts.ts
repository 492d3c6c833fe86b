/** Facts that metrics tell: what is full, what jumped with the last change, what climbs without end. */
import type { Evidence } from './evidence.ts';
import { METRIC, type Points, pointsOf } from './evidence-metrics.ts';
import { type Fact, type FactName, one } from './fact.ts';

const MINUTE = 60_000;
/** The trouble's own time: the newest minutes. */
const RECENT_MS = 6 * MINUTE;
/** Before it, for comparison. */
const BASELINE_MS = 60 * MINUTE;
const FULL = 90;
/** What was as full before is how the service lives. */
const FULL_BEFORE = 85;
/** Points of percent by which a jump is one. */
const JUMP = 15;
const JUMP_BEFORE_MS = 15 * MINUTE;
const JUMP_AFTER_MS = 7 * MINUTE;
const LEAST_ERRORS = 5;
const SLOW_SECONDS = 5;
/** Trouble so soon after a change is taken to come with it, ms. */
const SOON_MS = 30 * MINUTE;
/** A minute; fewer are too few to miss. */
const LEAST_REQUESTS = 10;
const LOST_POINTS = 2;
const LOST_SHARE = 0.05;

type Metric = (typeof METRIC)[keyof typeof METRIC];

/** `onset` is when the trouble is known to have begun at the latest, ms. */
export function metricFacts(evidence: Evidence, onset: number): readonly Fact[] {
  if (evidence.metrics?.ok !== true) return [];
  const series = evidence.metrics.value;
  const of = (metric: Metric) => pointsOf(series, metric);
  const change = evidence.lastChange.ok ? evidence.lastChange.value : null;
  return [
    ...full('cpu-full', of(METRIC.cpu), onset),
    ...full('memory-full', of(METRIC.memory), onset),
    ...full('database-cpu-full', of(METRIC.databaseCpu), onset),
    ...full('cache-cpu-full', of(METRIC.cacheCpu), onset),
    ...full('cache-memory-full', of(METRIC.cacheMemory), onset),
    ...leak(of(METRIC.memory), onset),
    ...(change === null ? [] : jumped('cpu-jumped', of(METRIC.cpu), change.at)),
    ...(change === null ? [] : jumped('memory-jumped', of(METRIC.memory), change.at)),
    ...(change === null ? [] : outgrew('cpu-jumped', of(METRIC.cpu), change.at, onset, of(METRIC.requests))),
    ...(change === null
      ? []
      : outgrew('memory-jumped', of(METRIC.memory), change.at, onset, of(METRIC.requests))),
    ...loadRose(of(METRIC.requests), onset),
    ...lostRequests(of(METRIC.requests), of(METRIC.cpu), onset),
    ...lost(of(METRIC.databaseConnections), onset),
    ...badGateways(of, onset),
    ...serverErrors(of(METRIC.serverErrors), onset),
  ];
}

export function recent(points: readonly Points[], onset: number): readonly Points[] {
  return points.filter(({ at }) => at > onset - RECENT_MS);
}

function baseline(points: readonly Points[], onset: number): readonly Points[] {
  return points.filter(({ at }) => at <= onset - RECENT_MS && at > onset - BASELINE_MS);
}

/** True when the sum of a count since the trouble began is a rise over what came before. */
export function countRose(points: readonly Points[], onset: number, least = LEAST_ERRORS): boolean {
  const now = recent(points, onset);
  const sum = now.reduce((total, { value }) => total + value, 0);
  const before = mean(baseline(points, onset)) ?? 0;
  return sum >= least && sum >= before * now.length * 2;
}

function full(name: FactName, points: readonly Points[], onset: number): readonly Fact[] {
  const now = recent(points, onset).filter(({ value }) => value >= FULL);
  const before = mean(baseline(points, onset));
  if (now.length < 2 || (before !== null && before >= FULL_BEFORE)) return [];
  const top = Math.max(...now.map(({ value }) => value));
  const was = before === null ? '' : `${Math.round(before)} % → `;
  return [one(name, `${was}${Math.round(top)} %`, now[0]?.at ?? null)];
}

/** From before the change to the minutes after it; the minute of the change itself counts for neither. */
function jumped(name: FactName, points: readonly Points[], change: number): readonly Fact[] {
  const before = mean(points.filter(({ at }) => at < change - MINUTE && at >= change - JUMP_BEFORE_MS));
  const after = mean(points.filter(({ at }) => at >= change + MINUTE && at <= change + JUMP_AFTER_MS));
  if (before === null || after === null || after - before < JUMP) return [];
  // From a high floor there is no room for a third more: what became full with the change has jumped as well.
  if (after < before * 1.3 && (after < FULL || before >= FULL_BEFORE)) return [];
  return [one(name, `${Math.round(before)} % → ${Math.round(after)} %`, change)];
}

/** Full soon after the change and never before it, though people ask for no more: slower than a jump, and as telling. */
function outgrew(
  name: FactName,
  points: readonly Points[],
  change: number,
  onset: number,
  requests: readonly Points[],
): readonly Fact[] {
  if (onset < change || onset > change + SOON_MS) return [];
  // Who cannot tell how much was asked for cannot tell that it was not that.
  if (requests.length === 0 || loadRose(requests, onset).length > 0) return [];
  const before = points.filter(({ at }) => at < change && at >= change - BASELINE_MS);
  const now = recent(points, onset).filter(({ at, value }) => at > change && value >= FULL);
  const was = mean(before);
  if (was === null || now.length < 2 || before.some(({ value }) => value >= FULL_BEFORE)) return [];
  const top = Math.max(...now.map(({ value }) => value));
  return top - was < JUMP ? [] : [one(name, `${Math.round(was)} % → ${Math.round(top)} %`, change)];
}

/** Many small steps up from the lowest point since the last fall, none of which is the whole of it. */
function leak(points: readonly Points[], onset: number): readonly Fact[] {
  const known = points.filter(({ at }) => at <= onset + RECENT_MS);
  const fall = known.findLastIndex(({ value }, index) => value < (known[index - 1]?.value ?? 0) * 0.7);
  const since = known.slice(Math.max(0, fall));
  const lowest = Math.min(...since.map(({ value }) => value));
  const climb = since.slice(since.findLastIndex(({ value }) => value <= lowest + 1));
  const steps = climb.slice(1).map(({ value }, index) => value - (climb[index]?.value ?? value));
  const [first, last] = [climb[0], climb.at(-1)];
  if (first === undefined || last === undefined || steps.length < 7) return [];
  const rise = last.value - first.value;
  const ups = steps.filter((step) => step >= -1).length;
  if (last.value < 75 || rise < 20 || ups < steps.length * 0.8 || Math.max(...steps) > rise * 0.4) return [];
  const minutes = Math.round((last.at - first.at) / MINUTE);
  return [
    one(
      'memory-leak',
      `${Math.round(first.value)} % → ${Math.round(last.value)} %, ${minutes} min`,
      first.at,
    ),
  ];
}

function loadRose(points: readonly Points[], onset: number): readonly Fact[] {
  const [before, now] = [mean(baseline(points, onset)), mean(recent(points, onset))];
  if (before === null || now === null || before < 1 || now < before * 2) return [];
  return [one('load-rose', `${Math.round(before)} → ${Math.round(now)} / min`)];
}

/** People came and nearly all stay away. CloudWatch has no point at all for a minute without any request. */
function lostRequests(points: readonly Points[], others: readonly Points[], onset: number): readonly Fact[] {
  const before = mean(baseline(points, onset));
  if (before === null || before < LEAST_REQUESTS) return [];
  const last = recent(points, onset).slice(-LOST_POINTS);
  const isSilent = last.length === 0 && recent(others, onset).length > 0;
  const isLow = last.length === LOST_POINTS && last.every(({ value }) => value <= before * LOST_SHARE);
  if (!isSilent && !isLow) return [];
  const now = last.at(-1)?.value ?? 0;
  return [one('requests-lost', `${Math.round(before)} → ${Math.round(now)} / min`, last[0]?.at ?? null)];
}

/** The database had connections and has none any more. */
function lost(points: readonly Points[], onset: number): readonly Fact[] {
  const before = mean(baseline(points, onset));
  const last = points.slice(-2);
  if (before === null || before < 1 || last.length < 2 || last.some(({ value }) => value > 0)) return [];
  return [one('database-connections-lost', `${Math.round(before)} → 0`, last[0]?.at ?? null)];
}

/**
 * Where nobody counted the 502s alone: all errors of the load balancer, unless answers are slow, which makes 504s.
 * That some task is healthy, without which they are 503s, is the pattern's to ask.
 */
function balancersOwn(of: (metric: Metric) => readonly Points[], onset: number): readonly Points[] {
  const counted = of(METRIC.badGateways);
  const slowest = Math.max(...recent(of(METRIC.latency), onset).map(({ value }) => value));
  if (counted.length > 0 || of(METRIC.gatewayTimeouts).length > 0) return counted;
  return Number.isFinite(slowest) && slowest < SLOW_SECONDS ? of(METRIC.balancerErrors) : [];
}

/** 502s that the load balancer makes itself while the application has no errors of its own. */
function badGateways(of: (metric: Metric) => readonly Points[], onset: number): readonly Fact[] {
  const points = balancersOwn(of, onset);
  if (!countRose(points, onset) || countRose(of(METRIC.serverErrors), onset)) return [];
  const code = of(METRIC.badGateways).length > 0 ? '502' : '5xx';
  const sum = recent(points, onset).reduce((total, { value }) => total + value, 0);
  return [one('bad-gateways', `HTTP ${code} × ${Math.round(sum)}`, recent(points, onset)[0]?.at ?? null)];
}

function serverErrors(points: readonly Points[], onset: number): readonly Fact[] {
  if (!countRose(points, onset)) return [];
  const sum = recent(points, onset).reduce((total, { value }) => total + value, 0);
  const first = recent(points, onset).find(({ value }) => value > 0)?.at ?? null;
  return [
    { name: 'server-errors', detail: `HTTP 5xx × ${Math.round(sum)}`, count: Math.round(sum), at: first },
  ];
}

function mean(points: readonly Points[]): number | null {
  if (points.length === 0) return null;
  return points.reduce((sum, { value }) => sum + value, 0) / points.length;
}
