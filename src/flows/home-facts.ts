/** Reads what one person's Home tab is made of. What cannot be read says so in its place. */
import type { CommandReaders } from '../core/command.ts';
import { decide } from '../core/decide.ts';
import type { Environment } from '../core/environment.ts';
import type { Gathered } from '../core/evidence.ts';
import { ENDED_MS, type HomeFacts, type HomeIncident, type HomeOperation } from '../core/home.ts';
import type { Incident } from '../core/incident.ts';
import type { Operation } from '../core/operation.ts';
import { isSamePerson } from '../core/person.ts';
import { policyOf, stricter } from '../core/policy.ts';
import type { CardKind, Store } from '../core/ports/store.ts';
import { isProblem } from '../core/problem.ts';
import type { Sentence } from '../core/sentence.ts';
import { within } from '../core/within.ts';
import type { Authority } from './authority.ts';
import type { GatePorts } from './gates.ts';
import { type Changes, describeOperation } from './operation-state.ts';
import type { ReadGlance } from './read-glance.ts';
import { castOf } from './who-votes.ts';

export interface HomeFactsPorts {
  readonly store: Store;
  readonly changes: Changes;
  readonly environments: readonly Environment[];
  readonly authority: Authority;
  readonly readers: Pick<CommandReaders, 'gate' | 'clock'>;
  readonly glance: ReadGlance;
  readonly permalink: NonNullable<GatePorts['permalink']>;
}

export interface HomeReader {
  readonly user: string;
  readonly isOperator: boolean;
  readonly mayAct: boolean;
  /** The newest row of the audit trail that is shown. */
  readonly head: number;
}

/** ms, each part's own time. */
const BUDGET = 4_000;
const ACTIVE_READ = 60;
const ENDED_READ = 60;
const INCIDENTS_READ = 60;
/** Cards that are looked up to link them. */
const LINKED = 12;
const ENDED = ['succeeded', 'failed', 'superseded', 'unknown', 'rejected', 'expired', 'stale'] as const;

export async function readHome(ports: HomeFactsPorts, reader: HomeReader): Promise<HomeFacts> {
  const { store, environments } = ports;
  const soon = <T>(work: Promise<T>) => within(work, BUDGET, ports.readers.clock);
  const now = await soon(store.now());
  const at = now.ok ? now.value : ports.readers.clock.now();
  const doubts: Sentence[] = [];
  const [operations, incidents, around] = await Promise.all([
    soon(operationsFor(ports, reader, at, doubts)),
    soon(incidentsFor(ports)),
    Promise.all(
      environments.map(async (environment) => {
        const [glance, gate] = await Promise.all([
          ports.glance(environment, reader.head),
          soon(ports.readers.gate(environment)),
        ]);
        return { environment, glance, gate };
      }),
    ),
  ]);
  return {
    user: reader.user,
    same: ports.authority.roles.same ?? [],
    isOperator: reader.isOperator,
    mayAct: reader.mayAct,
    at,
    operations,
    mayUnknown: doubts[0] ?? null,
    incidents,
    environments: around,
  };
}

async function operationsFor(
  ports: HomeFactsPorts,
  reader: HomeReader,
  at: number,
  doubts: Sentence[],
): Promise<readonly HomeOperation[]> {
  const { store, authority } = ports;
  const [active, ended] = await Promise.all([
    store.operations.list({ states: ['pending', 'approved', 'executing'], limit: ACTIVE_READ }),
    store.operations.list({ states: ENDED, limit: ENDED_READ }),
  ]);
  const mine = ended.filter(
    ({ requester, endedAt }) =>
      (endedAt ?? 0) > at - ENDED_MS && isSamePerson(requester.user, reader.user, authority.roles.same),
  );
  return Promise.all(
    [...active, ...mine].map(async (operation, place): Promise<HomeOperation> => {
      const rights = operation.state === 'pending' ? await rightsOf(ports, operation, reader.user, at) : NONE;
      if (!rights.ok) doubts.push(rights.why);
      return {
        operation,
        what: describeOperation(ports.changes, operation),
        mayApprove: rights.ok ? rights.value.approve : null,
        mayReject: rights.ok && rights.value.reject,
        link: place < LINKED ? await linkTo(ports, 'operation', operation.id) : null,
      };
    }),
  );
}

interface Rights {
  readonly approve: boolean;
  readonly reject: boolean;
}
const NONE: Gathered<Rights> = { ok: true, value: { approve: false, reject: false } };

/** Whether a vote of this person would count: decided by what decides a click. */
async function rightsOf(
  { authority, environments }: HomeFactsPorts,
  operation: Operation,
  user: string,
  now: number,
): Promise<Gathered<Rights>> {
  const environment = environments.find(({ name }) => name === operation.environment);
  if (environment === undefined) return NONE;
  const today = policyOf(environment, authority.roles, operation.kind);
  const rules = { today, both: stricter(operation.policy, today) };
  const counts = async (vote: 'approve' | 'reject') => {
    const { cast, voters } = await castOf(authority, operation, rules, vote, user);
    return decide(operation, voters, cast, rules.both, now).decision !== 'refused';
  };
  try {
    const [approve, reject] = await Promise.all([counts('approve'), counts('reject')]);
    return { ok: true, value: { approve, reject } };
  } catch (error) {
    if (isProblem(error)) return { ok: false, why: error.sentence };
    throw error;
  }
}

async function incidentsFor(ports: HomeFactsPorts): Promise<readonly HomeIncident[]> {
  const states: readonly Incident['state'][] = ['open', 'acknowledged'];
  const open = await ports.store.incidents.list({ states, limit: INCIDENTS_READ });
  return Promise.all(
    open.map(async (incident, place) => ({
      incident,
      link: place < LINKED ? await linkTo(ports, 'incident', incident.id) : null,
    })),
  );
}

async function linkTo(
  { store, permalink }: HomeFactsPorts,
  kind: Extract<CardKind, 'operation' | 'incident'>,
  id: string,
): Promise<string | null> {
  const card = await store.messages.get(`${kind}:${id}`);
  return card?.ts == null ? null : permalink(card.channel, card.ts);
}
