import type {
  DependencyEvidence,
  Evidence,
  LastChange,
  ProbeEvidence,
  ServiceEvidence,
} from '../../src/core/evidence.ts';
import { METRIC, splitMetric } from '../../src/core/evidence-metrics.ts';
import type { LogLine, TargetView } from '../../src/core/ports/aws.ts';
import type { TaskView } from '../../src/core/ports/ecs.ts';
import { PUBLISHED } from './alarm-fixtures.ts';

const FAMILY = 'arn:aws:ecs:us-east-1:123456789012:task-definition/hydrous';
const MINUTE = 60_000;

/** When the change was made that broke it, two minutes before the alarm. */
export const CHANGED = PUBLISHED - 2 * MINUTE;

export function definition(revision: number): string {
  return `${FAMILY}:${revision}`;
}

let lineNumber = 0;

/** One line; every line of a test is in a stream of its own unless it says otherwise. */
export function line(message: string, over: Partial<LogLine> = {}): LogLine {
  lineNumber += 1;
  return {
    at: PUBLISHED - MINUTE,
    stream: `ecs/hydrous-container/${lineNumber}`,
    id: `${lineNumber}`,
    message,
    ...over,
  };
}

/** A task of the new revision that died a minute before the alarm. */
export function stopped(
  over: Partial<TaskView> & { readonly exit?: number; readonly containerReason?: string } = {},
): TaskView {
  const { exit, containerReason, ...task } = over;
  return {
    arn: 'arn:aws:ecs:us-east-1:123456789012:task/hydrous/0123',
    id: '0123',
    taskDefinition: definition(43),
    lastStatus: 'STOPPED',
    healthStatus: 'UNKNOWN',
    startedBy: 'ecs-svc/43',
    startedAt: PUBLISHED - MINUTE - 5_000,
    stoppedAt: PUBLISHED - MINUTE,
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    containers: [
      {
        name: 'hydrous-container',
        exitCode: exit ?? null,
        reason: containerReason ?? null,
        imageDigest: null,
      },
    ],
    ...task,
  };
}

export function service(over: Partial<ServiceEvidence> = {}): ServiceEvidence {
  return {
    taskDefinition: definition(43),
    desired: 2,
    running: 0,
    deployments: [
      {
        id: 'ecs-svc/43',
        status: 'PRIMARY',
        taskDefinition: definition(43),
        rolloutState: 'IN_PROGRESS',
        rolloutStateReason: null,
        failed: 3,
        createdAt: CHANGED,
      },
    ],
    events: [],
    rollingBack: false,
    ...over,
  };
}

export function change(over: Partial<LastChange> = {}): LastChange {
  return {
    revision: 43,
    at: CHANGED,
    by: 'U0ANA',
    image: { from: 'v1.10.0', to: 'v1.11.0' },
    proven: { revision: 42, taskDefinition: definition(42) },
    ...over,
  };
}

interface Parts {
  readonly service?: Partial<ServiceEvidence>;
  readonly tasks?: readonly TaskView[];
  readonly lines?: readonly LogLine[];
  readonly targets?: readonly TargetView[];
  readonly platforms?: readonly string[];
  readonly change?: LastChange | null;
  readonly database?: Partial<DependencyEvidence>;
  readonly cache?: Partial<DependencyEvidence>;
  readonly probes?: Partial<ProbeEvidence>;
  /** Values of the minutes up to the alarm; earlier ones are like the first. */
  readonly metrics?: Partial<Record<keyof typeof METRIC, readonly number[]>>;
}

const MINUTES = 60;

function dependency(id: string, over: Partial<DependencyEvidence>): DependencyEvidence {
  const known = { engine: null, size: null, host: null, port: null, pending: [], storage: null };
  return { id, status: 'available', ...known, events: [], ...over };
}

function series(metrics: NonNullable<Parts['metrics']>): NonNullable<Evidence['metrics']> {
  const last = Math.floor(PUBLISHED / MINUTE) * MINUTE;
  const value = Object.entries(metrics).map(([name, values]) => ({
    ...splitMetric(METRIC[name as keyof typeof METRIC]),
    statistic: 'Maximum',
    from: last - (MINUTES - 1) * MINUTE,
    period: 60,
    values: [...Array.from({ length: MINUTES - values.length }, () => values[0] ?? 0), ...values],
  }));
  return { ok: true, value };
}

/** Evidence of a service that runs nothing, with whatever a test puts in. */
export function evidence(parts: Parts = {}): Evidence {
  return {
    gatheredAt: PUBLISHED + 3_000,
    service: { ok: true, value: service(parts.service) },
    stoppedTasks: { ok: true, value: parts.tasks ?? [] },
    image: {
      ok: true,
      value: { image: 'hydrous:v1.11.0', wanted: 'linux/amd64', platforms: parts.platforms ?? null },
    },
    logLines: { ok: true, value: parts.lines ?? [] },
    targets: { ok: true, value: parts.targets ?? [] },
    lastChange: { ok: true, value: parts.change === undefined ? change() : parts.change },
    ...(parts.database === undefined
      ? {}
      : { database: { ok: true, value: dependency('hydrous-db', parts.database) } }),
    ...(parts.cache === undefined
      ? {}
      : { cache: { ok: true, value: dependency('hydrous-redis', parts.cache) } }),
    ...(parts.probes === undefined
      ? {}
      : { probes: { ok: true, value: { health: null, preflight: null, origin: null, ...parts.probes } } }),
    ...(parts.metrics === undefined ? {} : { metrics: series(parts.metrics) }),
  };
}
