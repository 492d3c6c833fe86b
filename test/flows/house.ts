/** The operation half of the bot without Slack: the real flows, a real embedded store, the simulated AWS over HTTP. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { awsEnvironment } from '../../sandbox/aws/environment.ts';
import { type SimulatedAws, startAws } from '../../sandbox/aws/server.ts';
import { randomIds, sha256, systemClock } from '../../src/ambient.ts';
import { CHANGES as changes } from '../../src/app-changes.ts';
import { createPolicy } from '../../src/app-policy.ts';
import { changeReaders } from '../../src/app-readers.ts';
import { createAws } from '../../src/aws/aws.ts';
import type { AlarmRecipe } from '../../src/core/alarm-recipe.ts';
import type { BreakGlass } from '../../src/core/break-glass.ts';
import type { ChangeReaders } from '../../src/core/change.ts';
import type { Document } from '../../src/core/document.ts';
import type { Environment } from '../../src/core/environment.ts';
import type { Evidence } from '../../src/core/evidence.ts';
import type { Roles } from '../../src/core/member.ts';
import type { ChangeKind, Operation, OperationState } from '../../src/core/operation.ts';
import type { Log } from '../../src/core/ports/ambient.ts';
import type { Groups } from '../../src/core/ports/slack.ts';
import type { Sentence } from '../../src/core/sentence.ts';
import { createAuthority } from '../../src/flows/authority.ts';
import { createVote } from '../../src/flows/decide-operation.ts';
import { createEndSuspensions } from '../../src/flows/end-suspensions.ts';
import { createExplainFailure } from '../../src/flows/explain-failure.ts';
import { createRequestChange } from '../../src/flows/request-change.ts';
import { createOperationWorker } from '../../src/flows/run-operations.ts';
import { createFingerprint, createSealer } from '../../src/sealer.ts';
import { type OpenedStore, openStore } from '../../src/store/open-store.ts';

export const PRODUCTION: Environment = {
  name: 'production',
  region: 'us-east-1',
  cluster: 'hydrous',
  service: 'hydrous-production',
  container: null,
  repository: 'hydrous',
  logGroup: '/ecs/hydrous-backend',
  database: null,
  cache: null,
  loadBalancer: 'hydrous-alb',
  healthUrl: null,
  frontendOrigin: null,
  approvals: 1,
  selfApproval: false,
  expires: 30 * 60_000,
  scale: { min: 1, max: 10 },
  images: 'deploy',
};

export const ROLES: Roles = {
  operators: { users: ['U0ANA'], groups: [] },
  approvers: { users: ['U0BRUNO', 'U0GRACE'], groups: [] },
  viewers: 'everyone',
  teams: ['T0HYDROUS'],
};

export interface House {
  readonly aws: SimulatedAws;
  readonly store: OpenedStore;
  readonly environment: Environment;
  /** Where the store's file is. */
  readonly folder: string;
  /** Every line that was logged, as JSON. */
  readonly logged: readonly string[];
  ask(
    kind: ChangeKind,
    wish: unknown,
    over?: { by?: string; source?: string; line?: string; breakGlass?: string },
  ): Promise<Document>;
  vote(
    vote: 'approve' | 'reject' | 'cancel',
    by: string,
    operation?: string,
    how?: { readonly breakGlass?: string; readonly reason?: string },
  ): Promise<Document>;
  /** Break-glass, its review, and what requests say by themselves. */
  readonly policy: ReturnType<typeof createPolicy>;
  /** The newest operation. */
  newest(): Promise<Operation>;
  /** Lets the worker run until the newest operation is in one of the states. Throws after 20 s. */
  until(...states: OperationState[]): Promise<Operation>;
  /** Looks whether a suspension of autoscaling is over. */
  endSuspensions(): Promise<number>;
  close(): Promise<void>;
}

function errorText(_: string, value: unknown): unknown {
  return value instanceof Error ? `${value.message} ${value.stack ?? ''} ${String(value.cause)}` : value;
}

let sources = 0;

export async function openHouse(
  over: Partial<Environment> = {},
  roles: Roles = ROLES,
  more: {
    readonly topics?: readonly string[];
    readonly recipes?: readonly AlarmRecipe[];
    readonly groups?: Groups;
    readonly breakGlass?: BreakGlass;
    /** Failures are explained, with what this finds in the guide; left out, they are told as they are. */
    readonly entryFor?: (evidence: Evidence) => string | null;
    /** Stand in for those of the house, such as a clock that is moved by hand. */
    readonly readers?: Partial<ChangeReaders>;
  } = {},
): Promise<House> {
  const folder = mkdtempSync(join(tmpdir(), 'hydrous-flows-'));
  const aws = await startAws({ speed: 10 });
  Object.assign(process.env, awsEnvironment(aws.url));
  const store = openStore({ url: null, folder });
  await store.start();
  const logged: string[] = [];
  const note = (fields: object, message: string) => {
    logged.push(JSON.stringify({ ...fields, message }, errorText));
  };
  const log: Log = { info: note, warn: note, error: note };
  const fingerprint = createFingerprint('test-secret');
  const adapters = createAws({ clock: systemClock, log, fingerprint });
  const environment = { ...PRODUCTION, ...over };
  const readers = {
    ...changeReaders(adapters, store, more.topics ?? [], fingerprint, more.recipes),
    digest: sha256,
    ...more.readers,
  };
  const authority = createAuthority(roles, more.groups ?? { members: async () => [] });
  const shared = {
    store,
    changes,
    readers,
    authority,
    sealer: createSealer('test-secret'),
    log,
    channel: 'C0OPS',
    nudge() {},
  };
  const breakGlass = more.breakGlass ?? { enabled: false, users: [] };
  const policy = createPolicy({ ...shared, environments: [environment], breakGlass, owner: 'test' });
  const request = createRequestChange({ ...shared, ids: randomIds, glass: policy.glass });
  const vote = policy.votes(createVote({ ...shared, environments: [environment] }));
  const worker = createOperationWorker({
    ...shared,
    environments: [environment],
    owner: 'test',
    writer: adapters.writer,
    explainFailure:
      more.entryFor === undefined
        ? async (_operation, _environment, outcome) => outcome
        : createExplainFailure({ ...shared, entryFor: more.entryFor }),
  });

  const ends = createEndSuspensions({
    ...shared,
    environments: [environment],
    ids: randomIds,
    owner: 'test',
  });

  async function newest(): Promise<Operation> {
    const [operation] = await store.operations.list({ limit: 1 });
    if (operation === undefined) throw new Error('there is no operation');
    return operation;
  }

  return {
    aws,
    store,
    environment,
    newest,
    folder,
    logged,
    endSuspensions: ends.work,
    policy,
    ask(kind, wish, { by = 'U0ANA', source, line, breakGlass } = {}) {
      sources += 1;
      const member = { user: by, team: 'T0HYDROUS' };
      const invocation = {
        text: kind,
        member,
        channel: 'C0OPS',
        source: source ?? `source-${sources}`,
        via: 'slash' as const,
        locale: 'es' as const,
        zone: null,
        ...(breakGlass === undefined ? {} : { breakGlass }),
      };
      return request(
        { result: 'change', kind, environment, wish, reason: null, ...(line === undefined ? {} : { line }) },
        invocation,
      );
    },
    async vote(kind, by, operation, { breakGlass, reason = null } = {}) {
      const id = operation ?? (await newest()).id;
      return vote(
        { result: 'vote', vote: kind, operation: id, reason },
        { member: { user: by, team: 'T0HYDROUS' }, ...(breakGlass === undefined ? {} : { breakGlass }) },
      );
    },
    async until(...states) {
      const deadline = Date.now() + 20_000;
      while (Date.now() < deadline) {
        await worker.work(new AbortController().signal);
        const operation = await newest();
        if (states.includes(operation.state)) return operation;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error(`the operation is ${(await newest()).state}, not ${states.join(' or ')}`);
    },
    async close() {
      await store.close();
      adapters.close();
      await aws.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function keyOf(sentence: Sentence | undefined): string {
  return sentence !== undefined && 'say' in sentence ? sentence.say : '(none)';
}
