/** Whether an environment answers: a verdict in one line, and what it rests on. */
import { dependencyItems, dependencyMark } from './dependency-items.ts';
import type { Document, Mark, Piece } from './document.ts';
import type { Environment } from './environment.ts';
import type { Gathered, ProbeEvidence } from './evidence.ts';
import type { TargetView } from './ports/aws.ts';
import type { ServiceView, TaskView } from './ports/ecs.ts';
import type { DependencyView, TargetGroupView } from './ports/evidence.ts';
import { apiTrouble, corsVerdict, probeItems } from './probe-items.ts';
import { code, moment, type Sentence, say } from './sentence.ts';
import { type Item, targetItems } from './target-health.ts';
import { taskItems } from './task-items.ts';

export interface HealthFacts {
  readonly environment: Environment;
  /** ms. */
  readonly at: number;
  readonly service: Gathered<ServiceView>;
  readonly tasks: Gathered<readonly TaskView[]>;
  readonly targets: Gathered<readonly TargetView[]>;
  readonly groups: Gathered<readonly TargetGroupView[]>;
  /** Null where nothing is configured to be asked. */
  readonly probes: Gathered<ProbeEvidence | null>;
  /** Null where the environment has none. */
  readonly database: Gathered<DependencyView | null>;
  readonly cache: Gathered<DependencyView | null>;
}

export function healthDocument(facts: HealthFacts): Document {
  const { environment, at } = facts;
  const { mark, text } = verdictOf(facts);
  const items: readonly Item[] = [
    ...shown(facts.probes, say('health.part.api'), (probes) => probeItems(probes, environment.healthUrl)),
    ...(facts.service.ok ? [] : [unread(say('reading.part-service'), facts.service.why)]),
    ...(facts.service.ok ? shown(facts.targets, say('reading.part-targets'), targetItems) : []),
    ...(facts.service.ok && facts.service.value.targetGroups.length > 0
      ? shown(facts.groups, say('health.part.check'), checkItems)
      : []),
    ...shown(facts.tasks, say('health.part.tasks'), (tasks) => taskItems(tasks, at)),
    ...shown(facts.database, say('health.part.database'), (view) => dependencyItems('database', view)),
    ...shown(facts.cache, say('health.part.cache'), (view) => dependencyItems('cache', view)),
  ];
  const pieces: Piece[] = [
    { piece: 'list', items: [{ mark, text }] },
    { piece: 'divider' },
    { piece: 'list', items },
    { piece: 'context', text: say('health.read', { at: moment(at) }) },
  ];
  return { summary: text, pieces };
}

function shown<T>(part: Gathered<T>, name: Sentence, show: (value: T) => readonly Item[]): readonly Item[] {
  return part.ok ? show(part.value) : [unread(name, part.why)];
}

function unread(part: Sentence, why: Sentence): Item {
  return { mark: 'warning', text: say('reading.not-read', { part, why }) };
}

/** How the load balancer asks: what to look at first where targets are unhealthy. */
function checkItems(groups: readonly TargetGroupView[]): readonly Item[] {
  return groups.map(({ port, healthPath, healthCodes, healthTimeout, healthInterval }) => ({
    mark: 'none',
    text: say('health.check', {
      path: healthPath === null ? null : code(healthPath),
      port,
      codes: healthCodes,
      timeout: healthTimeout,
      interval: healthInterval,
    }),
  }));
}

function verdictOf(facts: HealthFacts): { readonly mark: Mark; readonly text: Sentence } {
  const environment = facts.environment.name;
  const troubles = troublesOf(facts);
  if (troubles.length > 0)
    return { mark: 'stop', text: say('health.verdict.bad', { environment, troubles }) };
  const parts = unreadParts(facts);
  if (parts.length > 0)
    return { mark: 'warning', text: say('health.verdict.partly', { environment, parts }) };
  if (facts.service.ok && facts.service.value.desired === 0)
    return { mark: 'none', text: say('health.verdict.off', { environment }) };
  return { mark: 'ok', text: say('health.verdict.good', { environment, tested: testedOf(facts) }) };
}

function troublesOf({ service, targets, tasks, probes, database, cache }: HealthFacts): readonly Sentence[] {
  const found: (Sentence | null)[] = [];
  if (probes.ok && probes.value !== null) found.push(apiTrouble(probes.value));
  if (service.ok && service.value.desired > 0 && service.value.running === 0)
    found.push(say('health.trouble.no-tasks'));
  if (service.ok && targets.ok) found.push(targetTrouble(targets.value, service.value));
  const sick = tasks.ok ? tasks.value.filter(({ healthStatus }) => healthStatus === 'UNHEALTHY').length : 0;
  if (sick > 0) found.push(say('health.trouble.tasks', { count: sick }));
  for (const part of [database, cache])
    if (part.ok && part.value !== null && dependencyMark(part.value) === 'stop')
      found.push(
        say('health.trouble.dependency', {
          id: code(part.value.id),
          state: say('db.status', { status: part.value.status }),
        }),
      );
  if (
    probes.ok &&
    probes.value !== null &&
    probes.value.origin !== null &&
    corsVerdict(probes.value) === 'refused'
  )
    found.push(say('health.trouble.cors'));
  return found.filter((each) => each !== null);
}

/** Targets that register or leave are part of every rollout. */
function targetTrouble(targets: readonly TargetView[], service: ServiceView): Sentence | null {
  const healthy = targets.filter(({ state }) => state === 'healthy').length;
  const sick = targets.some(({ state }) => state === 'unhealthy');
  const none = healthy === 0 && service.targetGroups.length > 0 && service.desired > 0;
  return sick || none ? say('health.trouble.targets', { healthy, total: targets.length }) : null;
}

function unreadParts(facts: HealthFacts): readonly Sentence[] {
  const parts: readonly (readonly [Gathered<unknown>, Sentence])[] = [
    [facts.probes, say('health.part.api')],
    [facts.service, say('reading.part-service')],
    ...(facts.service.ok ? ([[facts.targets, say('reading.part-targets')]] as const) : []),
    [facts.tasks, say('health.part.tasks')],
    [facts.database, say('health.part.database')],
    [facts.cache, say('health.part.cache')],
  ];
  return parts.flatMap(([part, name]) => (part.ok ? [] : [name]));
}

/** A verdict that nobody tested says what it rests on. */
function testedOf({ probes, targets }: HealthFacts): readonly Sentence[] {
  const tested: Sentence[] = [];
  if (probes.ok && probes.value?.health?.status != null)
    tested.push(say('health.good.api', { status: probes.value.health.status, ms: probes.value.health.took }));
  if (targets.ok && targets.value.length > 0) {
    const healthy = targets.value.filter(({ state }) => state === 'healthy').length;
    tested.push(say('health.trouble.targets', { healthy, total: targets.value.length }));
  }
  return tested;
}
