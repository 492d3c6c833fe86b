/**
 * One service of ECS at the ports, for the model of operations: it has a clock, shows writes late when it is told to,
 * loses answers, and counts what was sent to it. The wire itself is tested elsewhere.
 */
import type { ChangeReaders, ChangeWriter } from '../../src/core/change.ts';
import type { DeploymentView, ServiceDeploymentView, TaskDefinitionView } from '../../src/core/ports/ecs.ts';
import { Problem, type ProblemKind } from '../../src/core/problem.ts';
import { say } from '../../src/core/sentence.ts';
import { createFingerprint } from '../../src/sealer.ts';

/** What becomes of the next write. `lost`: done, no answer. `dropped`: not done, no answer. */
export type Weather = 'fine' | 'lost' | 'dropped' | 'refused' | 'throttled';
export type Drift = 'count' | 'deployment' | 'bounds';

interface Live {
  desired: number;
  running: number;
  bounds: { min: number; max: number };
  deployments: DeploymentView[];
  history: ServiceDeploymentView[];
  revisions: { arn: string; operation: string | null; token: string }[];
}

export interface ModelAws {
  readonly readers: Pick<ChangeReaders, 'ecs' | 'history' | 'revisions' | 'scaling' | 'alarms'>;
  readonly writer: Pick<ChangeWriter, 'updateService' | 'registerWith'>;
  /** For the next write only. */
  weather: Weather;
  /** How many of the next reads fail. */
  deaf: number;
  /** How long until a write shows, ms. */
  lag: number;
  /** Whether rollouts that begin now will end well. */
  healthy: boolean;
  /** How many writes had their effect. */
  happened: number;
  /** Values of the variable that were registered by somebody's change. */
  readonly registered: readonly string[];
  drift(what: Drift): void;
  /** Lets what is due by now happen. */
  pass(): void;
}

const ARN = 'arn:aws:ecs:us-east-1:123456789012';
const ROLLOUT_MS = 60_000;
const fingerprint = createFingerprint('model');

function failure(kind: ProblemKind): Problem {
  return new Problem(kind, say('operation.refused.unclear', { id: kind }), `the model says ${kind}`);
}

function revisionArn(number: number): string {
  return `${ARN}:task-definition/hydrous:${number}`;
}

export function modelAws(now: () => number): ModelAws {
  const live: Live = {
    desired: 2,
    running: 2,
    bounds: { min: 1, max: 10 },
    deployments: [],
    history: [],
    revisions: [{ arn: revisionArn(1), operation: null, token: 'first' }],
  };
  const shown: { at: number; live: Live }[] = [];
  const due: { at: number; happen: () => void }[] = [];
  const registered: string[] = [];
  let deployed = 0;
  start(revisionArn(1), true);
  finish();
  show(0);

  function show(lag: number): void {
    shown.push({ at: Math.max(shown.at(-1)?.at ?? 0, now() + lag), live: structuredClone(live) });
  }

  function start(taskDefinition: string, healthy: boolean): string {
    deployed += 1;
    const id = `ecs-svc/${deployed}`;
    const before = live.deployments[0]?.taskDefinition ?? taskDefinition;
    live.deployments = [
      deployment(id, 'PRIMARY', taskDefinition, 'IN_PROGRESS'),
      ...live.deployments.map((each) => ({ ...each, status: 'ACTIVE' })),
    ];
    live.history = [
      serviceDeployment(deployed, 'IN_PROGRESS', taskDefinition),
      ...live.history.map((each) => (each.status === 'IN_PROGRESS' ? { ...each, status: 'STOPPED' } : each)),
    ];
    due.push({
      at: now() + ROLLOUT_MS,
      happen() {
        if (live.deployments[0]?.id !== id) return;
        if (healthy) return finish();
        live.history[0] = { ...live.history[0]!, status: 'ROLLBACK_SUCCESSFUL', statusReason: 'breaker' };
        deployed += 1;
        live.deployments = [deployment(`ecs-svc/${deployed}`, 'PRIMARY', before, 'COMPLETED')];
      },
    });
    return id;
  }

  function finish(): void {
    const { id, taskDefinition } = live.deployments[0]!;
    live.deployments = [deployment(id, 'PRIMARY', taskDefinition, 'COMPLETED')];
    live.history[0] = { ...live.history[0]!, status: 'SUCCESSFUL' };
  }

  function deployment(id: string, status: string, taskDefinition: string, rolloutState: string) {
    const counts = { desired: live.desired, running: live.running, pending: 0, failed: 0 };
    const times = { rolloutStateReason: null, createdAt: now(), updatedAt: now() };
    return { id, status, taskDefinition, rolloutState, ...counts, ...times };
  }

  function serviceDeployment(number: number, status: string, taskDefinition: string): ServiceDeploymentView {
    return {
      arn: `${ARN}:service-deployment/hydrous/${number}`,
      status,
      statusReason: null,
      createdAt: now(),
      startedAt: now(),
      finishedAt: null,
      targetRevision: { arn: `${ARN}:service-revision/${number}`, taskDefinition, images: [] },
      breaker: null,
    };
  }

  function count(desired: number): void {
    live.desired = desired;
    due.push({
      at: now() + 5_000,
      happen() {
        live.running = live.desired;
      },
    });
  }

  function register(operation: string | null, token: string): string {
    const arn = revisionArn(live.revisions.length + 1);
    live.revisions.push({ arn, operation, token });
    return arn;
  }

  /** What can be read at this moment. */
  function read(): Live {
    if (aws.deaf > 0) {
      aws.deaf -= 1;
      throw failure('unreachable');
    }
    const at = now();
    return shown.findLast((each) => each.at <= at)!.live;
  }

  function write<T>(happen: () => T): T {
    const weather = aws.weather;
    aws.weather = 'fine';
    if (weather === 'refused' || weather === 'throttled') throw failure(weather);
    if (weather === 'dropped') throw failure('ambiguous');
    const answer = happen();
    aws.happened += 1;
    show(aws.lag);
    if (weather === 'lost') throw failure('ambiguous');
    return answer;
  }

  function definition({ arn, operation, token }: Live['revisions'][number]): TaskDefinitionView {
    const variable = { name: 'TOKEN', length: token.length, fingerprint: fingerprint('TOKEN', token) };
    return {
      arn,
      family: 'hydrous',
      revision: Number(arn.split(':').at(-1)),
      status: 'ACTIVE',
      cpu: '256',
      memory: '512',
      architecture: 'X86_64',
      operatingSystem: 'LINUX',
      containers: [
        {
          name: 'app',
          image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/hydrous:v1',
          essential: true,
          environmentNames: ['TOKEN'],
          variables: [variable],
          secretNames: [],
          limits: { cpu: 0, memory: null, memoryReservation: null },
          logGroup: null,
          logStreamPrefix: null,
        },
      ],
      tags: operation === null ? {} : { 'hydrous:request': operation },
      lostFields: [],
    };
  }

  const aws: ModelAws = {
    weather: 'fine',
    deaf: 0,
    lag: 0,
    healthy: true,
    happened: 0,
    registered,
    readers: {
      ecs: {
        async service() {
          const { desired, running, deployments } = read();
          return {
            arn: `${ARN}:service/hydrous/hydrous-production`,
            name: 'hydrous-production',
            status: 'ACTIVE',
            controller: 'ECS',
            strategy: 'ROLLING',
            taskDefinition: deployments[0]!.taskDefinition,
            desired,
            running,
            pending: Math.max(0, desired - running),
            deployments,
            minimumHealthyPercent: 100,
            maximumPercent: 200,
            circuitBreaker: { enabled: true, rollback: true },
            deploymentAlarms: false,
            currentServiceDeployment: null,
            events: [],
            targetGroups: [],
          };
        },
        // A definition is found by its ARN as soon as it exists.
        async taskDefinition(_, reference) {
          read();
          const found = live.revisions.find(({ arn }) => arn === reference);
          if (found === undefined) throw failure('not-found');
          return definition(found);
        },
        tasks: async () => [],
      },
      history: {
        recent: async (_, limit) => read().history.slice(0, limit),
        async describe(_, arn) {
          const found = read().history.find((each) => each.arn === arn);
          if (found === undefined) throw failure('not-found');
          return found;
        },
      },
      revisions: {
        async registeredFor(_, __, operation) {
          const found = read().revisions.findLast((each) => each.operation === operation);
          return found === undefined ? null : definition(found);
        },
      },
      scaling: { bounds: async () => ({ ...read().bounds, policies: 1, suspended: false }) },
      alarms: { open: async () => [], alarm: async () => null },
    },
    writer: {
      updateService: async (_, { taskDefinition, desiredCount }) =>
        write(() => {
          if (desiredCount !== undefined) count(desiredCount);
          const deploymentId = taskDefinition === undefined ? null : start(taskDefinition, aws.healthy);
          return { deploymentId };
        }),
      registerWith: async (_, { patch, operation }) =>
        write(() => {
          const token = patch.variables?.set['TOKEN'] ?? '';
          registered.push(token);
          return { arn: register(operation, token) };
        }),
    },
    drift(what) {
      if (what === 'count') count((live.desired % 9) + 1);
      if (what === 'bounds') live.bounds = { min: 1, max: live.bounds.max + 1 };
      if (what === 'deployment') start(register(null, `theirs-${live.revisions.length}`), true);
      show(0);
    },
    pass() {
      const time = now();
      const happening = due.filter(({ at }) => at <= time);
      due.splice(0, due.length, ...due.filter(({ at }) => at > time));
      for (const { happen } of happening.sort((a, b) => a.at - b.at)) happen();
      if (happening.length > 0) show(0);
    },
  };
  return aws;
}
