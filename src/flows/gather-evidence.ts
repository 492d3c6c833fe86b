/** One read-only pass over AWS: everything at once, within ten seconds, and each failure said as such. */
import { manifestArchitecture } from '../core/architecture.ts';
import type { CommandReaders } from '../core/command.ts';
import type { Environment } from '../core/environment.ts';
import type { Evidence, Gathered, ImageEvidence, ServiceEvidence } from '../core/evidence.ts';
import { readImageName } from '../core/image-name.ts';
import { lastChangeOf } from '../core/last-change.ts';
import type { Log } from '../core/ports/ambient.ts';
import type { ServiceDeploymentView, ServiceView, TaskView } from '../core/ports/ecs.ts';
import { isProblem } from '../core/problem.ts';
import type { Sentence } from '../core/sentence.ts';
import { say, span } from '../core/sentence.ts';
import { gatherLogs } from './gather-logs.ts';

/** The whole pass, ms. */
const BUDGET_MS = 10_000;
const MOST_TASKS = 30;
const MOST_EVENTS = 30;
const DEPLOYMENTS_READ = 20;
const OPERATIONS_READ = 20;

export type EvidenceReaders = Pick<
  CommandReaders,
  'ecs' | 'history' | 'images' | 'logs' | 'targets' | 'operations' | 'clock'
>;

/** Never throws. `from` is where the logs are read from, ms. */
export async function gatherEvidence(
  readers: EvidenceReaders,
  environment: Environment,
  from: number,
  log: Log,
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

  const service = ecs.service(environment);
  const stopped = ecs.tasks(environment, 'STOPPED').then(newestFirst);
  const history = readers.history.recent(environment, DEPLOYMENTS_READ);
  const [serviceView, stoppedTasks, image, logLines, targets, lastChange] = await Promise.all([
    gathered('service', serviceEvidence(service, history)),
    gathered('stopped tasks', stopped),
    gathered('image', imageEvidence(readers, environment, service, stopped)),
    gathered('logs', gatherLogs(readers, environment, stopped, { from, until: clock.now() })),
    gathered('targets', targetEvidence(readers, environment, service)),
    gathered('last change', changeEvidence(readers, environment, history)),
  ]);
  ending.abort();
  return {
    gatheredAt: clock.now(),
    service: serviceView,
    stoppedTasks,
    image,
    logLines,
    targets,
    lastChange,
  };
}

function reasonOf(error: unknown, part: string, log: Log): Sentence {
  if (isProblem(error)) return error.sentence;
  log.error({ part, err: error }, 'a part of the evidence could not be gathered');
  return say('incidents.not-readable');
}

function newestFirst(tasks: readonly TaskView[]): readonly TaskView[] {
  return [...tasks].sort((one, other) => (other.stoppedAt ?? 0) - (one.stoppedAt ?? 0)).slice(0, MOST_TASKS);
}

async function serviceEvidence(
  service: Promise<ServiceView>,
  history: Promise<readonly ServiceDeploymentView[]>,
): Promise<ServiceEvidence> {
  const { taskDefinition, desired, running, deployments, events } = await service;
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

async function changeEvidence(
  readers: EvidenceReaders,
  environment: Environment,
  history: Promise<readonly ServiceDeploymentView[]>,
): Promise<ReturnType<typeof lastChangeOf>> {
  const [deployments, operations] = await Promise.all([
    history,
    // Who asked for it is worth knowing, but not worth losing the rest for.
    readers.operations(environment, OPERATIONS_READ).catch(() => []),
  ]);
  return lastChangeOf(deployments, operations, environment);
}
