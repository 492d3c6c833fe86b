/** All facts of an incident's evidence, each once. */
import type { MetricAlarm } from './alarm.ts';
import { dependencyFacts } from './dependency-facts.ts';
import type { Evidence } from './evidence.ts';
import { METRIC, pointsOf } from './evidence-metrics.ts';
import { type Fact, type FactName, one } from './fact.ts';
import { countRose, metricFacts } from './metric-facts.ts';
import { requestFacts } from './request-facts.ts';
import { requestsIn } from './requests.ts';
import { imageFacts, serviceFacts, taskFacts } from './task-facts.ts';

/** One refused check may be anybody's. */
const LEAST_CHECKS = 3;
const CLIENT_ERRORS = `alarm:${METRIC.clientErrors}`;

export function factsOf(evidence: Evidence, alarm: MetricAlarm | null): readonly Fact[] {
  const alarms = alarmFacts(alarm);
  const onset = alarm?.changedAt ?? evidence.gatheredAt;
  const series = evidence.metrics?.ok === true ? evidence.metrics.value : [];
  const refusalsRose =
    alarms.some(({ name }) => name === CLIENT_ERRORS) ||
    countRose(pointsOf(series, METRIC.clientErrors), onset, 20);
  return eachOnce([
    ...alarms,
    ...imageFacts(evidence),
    ...serviceFacts(evidence),
    ...taskFacts(evidence),
    ...targetFacts(evidence),
    ...requestFacts(evidence, refusalsRose),
    ...metricFacts(evidence, onset),
    ...dependencyFacts(evidence),
  ]);
}

/** Logs and metrics may tell the same; the first one stays, with the earlier time. */
function eachOnce(facts: readonly Fact[]): readonly Fact[] {
  const known = new Map<FactName, Fact>();
  for (const fact of facts) {
    const before = known.get(fact.name);
    if (before === undefined) known.set(fact.name, fact);
    else if (fact.at !== null && (before.at === null || fact.at < before.at))
      known.set(fact.name, { ...before, at: fact.at });
  }
  return [...known.values()];
}

/** An alarm over an expression speaks about each metric in it. */
function alarmFacts(alarm: MetricAlarm | null): readonly Fact[] {
  if (alarm === null || alarm.state !== 'ALARM') return [];
  const watched = alarm.queries?.flatMap(({ metric }) => metric ?? []) ?? [];
  const metrics = alarm.metric === null ? watched : [alarm.metric];
  const last = alarm.datapoints.at(-1);
  return metrics
    .filter(({ namespace, name }) => `${namespace}/${name}` !== METRIC.requests)
    .map(({ namespace, name }) =>
      one(`alarm:${namespace}/${name}`, last === undefined ? name : `${name} ${last}`, alarm.changedAt),
    );
}

function targetFacts(evidence: Evidence): readonly Fact[] {
  const { targets } = evidence;
  if (!targets.ok || targets.value.length === 0) return [];
  const judged = targets.value.filter(({ state }) => state === 'healthy' || state === 'unhealthy');
  const sick = judged.filter(({ state }) => state === 'unhealthy');
  const facts: Fact[] = [];
  if (judged.length > 0 && sick.length === 0) facts.push(one('targets-healthy', `${judged.length}`));
  if (sick.length > 0 && sick.length === judged.length)
    facts.push(one('all-targets-unhealthy', `${sick.length}/${judged.length}`));
  const named = new Map<FactName, { detail: string; count: number }>();
  for (const { reason, description } of sick) {
    const name = targetFact(reason ?? '', description ?? '') ?? heardFact(reason ?? '', evidence);
    if (name === null) continue;
    const before = named.get(name)?.count ?? 0;
    named.set(name, { detail: `${reason}: ${(description ?? '').slice(0, 200)}`, count: before + 1 });
  }
  for (const [name, { detail, count }] of named) facts.push({ name, detail, count, at: null });
  return facts;
}

/** Reason codes of DescribeTargetHealth; the description holds the status codes in brackets: `[404]`. */
function targetFact(reason: string, description: string): FactName | null {
  switch (reason) {
    case 'Target.ResponseCodeMismatch':
      if (/\[40[45]/.test(description)) return 'target-answers-404';
      if (/\[30\d/.test(description)) return 'target-redirects';
      if (/\[400/.test(description)) return 'target-refuses-host';
      if (/\[5\d\d/.test(description)) return 'target-answers-error';
      return 'target-wrong-code';
    case 'Target.Timeout':
      return 'target-timeout';
    default:
      return null;
  }
}

/** Where the load balancer only says that it failed, the application's own log may tell what it answered. */
function heardFact(reason: string, { logLines, targetGroups }: Evidence): FactName | null {
  if (reason !== 'Target.FailedHealthChecks') return null;
  const paths = targetGroups?.ok === true ? targetGroups.value.map(({ healthPath }) => healthPath) : [];
  const checks = logLines.ok
    ? requestsIn(logLines.value).filter(({ isCheck, path }) => isCheck || paths.includes(path))
    : [];
  const worst = checks.filter(({ status }) => status >= 300);
  const [newest] = worst;
  if (newest === undefined || worst.length < LEAST_CHECKS || worst.length * 2 < checks.length)
    return 'target-failed';
  const told = targetFact('Target.ResponseCodeMismatch', `[${newest.status}]`);
  return told === 'target-wrong-code' ? 'target-failed' : told;
}
