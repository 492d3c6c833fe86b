/** Taking and ending locks and freezes: one transaction each, and whoever loses something is told in the channel. */
import type { Invocation } from '../core/command.ts';
import { type Document, plain } from '../core/document.ts';
import type { Environment } from '../core/environment.ts';
import { frozenAt, NO_FREEZES } from '../core/freeze.ts';
import { barrierText } from '../core/gate.ts';
import { type Lock, type LockAct, type LockKind, lookInMs } from '../core/lock.ts';
import type { Ids, Log } from '../core/ports/ambient.ts';
import type { Records } from '../core/ports/store.ts';
import { code, mention, moment, type Sentence, say, span } from '../core/sentence.ts';
import { type GatePorts, lockNote, readBarriers } from './gates.ts';

export interface ActOnLockPorts extends GatePorts {
  readonly environments: readonly Environment[];
  readonly ids: Ids;
  readonly log: Log;
  /** Slack channel where everybody hears of it. */
  readonly channel: string;
  readonly nudge: () => void;
}

export type ActOnLock = (
  act: LockAct,
  invocation: Pick<Invocation, 'member' | 'source'>,
) => Promise<Document>;

export function createActOnLock(ports: ActOnLockPorts): ActOnLock {
  return async function actOnLock(act, invocation) {
    const answer = await carryOut(ports, act, invocation);
    ports.nudge();
    return 'pieces' in answer ? answer : plain(answer);
  };
}

type Who = Pick<Invocation, 'member' | 'source'>;

function carryOut(ports: ActOnLockPorts, act: LockAct, who: Who): Promise<Sentence | Document> {
  switch (act.act) {
    case 'lock':
      return lock(ports, act, who);
    case 'unlock':
      return unlock(ports, act.environment, who);
    case 'freeze':
      return freeze(ports, act, who);
    case 'unfreeze':
      return unfreeze(ports, act.environment, who);
  }
}

async function lock(
  ports: ActOnLockPorts,
  { environment, reason, forMs, steal }: Extract<LockAct, { act: 'lock' }>,
  who: Who,
): Promise<Sentence | Document> {
  const now = await ports.store.now();
  const held = await inForce(ports, environment, 'lock');
  const { user } = who.member;
  const until = forMs === null ? null : now + forMs;
  const line = code(`/hydrous unlock ${environment}`);
  const end = (at: number | null) => (at === null ? null : moment(at));
  if (held?.source === who.source) return say('lock.taken', { environment, until: end(held.until), line });
  if (held !== null && held.owner !== user && !steal) return heldBy(ports, held, reason, now);
  const taken: Lock = { ...newLock(ports, 'lock', environment, who, now), reason, until };
  const told = { who: mention(user), environment, reason, until: end(until) };
  const note =
    held === null || held.owner === user
      ? say('note.locked', told)
      : say('note.lock-taken', { ...told, from: mention(held.owner) });
  const data = { reason, until, from: held?.owner ?? null };
  if (!(await put(ports, taken, held?.id ?? null, note, data))) return say('lock.lost', { environment });
  return say('lock.taken', { environment, until: end(until), line });
}

async function heldBy(ports: ActOnLockPorts, held: Lock, reason: string, now: number): Promise<Document> {
  const environment = ports.environments.find(({ name }) => name === held.environment);
  const known = environment === undefined ? [] : (await readBarriers(ports, environment)).barriers;
  const barrier = known.find((each) => each.barrier === 'lock' && each.lock.id === held.id) ?? {
    barrier: 'lock' as const,
    lock: held,
    link: null,
  };
  const line = code(`/hydrous lock ${held.environment} for ${reason} --steal`);
  const text = say('lock.held', { what: barrierText(barrier, now, held.environment), line });
  return plain(text);
}

async function unlock(ports: ActOnLockPorts, environment: string, who: Who): Promise<Sentence> {
  const now = await ports.store.now();
  const held = (await ports.store.locks.of(environment)).filter(({ kind }) => kind !== 'freeze');
  const [first] = held;
  if (first === undefined) return say('lock.none', { environment });
  const { user } = who.member;
  const ended = await ports.store.transaction(async (records) => {
    const gone = await Promise.all(held.map(({ id }) => records.locks.end(id)));
    if (!gone.includes(true)) return false;
    const owners = held.map(({ owner }) => owner).filter((owner) => owner !== user);
    const note = say('note.unlocked', {
      who: mention(user),
      environment,
      owners: [...new Set(owners)].map(mention),
      lasted: span(Math.max(0, now - first.since)),
    });
    const data = { owners, reasons: held.map(({ reason }) => reason), kinds: held.map(({ kind }) => kind) };
    await tell(records, ports, first.id, 'unlocked', { actor: user, environment, note, data });
    return true;
  });
  return ended ? say('lock.ended', { environment }) : say('lock.none', { environment });
}

async function freeze(
  ports: ActOnLockPorts,
  { environment, until, reason }: Extract<LockAct, { act: 'freeze' }>,
  who: Who,
): Promise<Sentence> {
  const now = await ports.store.now();
  if (until <= now) return say('lock.until-past', { at: moment(until) });
  const held = await inForce(ports, environment, 'freeze');
  const line = code(`/hydrous unfreeze ${environment}`);
  const frozen = say('lock.frozen', { environment, until: moment(until), line });
  if (held?.source === who.source) return frozen;
  const taken: Lock = { ...newLock(ports, 'freeze', environment, who, now), reason, until };
  const note = say('note.frozen', {
    who: mention(who.member.user),
    environment,
    reason,
    until: moment(until),
  });
  const data = { reason, until, from: held?.owner ?? null };
  return (await put(ports, taken, held?.id ?? null, note, data)) ? frozen : say('lock.lost', { environment });
}

async function unfreeze(ports: ActOnLockPorts, environment: string, who: Who): Promise<Sentence> {
  const held = await inForce(ports, environment, 'freeze');
  if (held === null) return notFrozenByPeople(ports, environment);
  const { user } = who.member;
  await ports.store.transaction(async (records) => {
    if (!(await records.locks.end(held.id))) return;
    const owner = held.owner === user ? null : mention(held.owner);
    const note = say('note.thawed', { who: mention(user), environment, owner });
    const data = { owner: held.owner, reason: held.reason };
    await tell(records, ports, held.id, 'unfrozen', { actor: user, environment, note, data });
    await lookAtWaiting(records, environment);
  });
  return say('lock.thawed', { environment });
}

/** The opening has moved: what waits for it looks again at once, and waits on where it is still frozen. */
async function lookAtWaiting({ openings, followUps }: Records, environment: string): Promise<void> {
  for (const { id } of await openings.waiting(environment)) await followUps.want('opening', id, 0);
}

/** What the file says cannot be ended by a word in Slack. */
async function notFrozenByPeople(ports: ActOnLockPorts, name: string): Promise<Sentence> {
  const environment = ports.environments.find((each) => each.name === name);
  const frozen = frozenAt(environment?.freezes ?? NO_FREEZES, [], await ports.store.now());
  if (frozen === null) return say('lock.not-frozen', { environment: name });
  const opens = frozen.opens === null ? null : moment(frozen.opens);
  return say('lock.in-file', { environment: name, names: frozen.names, opens });
}

async function inForce({ store }: ActOnLockPorts, environment: string, kind: LockKind): Promise<Lock | null> {
  return (await store.locks.of(environment)).find((each) => each.kind === kind) ?? null;
}

function newLock(
  { ids }: ActOnLockPorts,
  kind: LockKind,
  environment: string,
  { member, source }: Who,
  since: number,
): Lock {
  const nothing = { reason: null, revision: null, operation: null, until: null, nagged: 0 };
  return { id: ids.next('lock'), environment, kind, owner: member.user, source, since, ...nothing };
}

async function put(
  ports: ActOnLockPorts,
  lock: Lock,
  replaces: string | null,
  note: Sentence,
  data: Readonly<Record<string, unknown>>,
): Promise<boolean> {
  const { id, environment, kind, owner: actor, since } = lock;
  return ports.store.transaction(async (records) => {
    if (!(await records.locks.put(lock, replaces))) return false;
    await records.followUps.want('lock', id, lookInMs(lock, since));
    if (kind === 'freeze') await lookAtWaiting(records, environment);
    const event = kind === 'freeze' ? 'frozen' : 'locked';
    await records.audit.append({ actor, event, subject: id, environment, data });
    await records.messages.say({ id: lockNote(id), channel: ports.channel, text: note });
    return true;
  });
}

async function tell(
  records: Records,
  { channel }: ActOnLockPorts,
  id: string,
  event: 'unlocked' | 'unfrozen',
  what: {
    readonly actor: string;
    readonly environment: string;
    readonly note: Sentence;
    readonly data: Readonly<Record<string, unknown>>;
  },
): Promise<void> {
  const { actor, environment, note, data } = what;
  await records.audit.append({ actor, event, subject: id, environment, data });
  await records.messages.say({ id: `${lockNote(id)}:end`, channel, text: note });
}
