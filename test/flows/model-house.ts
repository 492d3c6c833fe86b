/** One run of the model: the real flows on a steered store, with people, two replicas and a service of their own. */

import { sha256 } from '../../src/ambient.ts';
import { CHANGES } from '../../src/app-changes.ts';
import { createPolicy } from '../../src/app-policy.ts';
import type { Change, ChangeReaders, ChangeWriter } from '../../src/core/change.ts';
import type { Document } from '../../src/core/document.ts';
import type { Environment } from '../../src/core/environment.ts';
import type { LockAct } from '../../src/core/lock.ts';
import type { Roles } from '../../src/core/member.ts';
import type { ChangeKind, Operation } from '../../src/core/operation.ts';
import type { Ids, Log } from '../../src/core/ports/ambient.ts';
import { isProblem, Problem } from '../../src/core/problem.ts';
import { say } from '../../src/core/sentence.ts';
import { createActOnLock } from '../../src/flows/act-on-lock.ts';
import { createAuthority } from '../../src/flows/authority.ts';
import { createVote } from '../../src/flows/decide-operation.ts';
import type { Changes } from '../../src/flows/operation-state.ts';
import { createRequestChange } from '../../src/flows/request-change.ts';
import { createFingerprint, createSealer } from '../../src/sealer.ts';
import { PRODUCTION } from './house.ts';
import { type ModelAws, modelAws } from './model-aws.ts';
import { type Replica, startReplica } from './model-replica.ts';
import type { Row } from './operation-model.ts';
import type { SteeredStore } from './steered-time.ts';

/** Ana has two accounts, both in the group of approvers, and so has Bruno. */
export const SAME = [
  ['ANA', 'ANA2'],
  ['BRUNO', 'BRUNO2'],
] as const;
export const GROUP = ['ANA', 'ANA2', 'BRUNO', 'BRUNO2', 'GRACE', 'HEIDI'] as const;
export type Person = (typeof GROUP)[number] | 'OMAR' | 'EVE';
export const OPERATORS: readonly Person[] = ['ANA', 'OMAR'];
/** Who may skip approval. */
export const GLASS: readonly Person[] = ['OMAR', 'ANA'];

/** One request that was sent to AWS for a step, with what was true of its operation at that moment. */
export interface Sent {
  readonly operation: string;
  readonly step: string;
  readonly row: Operation | null;
  /** The live fields that were read last for this operation, before it was sent. */
  readonly live: Readonly<Record<string, string>> | undefined;
  /** Whether AWS did it. */
  readonly applied: boolean;
}

/** More than any run may need: what loops must not loop for ever. */
const MOST_SENT = 60;

export interface ModelHouse {
  readonly steered: SteeredStore;
  readonly environment: Environment & { approvals: number };
  readonly aws: ModelAws;
  readonly readers: ChangeReaders;
  readonly replicas: [Replica, Replica];
  readonly sent: readonly Sent[];
  /** What the worker found unexpected. */
  readonly mishaps: readonly string[];
  /** Values that were given to `env`, in order. */
  readonly given: readonly string[];
  /** Members of the group of approvers; null = nobody can be asked. */
  members: readonly Person[] | null;
  /** Gives the id where a new operation was saved. */
  request(kind: 'scale' | 'env', by: Person): Promise<string | null>;
  vote(
    vote: 'approve' | 'reject' | 'cancel',
    by: Person,
    operation: string,
    breakGlass?: string,
  ): Promise<Document>;
  lock(act: LockAct['act'], by: Person): Promise<void>;
  expire(): Promise<void>;
  pass(ms: number): Promise<void>;
  /** Kills a replica and starts another in its place. */
  restart(which: 0 | 1): Promise<void>;
  operations(): Promise<readonly Operation[]>;
  /** The same, read past the store, which costs less. */
  rows(): Promise<readonly Row[]>;
}

let runs = 0;
// Their keys are worked out once: they are the same in every run.
const sealer = createSealer('model');
const fingerprint = createFingerprint('model');

export function openModelHouse(steered: SteeredStore, approvals: number): ModelHouse {
  runs += 1;
  const name = `run${runs}`;
  const environment = { ...PRODUCTION, name, approvals, container: 'app' };
  const roles: Roles = {
    operators: { users: [...OPERATORS], groups: [] },
    approvers: { users: [], groups: ['S0APPROVERS'] },
    viewers: 'everyone',
    teams: ['T0HYDROUS'],
    same: SAME,
  };
  const sent: Sent[] = [];
  const mishaps: string[] = [];
  const given: string[] = [];
  const lives = new Map<string, Readonly<Record<string, string>>>();
  const clock = { now: steered.now, sleep: async () => undefined };
  const aws = modelAws(steered.now);
  const counters = { ids: 0, sources: 0, replicas: 0 };
  const ids: Ids = {
    next(prefix) {
      counters.ids += 1;
      return `${prefix}-${name}-${String(counters.ids).padStart(3, '0')}`;
    },
  };
  const log: Log = { info() {}, warn() {}, error: (_, message) => mishaps.push(message) };

  /** The real change, with a note of what was read before each request that it sends. */
  function watched(change: Change): Change {
    return {
      ...change,
      async live(...asked) {
        const found = await change.live(...asked);
        lives.set(asked[2].digest, found);
        return found;
      },
      async apply(writer, place, operation, step, ...rest) {
        if (sent.length > MOST_SENT) throw new Error('there is no end to what is sent');
        const row = await steered.store.operations.get(operation.id);
        const { happened } = aws;
        const answer = change.apply(writer, place, operation, step, ...rest);
        const live = lives.get(operation.plan.digest);
        sent.push({ operation: operation.id, step, row, live, applied: aws.happened > happened });
        return answer;
      },
    };
  }
  const kinds = Object.entries(CHANGES) as [ChangeKind, Change][];
  const changes = Object.fromEntries(kinds.map(([kind, change]) => [kind, watched(change)])) as Changes;
  const readers = {
    ...aws.readers,
    finished: async () => [],
    operation: steered.store.operations.get,
    clock,
    digest: sha256,
    topics: [],
    fingerprint,
  } as unknown as ChangeReaders;
  const shared = {
    store: steered.store,
    changes,
    readers,
    authority: createAuthority(roles, {
      async members() {
        if (house.members !== null) return house.members;
        throw new Problem('unreachable', say('operation.refused.unclear', { id: 'group' }), 'no answer');
      },
    }),
    sealer,
    environments: [environment],
    ids,
    log,
    channel: 'C0OPS',
    nudge() {},
  };
  const policy = createPolicy({ ...shared, breakGlass: { enabled: true, users: [...GLASS] }, owner: name });
  const request = createRequestChange({ ...shared, glass: policy.glass });
  const vote = policy.votes(createVote(shared));
  const lock = createActOnLock(shared);

  function replica(): Replica {
    counters.replicas += 1;
    const ports = {
      ...shared,
      writer: aws.writer as ChangeWriter,
      explainFailure: async <T>(_: unknown, __: unknown, outcome: T) => outcome,
    };
    return startReplica(`${name}-replica-${counters.replicas}`, ports, (what) => mishaps.push(what));
  }

  function memberOf(user: string) {
    return { user, team: 'T0HYDROUS' };
  }

  function newSource(): string {
    counters.sources += 1;
    return `${name}-source-${counters.sources}`;
  }

  const house: ModelHouse = {
    steered,
    environment,
    aws,
    readers,
    replicas: [replica(), replica()],
    sent,
    mishaps,
    given,
    members: GROUP,
    async request(kind, by) {
      const source = newSource();
      const value = `secret-${name}-${given.length}`;
      given.push(value);
      const count = 3 + (given.length % 5);
      const wish = kind === 'scale' ? { count } : { set: { TOKEN: value }, unset: [] };
      const locale = 'es' as const;
      const place = { channel: 'C0OPS', via: 'slash' as const, locale, zone: null };
      const asked = request(
        { result: 'change', kind, environment, wish, reason: null },
        { text: kind, member: memberOf(by), source, ...place },
      );
      // What cannot be planned because AWS does not answer is not asked for.
      await asked.catch((error: unknown) => {
        if (!isProblem(error)) throw error;
      });
      const after = await steered.store.operations.bySource(source);
      return after?.id ?? null;
    },
    async vote(kind, by, operation, breakGlass) {
      return vote(
        { result: 'vote', vote: kind, operation, reason: null },
        { member: memberOf(by), ...(breakGlass === undefined ? {} : { breakGlass }) },
      );
    },
    async lock(act, by) {
      const who = { member: memberOf(by), source: newSource() };
      const until = steered.now() + 3_600_000;
      const reason = 'the model wants it';
      if (act === 'lock') await lock({ act, environment: name, reason, forMs: null, steal: true }, who);
      else if (act === 'freeze') await lock({ act, environment: name, until, reason }, who);
      else await lock({ act, environment: name }, who);
    },
    async expire() {
      await policy.work.expiry();
    },
    async pass(ms) {
      await steered.pass(ms);
      aws.pass();
    },
    async restart(which) {
      await house.replicas[which].kill();
      house.replicas[which] = replica();
    },
    async rows() {
      const columns = 'id, state, decided_by, started_at';
      const found = await steered.rows(
        `select ${columns} from operations where environment = '${name}' order by id`,
      );
      return found.map((row) => ({
        id: String(row['id']),
        state: row['state'] as Operation['state'],
        decidedBy: JSON.parse(String(row['decided_by'])),
        startedAt: row['started_at'] === null ? null : Number(row['started_at']),
      }));
    },
    operations: () => steered.store.operations.list({ environment: name, limit: 50, oldestFirst: true }),
  };
  return house;
}
