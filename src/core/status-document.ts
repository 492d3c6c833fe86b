/** The state of one environment on one screen. Every part that could not be read says so. */

import { incidentTitle } from './cards/alarm-title.ts';
import { shownLine } from './command-text.ts';
import { dependencyItems } from './dependency-items.ts';
import type { Document, Piece } from './document.ts';
import type { Environment } from './environment.ts';
import type { Gathered } from './evidence.ts';
import { type GateFacts, gateItems } from './gate-document.ts';
import { revisionName, shortDigest } from './image-name.ts';
import type { Incident } from './incident.ts';
import { changeInService, lastChangeOf } from './last-change.ts';
import type { Operation } from './operation.ts';
import type { AlarmView, ScalingView, TargetView } from './ports/aws.ts';
import type { DeploymentView, ServiceView, TaskDefinitionView, TaskView } from './ports/ecs.ts';
import type { DependencyView } from './ports/evidence.ts';
import { runningImage } from './running-image.ts';
import { code, mention, moment, type Sentence, say } from './sentence.ts';
import { type Item, targetItems } from './target-health.ts';
import { taskItems } from './task-items.ts';

export interface StatusFacts {
  readonly environment: Environment;
  /** ms. */
  readonly at: number;
  readonly engine: 'sqlite' | 'postgres';
  /** Of the bot. */
  readonly version?: string | undefined;
  readonly service: Gathered<ServiceView>;
  readonly definition: Gathered<TaskDefinitionView>;
  readonly targets: Gathered<readonly TargetView[]>;
  readonly tasks: Gathered<readonly TaskView[]>;
  readonly alarms: Gathered<readonly AlarmView[]>;
  readonly scaling: Gathered<ScalingView | null>;
  /** Newest first. */
  readonly operations: Gathered<readonly Operation[]>;
  readonly gate: Gathered<GateFacts>;
  /** Null where the environment has none. */
  readonly database: Gathered<DependencyView | null>;
  readonly cache: Gathered<DependencyView | null>;
  readonly incidents: Gathered<readonly Incident[]>;
}

const ALARMS_SHOWN = 5;
const INCIDENTS_SHOWN = 3;

/** The deployment that ECS is steering towards. */
export function primaryOf(service: ServiceView): DeploymentView | undefined {
  return service.deployments.find((deployment) => deployment.status === 'PRIMARY');
}

export function statusDocument(facts: StatusFacts): Document {
  const { environment } = facts;
  const store = facts.engine === 'sqlite' ? 'SQLite' : 'PostgreSQL';
  const items: readonly Item[] = [
    // First: nothing else that is read here matters as much to whoever is about to change something.
    ...part(facts.gate, say('gate.part'), (gate) => gateItems(environment, gate)),
    ...part(facts.service, say('reading.part-service'), serviceItems),
    ...versionItems(facts),
    ...(facts.tasks.ok ? taskItems(facts.tasks.value, facts.at) : []),
    ...(facts.service.ok ? part(facts.targets, say('reading.part-targets'), targetItems) : []),
    ...part(facts.alarms, say('reading.part-alarms'), alarmItems),
    ...part(facts.incidents, say('status.part.incidents'), incidentItems),
    ...part(facts.database, say('health.part.database'), (view) => dependencyItems('database', view)),
    ...part(facts.cache, say('health.part.cache'), (view) => dependencyItems('cache', view)),
    ...part(facts.scaling, say('reading.part-scaling'), scalingItems),
    ...part(facts.operations, say('reading.part-changes'), (operations) => [
      ...changeItems(operations),
      ...outsideItems(facts, operations),
    ]),
  ];
  const pieces: readonly Piece[] = [
    {
      piece: 'heading',
      text: say('reading.status-title', {
        environment: environment.name,
        service: environment.service,
        region: environment.region,
      }),
    },
    { piece: 'list', items },
    {
      piece: 'context',
      text: say('reading.status-context', { at: moment(facts.at), store, version: facts.version ?? null }),
    },
  ];
  return { summary: summaryOf(facts), pieces };
}

function summaryOf({ environment, service, alarms, ...facts }: StatusFacts): Sentence {
  if (!service.ok) return say('reading.status-unread', { environment: environment.name, why: service.why });
  return say('reading.status-summary', {
    environment: environment.name,
    running: service.value.running,
    desired: service.value.desired,
    image: facts.definition.ok ? runningImage(environment, facts.definition.value).label : null,
    alarms: alarms.ok ? alarms.value.length : null,
  });
}

function part<T>(
  gathered: Gathered<T>,
  name: Sentence,
  show: (value: T) => readonly Item[],
): readonly Item[] {
  return gathered.ok ? show(gathered.value) : [notRead(name, gathered.why)];
}

function notRead(name: Sentence, why: Sentence): Item {
  return { mark: 'warning', text: say('reading.not-read', { part: name, why }) };
}

function serviceItems(service: ServiceView): readonly Item[] {
  const { running, desired, pending } = service;
  const whole = running === desired && desired > 0;
  return [
    { mark: whole ? 'ok' : 'warning', text: say('reading.tasks', { running, desired, pending }) },
    rolloutItem(primaryOf(service)),
  ];
}

function rolloutItem(primary: DeploymentView | undefined): Item {
  if (primary?.rolloutState === 'IN_PROGRESS') {
    const { running, desired, failed, createdAt } = primary;
    const since = createdAt === null ? null : moment(createdAt);
    return {
      mark: 'running',
      text: say('reading.rollout-running', { running, desired, failed, since }),
    };
  }
  if (primary?.rolloutState === 'FAILED')
    return {
      mark: 'stop',
      text: say('reading.rollout-failed', { reason: primary.rolloutStateReason }),
    };
  return { mark: 'ok', text: say('reading.rollout-none') };
}

/** The image as the definition names it, and the digest that its running tasks really have. */
function versionItems({ environment, service, definition, tasks }: StatusFacts): readonly Item[] {
  if (!service.ok) return [];
  const arn = primaryOf(service.value)?.taskDefinition ?? service.value.taskDefinition;
  const revision = code(revisionName(arn));
  if (!definition.ok)
    return [
      { mark: 'none', text: say('reading.version-revision', { revision }) },
      notRead(say('reading.part-version'), definition.why),
    ];
  const image = runningImage(environment, definition.value);
  const ran = tasks.ok ? digestOf(tasks.value, arn, image.container) : null;
  const digest = image.digest ?? ran;
  return [
    {
      mark: 'none',
      text: say('reading.version', {
        image: code(image.label),
        digest: digest === null || digest === image.label ? null : code(shortDigest(digest)),
        revision,
      }),
    },
    ...(tasks.ok ? [] : [notRead(say('reading.part-tasks'), tasks.why)]),
  ];
}

function digestOf(tasks: readonly TaskView[], definition: string, container: string): string | null {
  const digests = tasks
    .filter((task) => task.taskDefinition === definition)
    .flatMap((task) => task.containers.filter((one) => one.name === container))
    .map((one) => one.imageDigest);
  return digests.find((digest) => digest !== null) ?? null;
}

function alarmItems(alarms: readonly AlarmView[]): readonly Item[] {
  if (alarms.length === 0) return [{ mark: 'ok', text: say('reading.alarms-none') }];
  const names = alarms.slice(0, ALARMS_SHOWN).map((alarm) => code(alarm.name));
  return [{ mark: 'stop', text: say('reading.alarms-open', { count: alarms.length, names }) }];
}

function scalingItems(scaling: ScalingView | null): readonly Item[] {
  if (scaling === null) return [{ mark: 'none', text: say('reading.scaling-none') }];
  const { min, max, policies, suspended } = scaling;
  return suspended
    ? [{ mark: 'warning', text: say('reading.scaling-suspended', { min, max }) }]
    : [{ mark: 'none', text: say('reading.scaling', { min, max, policies }) }];
}

function incidentItems(incidents: readonly Incident[]): readonly Item[] {
  const open = incidents.filter(({ state }) => state !== 'resolved');
  if (open.length === 0) return [{ mark: 'ok', text: say('status.incidents-none') }];
  const items = open
    .slice(0, INCIDENTS_SHOWN)
    .map((incident) => say('status.incident', { id: code(incident.id), title: incidentTitle(incident) }));
  return [{ mark: 'stop', text: say('status.incidents-open', { count: open.length, items }) }];
}

const WAITING = ['planned', 'pending'];

function changeItems(operations: readonly Operation[]): readonly Item[] {
  const last = operations.find((operation) => !WAITING.includes(operation.state));
  const waiting = operations.filter((operation) => operation.state === 'pending');
  return [
    last === undefined
      ? { mark: 'none', text: say('reading.last-none') }
      : { mark: 'none', text: lastChange(last) },
    ...waiting.map(
      (operation): Item => ({
        mark: 'waiting',
        text: say('reading.waiting', {
          id: code(operation.id),
          command: code(shownLine(operation.command)),
          who: mention(operation.requester.user),
          expires: moment(operation.expiresAt),
        }),
      }),
    ),
  ];
}

function lastChange(operation: Operation): Sentence {
  return say('reading.last-change', {
    command: code(shownLine(operation.command)),
    who: mention(operation.requester.user),
    at: moment(operation.endedAt ?? operation.startedAt ?? operation.createdAt),
    state: say(`operation.state.${operation.state}`),
  });
}

/** ECS creates the deployment a little after it was asked, and rolls back by itself while an operation runs, ms. */
const ASKED_MS = 2 * 60_000;

/** A newer deployment than the last change made here was made by somebody else. */
function outsideItems(
  { service, environment }: StatusFacts,
  operations: readonly Operation[],
): readonly Item[] {
  const change = service.ok
    ? lastChangeOf(changeInService(service.value) ?? [], operations, environment)
    : null;
  const last = operations.find((operation) => !WAITING.includes(operation.state));
  const known = last === undefined ? null : (last.endedAt ?? last.startedAt ?? last.createdAt);
  if (change === null || known === null || change.by !== null || change.at <= known + ASKED_MS) return [];
  const { at, revision } = change;
  return [{ mark: 'none', text: say('status.outside', { at: moment(at), revision }) }];
}
