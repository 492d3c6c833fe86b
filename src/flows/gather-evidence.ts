/** One read-only pass over AWS: everything at once, within ten seconds, and each failure said as such. */
import type { MetricAlarm } from '../core/alarm.ts';
import { manifestArchitecture } from '../core/architecture.ts';
import type { CommandReaders } from '../core/command.ts';
import type { Environment } from '../core/environment.ts';
import type { Evidence, Gathered, ImageEvidence, LastChange, ServiceEvidence } from '../core/evidence.ts';
import { readImageName } from '../core/image-name.ts';
import { changeInService, lastChangeOf, namedImages } from '../core/last-change.ts';
import type { Log } from '../core/ports/ambient.ts';
import type { ServiceDeploymentView, ServiceView, TaskView } from '../core/ports/ecs.ts';
import type { TargetGroupView } from '../core/ports/evidence.ts';
import { isProblem } from '../core/problem.ts';
import type { Sentence } from '../core/sentence.ts';
import { say, span } from '../core/sentence.ts';
import { gatherLogs } from './gather-logs.ts';
import {
  dependencyEvidence,
  historyEvidence,
  metricEvidence,
  probeEvidence,
  type SurroundingReaders,
} from './gather-surroundings.ts';

/** The whole pass, ms. */
const BUDGET_MS = 10_000;
const MOST_TASKS = 30;
const MOST_EVENTS = 30;
const DEPLOYMENTS_READ = 20;
const OPERATIONS_READ = 20;

export type EvidenceReaders = Pick<
  CommandReaders,
  'ecs' | 'history' | 'images' | 'logs' | 'targets' | 'operations' | 'clock'
> &
  Partial<SurroundingReaders>;

/** Never throws. `from` is where the logs are read from, ms; `alarm` the one whose past is looked at. */
export async function gatherEvidence(
  readers: EvidenceReaders,
  environment: Environment,
  from: number,
  log: Log,
  alarm: MetricAlarm | null = null,
): Promise<Evidence> {
  const { ecs, clock } = readers;
  const ending = new AbortController();
  const tooLate = clock.sleep(BUDGET_MS, ending.signal).then((): Gathered<never> => {
    return { ok: false, why: say('incidents.took-too-long', { after: span(BUDGET_MS) }) };
  });
  async function gathered<T>(part: string, work: Promise<T>): Promise<Gathered<T>> {
    const settled = work.then(
      (value): Gathered<T> => ({ ok: true, value }),
      (error: unknown): Gathered<T> => ({ ok: false, why: reasonOf(error, part, log) }),
    );
    return Promise.race([settled, tooLate]);
  }

  /** A part that only some of those who ask can read. */
  async function wherePossible<R, T>(part: string, reader: R | undefined, work: (reader: R) => Promise<T>) {
    return reader === undefined ? undefined : gathered(part, work(reader));
  }

  const now = clock.now();
  const service = ecs.service(environment);
  const stopped = stoppedTasksOf(readers, environment, from);
  const history = readers.history.recent(environment, DEPLOYMENTS_READ);
  const groups = targetGroupsOf(readers, environment, service);
  // Where nobody asks for them, nobody hears that they could not be read.
  groups.catch(() => undefined);
  // What stands around the service takes its own time, beside the rest.
  const around = Promise.all([
    wherePossible('target groups', readers.targetGroups, () => groups),
    wherePossible('metrics', readers.metrics, (metrics) => metricEvidence(metrics, environment, groups, now)),
    wherePossible('database', readers.databases, (reader) => dependencyEvidence(reader, environment, now)),
    wherePossible('cache', readers.caches, (reader) => dependencyEvidence(reader, environment, now)),
    wherePossible('alarm history', alarm === null ? undefined : readers.alarmCatalog, (catalog) =>
      historyEvidence(catalog, environment, alarm as MetricAlarm, now),
    ),
    wherePossible('probes', readers.probe, (probe) => probeEvidence(probe, environment)),
  ]);
  const [serviceView, stoppedTasks, image, logLines, targets, lastChange] = await Promise.all([
    gathered('service', serviceEvidence(service, history)),
    gathered('stopped tasks', stopped),
    gathered('image', imageEvidence(readers, environment, service, stopped)),
    gathered('logs', gatherLogs(readers, environment, stopped, { from, until: clock.now() })),
    gathered('targets', targetEvidence(readers, environment, service)),
    gathered('last change', changeEvidence(readers, environment, history, service, log)),
  ]);
  const [targetGroups, metrics, database, cache, alarmHistory, probes] = await around;
  ending.abort();
  return {
    gatheredAt: clock.now(),
    service: serviceView,
    stoppedTasks,
    image,
    logLines,
    targets,
    lastChange,
    ...(targetGroups === undefined ? {} : { targetGroups }),
    ...(metrics === undefined ? {} : { metrics }),
    ...(database === undefined ? {} : { database }),
    ...(cache === undefined ? {} : { cache }),
    ...(alarmHistory === undefined ? {} : { alarmHistory }),
    ...(probes === undefined ? {} : { probes }),
  };
}

function reasonOf(error: unknown, part: string, log: Log): Sentence {
  if (isProblem(error)) return error.sentence;
  log.error({ part, err: error }, 'a part of the evidence could not be gathered');
  return say('incidents.not-readable');
}

/** Those that ECS still knows, and those that were told of and that it has forgotten. */
async function stoppedTasksOf(
  { ecs, stoppedTaskMemory }: EvidenceReaders,
  environment: Environment,
  from: number,
): Promise<readonly TaskView[]> {
  const remembered = stoppedTaskMemory?.(environment, from).catch(() => []) ?? [];
  const [known, kept] = await Promise.all([ecs.tasks(environment, 'STOPPED'), remembered]);
  const arns = new Set(known.map(({ arn }) => arn));
  return [...known, ...kept.filter(({ arn }) => !arns.has(arn))]
    .sort((one, other) => (other.stoppedAt ?? 0) - (one.stoppedAt ?? 0))
    .slice(0, MOST_TASKS);
}

async function targetGroupsOf(
  { targetGroups }: EvidenceReaders,
  environment: Environment,
  service: Promise<ServiceView>,
): Promise<readonly TargetGroupView[]> {
  const arns = (await service).targetGroups.map(({ arn }) => arn);
  return targetGroups?.groups(environment, arns) ?? [];
}

async function serviceEvidence(
  service: Promise<ServiceView>,
  history: Promise<readonly ServiceDeploymentView[]>,
): Promise<ServiceEvidence> {
  const { taskDefinition, desired, running, deployments, events, targetGroups } = await service;
  const newest = await history.then(([first]) => first?.status ?? '').catch(() => '');
  return {
    taskDefinition,
    desired,
    running,
    deployments: deployments.map((each) => ({
      id: each.id,
      status: each.status,
      taskDefinition: each.taskDefinition,
      rolloutState: each.rolloutState,
      rolloutStateReason: each.rolloutStateReason,
      failed: each.failed,
      createdAt: each.createdAt,
    })),
    events: events.slice(0, MOST_EVENTS).map(({ at, message }) => ({ at, message })),
    targetGroups: targetGroups.length,
    rollingBack:
      newest === 'ROLLBACK_IN_PROGRESS' ||
      newest === 'ROLLBACK_REQUESTED' ||
      deployments.some(
        (each) =>
          each.rolloutState === 'IN_PROGRESS' &&
          /rolling back to deploymentId/.test(each.rolloutStateReason ?? ''),
      ),
  };
}

/** The image of the revision that fails, or of the live one when nothing has stopped. */
async function imageEvidence(
  readers: EvidenceReaders,
  environment: Environment,
  service: Promise<ServiceView>,
  stopped: Promise<readonly TaskView[]>,
): Promise<ImageEvidence> {
  const live = (await service).taskDefinition;
  const failing = await stopped.then(([newest]) => newest?.taskDefinition ?? live).catch(() => live);
  const definition = await readers.ecs.taskDefinition(environment, failing);
  const container =
    definition.containers.find(({ name }) => name === environment.container) ??
    definition.containers.find(({ essential }) => essential) ??
    definition.containers[0];
  const image = container?.image ?? '';
  const { tag, digest } = readImageName(image);
  const found = await readers.images.image(
    environment,
    digest !== null ? { digest } : { tag: tag ?? 'latest' },
  );
  return {
    image,
    wanted: `linux/${manifestArchitecture(definition.architecture)}`,
    platforms: found?.platforms?.map(({ os, architecture }) => `${os}/${architecture}`) ?? null,
  };
}

async function targetEvidence(
  readers: EvidenceReaders,
  environment: Environment,
  service: Promise<ServiceView>,
): Promise<Awaited<ReturnType<EvidenceReaders['targets']['health']>>> {
  const { targetGroups } = await service;
  const groups = await Promise.all(targetGroups.map(({ arn }) => readers.targets.health(environment, arn)));
  return groups.flat();
}

/** From the history of deployments; where that cannot be read, from the service itself, which knows less. */
async function changeEvidence(
  readers: EvidenceReaders,
  environment: Environment,
  history: Promise<readonly ServiceDeploymentView[]>,
  service: Promise<ServiceView>,
  log: Log,
): Promise<LastChange | null> {
  let unread: Pick<LastChange, 'historyUnread'> = {};
  const fromService = async (error: unknown) => {
    const known = await service.then(changeInService).catch(() => null);
    if (known === null) throw error;
    unread = { historyUnread: reasonOf(error, 'last change', log) };
    return known;
  };
  const [deployments, operations] = await Promise.all([
    history.catch(fromService),
    // Who asked for it is worth knowing, but not worth losing the rest for.
    readers.operations(environment, OPERATIONS_READ).catch(() => []),
  ]);
  const known = lastChangeOf(deployments, operations, environment);
  if (known === null) return null;
  const { before, taskDefinition, ...rest } = known;
  const image = await namedImages(rest.image, (digest) =>
    readers.images.image(environment, { digest }).then(
      (found) => found?.tags[0] ?? null,
      () => null,
    ),
  );
  const change = { ...rest, image };
  const { revisionDiffs } = readers;
  if (revisionDiffs === undefined || before === null || before === taskDefinition)
    return { ...change, ...unread };
  const diff = await revisionDiffs.between(environment, before, taskDefinition).catch(() => null);
  return { ...change, ...unread, diff };
}
