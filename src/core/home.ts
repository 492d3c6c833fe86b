/** What the Home tab of one person is made of, and what of it belongs where. Pure; `flows/home-facts.ts` reads it. */
import type { Environment } from './environment.ts';
import type { Gathered } from './evidence.ts';
import type { GateFacts } from './gate-document.ts';
import type { Incident } from './incident.ts';
import type { Operation } from './operation.ts';
import { isSamePerson, type SamePeople } from './person.ts';
import type { Sentence } from './sentence.ts';
import { isSilent } from './silence.ts';
import { isTestAlarm } from './test-alarm.ts';

export interface HomeOperation {
  readonly operation: Operation;
  /** What it does in a few words. */
  readonly what: Sentence;
  /** A vote of this person would count. Null when that could not be looked up. */
  readonly mayApprove: boolean | null;
  readonly mayReject: boolean;
  /** Address of its card. */
  readonly link: string | null;
}

export interface HomeIncident {
  readonly incident: Incident;
  readonly link: string | null;
}

/** One environment at a glance, as AWS says. */
export interface Glance {
  readonly running: number;
  readonly desired: number;
  /** Tag or short digest; null when it could not be read. */
  readonly image: string | null;
  /** Alarms that are on; null when they could not be read. */
  readonly alarms: number | null;
}

export interface HomeEnvironment {
  readonly environment: Environment;
  readonly glance: Gathered<Glance>;
  readonly gate: Gathered<GateFacts>;
}

export interface HomeFacts {
  readonly user: string;
  readonly same: SamePeople;
  /** May ask for changes. */
  readonly isOperator: boolean;
  /** May acknowledge incidents. */
  readonly mayAct: boolean;
  /** Database time, ms; the machine's while the store is away. */
  readonly at: number;
  /** The newest that are pending, approved or executing, and what ended lately. */
  readonly operations: Gathered<readonly HomeOperation[]>;
  /** Why it could not be looked up what this person may approve. */
  readonly mayUnknown: Sentence | null;
  /** Those that are not resolved, newest first. */
  readonly incidents: Gathered<readonly HomeIncident[]>;
  readonly environments: readonly HomeEnvironment[];
}

/** Everything in one place only, where it matters most. */
export interface HomeParts {
  /** To decide on, the next to expire first. */
  readonly requests: readonly HomeOperation[];
  /** To acknowledge, newest first. */
  readonly calls: readonly HomeIncident[];
  readonly running: readonly HomeOperation[];
  readonly mine: readonly HomeOperation[];
  /** Of this person, ended in the last hours, newest first. */
  readonly ended: readonly HomeOperation[];
  readonly others: readonly HomeOperation[];
  readonly incidents: readonly HomeIncident[];
}

/** ms. What ended longer ago is history. */
export const ENDED_MS = 12 * 3_600_000;

export function homeParts(facts: HomeFacts): HomeParts {
  const operations = facts.operations.ok ? facts.operations.value : [];
  const incidents = facts.incidents.ok ? facts.incidents.value : [];
  const isMine = ({ operation }: HomeOperation) =>
    isSamePerson(operation.requester.user, facts.user, facts.same);
  const pending = [...operations]
    .filter(({ operation }) => operation.state === 'pending' && operation.expiresAt > facts.at)
    .sort((one, other) => one.operation.expiresAt - other.operation.expiresAt);
  const calls = facts.mayAct ? incidents.filter(({ incident }) => isWaiting(incident, facts.at)) : [];
  return {
    requests: pending.filter((each) => each.mayApprove === true),
    calls,
    running: operations.filter(({ operation: { state } }) => state === 'approved' || state === 'executing'),
    mine: pending.filter((each) => each.mayApprove !== true && isMine(each)),
    ended: operations.filter((each) => isMine(each) && endedLately(each, facts.at)),
    others: pending.filter((each) => each.mayApprove !== true && !isMine(each)),
    incidents: incidents.filter((each) => !calls.includes(each)),
  };
}

/** Nobody has taken it, and nobody wants it to be quiet. */
function isWaiting({ state, silence, alarm, environment }: Incident, now: number): boolean {
  if (state !== 'open' || environment === null || isSilent(silence, now)) return false;
  return alarm === null || (alarm.suppressedBy === undefined && !isTestAlarm(alarm));
}

function endedLately({ operation: { endedAt } }: HomeOperation, now: number): boolean {
  return endedAt !== null && endedAt > now - ENDED_MS;
}

/**
 * In how many ms something is otherwise without any news: a lock or a freeze ends or begins, a silence is over. Null
 * when nothing is known to come.
 */
export function nextTurnMs(facts: HomeFacts): number | null {
  const gates = facts.environments.flatMap(({ gate }) => (gate.ok ? [gate.value] : []));
  const barriers = gates.flatMap((gate) => gate.barriers);
  const times = [
    ...barriers.map((each) => (each.barrier === 'lock' ? each.lock.until : each.opens)),
    ...gates.map(({ next }) => next?.from ?? null),
    ...(facts.incidents.ok ? facts.incidents.value : []).map(
      ({ incident }) => incident.silence?.until ?? null,
    ),
  ];
  const coming = times.flatMap((at) => (at !== null && at > facts.at ? [at - facts.at] : []));
  return coming.length === 0 ? null : Math.min(...coming);
}
