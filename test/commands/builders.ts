import { loadCommands } from '../../src/command-files.ts';
import type { Command, CommandReaders, Invocation } from '../../src/core/command.ts';
import { type Document, type Piece, plain } from '../../src/core/document.ts';
import type { Environment } from '../../src/core/environment.ts';
import type { Locale, Profile, Roles } from '../../src/core/member.ts';
import type { Operation } from '../../src/core/operation.ts';
import { Problem } from '../../src/core/problem.ts';
import { type Sentence, say } from '../../src/core/sentence.ts';
import { createRunCommand, type RefusedAt, type RunCommandPorts } from '../../src/flows/run-command.ts';
import { speak } from '../../src/words/speak.ts';
import { shippedGuide } from '../guide/shipped-guide.ts';

/** 2026-11-24 15:00 UTC, which is 10:00 in Bogotá. */
export const NOW = Date.UTC(2026, 10, 24, 15, 0, 0);
export const COMMANDS: readonly Command[] = await loadCommands(
  new URL('../../src/commands/', import.meta.url),
);
const FAMILY = 'arn:aws:ecs:us-east-1:123456789012:task-definition/hydrous';
const DIGEST = `sha256:${'ab'.repeat(32)}`;

export function environment(name = 'production', over: Partial<Environment> = {}): Environment {
  return {
    name,
    region: 'us-east-1',
    cluster: 'hydrous',
    service: `hydrous-${name}`,
    container: 'hydrous-container',
    repository: 'hydrous',
    logGroup: '/ecs/hydrous-backend',
    database: null,
    cache: null,
    loadBalancer: null,
    healthUrl: null,
    frontendOrigin: null,
    approvals: 1,
    selfApproval: false,
    expires: 1_800_000,
    scale: { min: 1, max: 10 },
    images: 'deploy',
    ...over,
  };
}

export const ROLES: Roles = {
  operators: { users: ['U0OPERATOR'], groups: [] },
  approvers: { users: ['U0APPROVER'], groups: [] },
  viewers: 'everyone',
  teams: ['T0HYDROUS'],
};

export function operation(over: Partial<Operation> = {}): Operation {
  return {
    id: 'op-7kq2m9xd4t',
    kind: 'deploy',
    environment: 'production',
    command: 'deploy v1.11.0',
    requester: { user: 'U0OPERATOR', team: 'T0HYDROUS' },
    reason: null,
    incident: null,
    plan: {
      rows: [],
      checks: [],
      risk: 'low',
      live: {},
      digest: '',
      startsDeployment: true,
      manual: [],
      target: {},
    },
    policy: { approvers: ROLES.approvers, approvals: 1, selfApproval: false },
    state: 'succeeded',
    version: 3,
    steps: [],
    rollout: null,
    outcome: null,
    decidedBy: ['U0APPROVER'],
    createdAt: NOW - 3_600_000,
    expiresAt: NOW + 600_000,
    decidedAt: NOW - 3_500_000,
    startedAt: NOW - 3_500_000,
    endedAt: NOW - 3_300_000,
    ...over,
  };
}

/** A healthy environment; what a test wants different it replaces. */
export function readers(over: Partial<CommandReaders> = {}): CommandReaders {
  const deployment = {
    id: 'ecs-svc/1',
    status: 'PRIMARY',
    taskDefinition: `${FAMILY}:42`,
    desired: 2,
    running: 2,
    pending: 0,
    failed: 0,
    rolloutState: 'COMPLETED',
    rolloutStateReason: null,
    createdAt: NOW - 60_000,
    updatedAt: NOW,
  };
  return {
    checkup: async () => ({ findings: [], version: '0.0.0', node: '24.0.0', took: 0 }),
    ecs: {
      service: async () => ({
        arn: 'arn:aws:ecs:us-east-1:123456789012:service/hydrous/hydrous-production',
        name: 'hydrous-production',
        status: 'ACTIVE',
        controller: 'ECS',
        strategy: 'ROLLING',
        taskDefinition: `${FAMILY}:42`,
        desired: 2,
        running: 2,
        pending: 0,
        deployments: [deployment],
        minimumHealthyPercent: 100,
        maximumPercent: 200,
        circuitBreaker: { enabled: true, rollback: true },
        deploymentAlarms: false,
        currentServiceDeployment: null,
        events: [],
        targetGroups: [{ arn: 'tg', container: 'hydrous-container', port: 8000 }],
      }),
      taskDefinition: async () => ({
        arn: `${FAMILY}:42`,
        family: 'hydrous',
        revision: 42,
        status: 'ACTIVE',
        cpu: '512',
        memory: '1024',
        architecture: 'X86_64',
        operatingSystem: 'LINUX',
        containers: [
          {
            name: 'hydrous-container',
            image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/hydrous:v1.10.0',
            essential: true,
            environmentNames: [],
            variables: [],
            secretNames: [],
            limits: { cpu: 0, memory: null, memoryReservation: null },
            logGroup: null,
            logStreamPrefix: null,
          },
        ],
        tags: {},
        lostFields: [],
      }),
      tasks: async () => [
        {
          arn: 'task/1',
          id: '1',
          taskDefinition: `${FAMILY}:42`,
          lastStatus: 'RUNNING',
          healthStatus: 'HEALTHY',
          startedBy: 'ecs-svc/1',
          startedAt: NOW,
          stoppedAt: null,
          stopCode: null,
          stoppedReason: null,
          containers: [{ name: 'hydrous-container', exitCode: null, reason: null, imageDigest: DIGEST }],
        },
      ],
    },
    history: { recent: async () => [], describe: async () => Promise.reject(failing()) },
    images: { image: async () => null, recent: async () => [] },
    logs: { search: async () => ({ lines: [], partial: false }) },
    alarms: { open: async () => [], alarm: async () => null },
    alarmCatalog: { all: async () => [], changes: async () => ({ changes: [], partial: false }) },
    guide: shippedGuide().guide,
    targets: {
      health: async () => [
        { id: '10.0.0.1', state: 'healthy', reason: null, description: null },
        { id: '10.0.0.2', state: 'healthy', reason: null, description: null },
      ],
    },
    rds: {
      instance: async () => null,
      snapshots: async () => [],
      snapshot: async () => null,
      classes: async () => [],
      hostHolders: async () => ({ exact: [], within: [], maybe: [] }),
    },
    elastiCache: { cache: async () => null, nodeTypes: async () => ({ up: [], down: [] }) },
    databases: { state: async () => null, events: async () => [] },
    caches: { state: async () => null, events: async () => [] },
    metrics: { series: async () => [] },
    targetGroups: { groups: async () => [] },
    costs: { spent: async () => Promise.reject(failing()), forecast: async () => null },
    costGuide: {
      expected: { from: 65, until: 100 },
      quiet: { cpu: 20, memory: 40 },
      reserve: 20,
      savings: 30,
    },
    charts: { draw: async () => Promise.reject(failing()) },
    probe: async () => ({ status: 200, headers: {}, failure: null, took: 12 }),
    scalableTargets: {
      read: async () => ({
        min: 1,
        max: 4,
        suspension: { in: false, out: false, scheduled: false },
        policies: [{ name: 'hydrous-cpu', type: 'TargetTrackingScaling', metric: 'cpu', target: 60 }],
      }),
    },
    scaling: { bounds: async () => ({ min: 1, max: 4, policies: 1, suspended: false }) },
    clock: {
      now: () => NOW,
      sleep: (ms, signal) =>
        new Promise((resolve) => {
          const timer = setTimeout(resolve, ms);
          signal?.addEventListener('abort', () => {
            clearTimeout(timer);
            resolve();
          });
        }),
    },
    operations: async () => [operation()],
    operation: async () => null,
    incident: async () => null,
    incidents: async () => [],
    audit: async () => [],
    verifyAudit: async () => ({ rows: 0, broken: null }),
    alarmStandings: async () => [],
    gate: async () => ({ barriers: [], next: null, waiting: [], now: NOW }),
    store: { engine: 'sqlite' },
    ...over,
  };
}

/** A failure as the adapters throw it. */
export function failing(): Problem {
  return new Problem('unreachable', say('slack.unreachable'), 'not reachable in this test');
}

export interface Harness {
  run(text: string, over?: Partial<Invocation>): Promise<Document>;
  /** Everything that was called, by name: `ecs.service`, `requestChange`, `vote`, … */
  readonly calls: string[];
  readonly changes: unknown[];
  readonly votes: unknown[];
  readonly acts: unknown[];
  readonly refused: { at: RefusedAt; verb: string | null }[];
}

const FULL: Profile = { kind: 'full', locale: 'es', zone: 'America/Bogota' };

export function harness(over: Partial<RunCommandPorts> = {}): Harness {
  const calls: string[] = [];
  const changes: unknown[] = [];
  const votes: unknown[] = [];
  const acts: unknown[] = [];
  const refused: { at: RefusedAt; verb: string | null }[] = [];
  const run = createRunCommand({
    commands: COMMANDS,
    environments: [environment()],
    roles: ROLES,
    profiles: { profile: async () => FULL },
    groups: { members: async () => [] },
    requestChange: async (result) => {
      calls.push('requestChange');
      const { kind, wish, reason } = result;
      changes.push({ kind, environment: result.environment.name, wish, reason });
      return plain({ es: 'pedido', en: 'asked' });
    },
    vote: async (result) => {
      calls.push('vote');
      votes.push(result);
      return plain({ es: 'voto', en: 'vote' });
    },
    act: async (ask) => {
      calls.push('act');
      acts.push(ask);
      return plain({ es: 'hecho', en: 'done' });
    },
    actOnLock: async (act) => {
      calls.push('actOnLock');
      acts.push(act);
      return plain({ es: 'hecho', en: 'done' });
    },
    refused: async (_, at, verb) => {
      refused.push({ at, verb });
    },
    ...over,
    readers: recording(over.readers ?? readers(), calls),
  });
  return {
    run: (text, invocation = {}) =>
      run({
        text,
        member: { user: 'U0OPERATOR', team: 'T0HYDROUS' },
        channel: 'C0OPS',
        source: 'slash:1',
        via: 'slash',
        locale: 'es',
        zone: 'America/Bogota',
        ...invocation,
      }),
    calls,
    changes,
    votes,
    acts,
    refused,
  };
}

/** Notes every method that is called on the readers, however deep; the clock is no reader. */
function recording(all: CommandReaders, calls: string[], path = ''): CommandReaders {
  return new Proxy(all, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      const full = path === '' ? String(name) : `${path}.${String(name)}`;
      if (full.startsWith('clock') || value === null) return value;
      if (typeof value === 'object') return recording(value as CommandReaders, calls, full);
      if (typeof value !== 'function') return value;
      return (...given: unknown[]) => {
        calls.push(full);
        return Reflect.apply(value, target, given);
      };
    },
  });
}

/** The key of a sentence that was said, or the text of one that stands in the code. */
export function keyOf(sentence: Sentence): string {
  return 'say' in sentence ? sentence.say : sentence.en;
}

/** All that a document says, as a reader in a terminal would see it. */
export function textOf(document: Document, locale: Locale = 'es'): string {
  const spoken = (sentence: Sentence): string => speak(sentence, locale, 'plain');
  return [spoken(document.summary), ...document.pieces.flatMap(linesOf)].join('\n');

  function linesOf(piece: Piece): readonly string[] {
    switch (piece.piece) {
      case 'heading':
      case 'text':
      case 'context':
        return [spoken(piece.text)];
      case 'list':
        return piece.items.map((item) => `[${item.mark}] ${spoken(item.text)}`);
      case 'code':
        return piece.lines;
      case 'fields':
        return piece.fields.map((field) => `${spoken(field.label)}: ${spoken(field.value)}`);
      case 'image':
      case 'picture':
        return [spoken(piece.alt)];
      case 'file':
        return piece.lines.map((line) => (typeof line === 'string' ? line : spoken(line)));
      case 'buttons':
      case 'divider':
        return [];
    }
  }
}
