/**
 * A change that a freeze refused may wait for the opening. What waits is the command line, not the plan: when the
 * environment opens it is asked for again in the name of whoever asked, and goes the road of every change.
 */
import type { Invocation } from '../core/command.ts';
import { type Button, type Document, plain } from '../core/document.ts';
import type { Environment } from '../core/environment.ts';
import type { Gate } from '../core/gate.ts';
import { opensAt } from '../core/gate.ts';
import type { Member } from '../core/member.ts';
import type { Ids, Log } from '../core/ports/ambient.ts';
import type { FollowUp } from '../core/ports/follow-ups.ts';
import type { Opening } from '../core/ports/locks.ts';
import { isProblem } from '../core/problem.ts';
import { MASK } from '../core/read-variables.ts';
import { code, mention, moment, type Sentence, say } from '../core/sentence.ts';
import type { Authority } from './authority.ts';
import { type GatePorts, readGate } from './gates.ts';
import type { RunCommand } from './run-command.ts';

export interface OpeningPorts extends GatePorts {
  readonly environments: readonly Environment[];
  readonly authority: Authority;
  readonly channel: string;
  readonly owner: string;
  readonly log: Log;
  readonly nudge: () => void;
}

const AT_ONCE = 5;
/** Longer than one plan takes, ms. */
const LEASE_MS = 120_000;
const AGAIN_MS = 15_000;
/** Windows are exact to the minute, and clocks of databases and zones may differ by a little, ms. */
const AFTER_MS = 1_000;

/** The button of a refusal, with what it stands for saved; null where waiting would be of no use. */
export async function offerToWait(
  ports: GatePorts & { readonly ids: Ids },
  gate: Pick<Gate, 'shut'> & { readonly now: number },
  environment: Environment,
  line: string,
  invocation: Invocation,
): Promise<Button | null> {
  // What was masked cannot be asked for again: nobody keeps the values.
  if (opensAt(gate.shut) === null || line.includes(MASK)) return null;
  const { member: requester, channel, locale, zone, incident = null } = invocation;
  const id = ports.ids.next('wait');
  await ports.store.openings.insert({
    id,
    environment: environment.name,
    state: 'offered',
    requester,
    line,
    channel,
    locale,
    zone,
    incident,
    createdAt: gate.now,
  });
  return { action: 'wait', subject: id, label: say('button.wait'), style: 'primary' };
}

/** The answer to that button. */
export async function startWaiting(ports: OpeningPorts, id: string, member: Member): Promise<Document> {
  const opening = await ports.store.openings.get(id);
  const environment = ports.environments.find(({ name }) => name === opening?.environment);
  if (opening === null || environment === undefined) return plain(say('wait.gone'));
  const requester = opening.requester.user;
  if (requester !== member.user) return plain(say('wait.other', { requester: mention(requester) }));
  if (opening.state === 'done' || opening.state === 'cancelled') return plain(say('wait.gone'));
  const { shut, now } = await readGate(ports, environment, 'deploy');
  const line = code(`/hydrous ${opening.line}`);
  const opens = opensAt(shut.filter((each) => each.barrier === 'freeze'));
  if (opening.state === 'waiting')
    return plain(say('wait.already', { id: code(id), opens: opens === null ? null : moment(opens) }));
  if (!shut.some((each) => each.barrier === 'freeze')) return plain(say('wait.open', { line }));
  if (opens === null) return plain(say('wait.never'));
  const taken = await ports.store.transaction(async (records) => {
    if (!(await records.openings.move(id, 'offered', 'waiting'))) return false;
    await records.followUps.want('opening', id, opens - now + AFTER_MS);
    const { name } = environment;
    const data = { command: opening.line, opens };
    await records.audit.append({
      actor: member.user,
      event: 'waiting',
      subject: id,
      environment: name,
      data,
    });
    const who = mention(member.user);
    const text = say('note.waits', { who, line, environment: name, opens: moment(opens) });
    await records.messages.say({ id: `note:${id}`, channel: ports.channel, text });
    return true;
  });
  if (!taken) return plain(say('wait.gone'));
  ports.nudge();
  const text = say('wait.taken', { line, opens: moment(opens), cancel: code(`/hydrous cancel ${id}`) });
  const cancel: Button = { action: 'cancel', subject: id, label: say('button.cancel') };
  return {
    summary: text,
    pieces: [
      { piece: 'text', text },
      { piece: 'buttons', buttons: [cancel] },
    ],
  };
}

/** By whoever asked for it, or by an operator. */
export async function cancelWaiting(ports: OpeningPorts, id: string, member: Member): Promise<Document> {
  const opening = await ports.store.openings.get(id);
  if (opening === null || opening.state !== 'waiting') return plain(say('wait.gone'));
  const { user: requester } = opening.requester;
  const own = requester === member.user;
  if (!own && !(await ports.authority.isIn(ports.authority.roles.operators, member.user)))
    return plain(say('wait.cancel-rights', { requester: mention(requester) }));
  const line = code(`/hydrous ${opening.line}`);
  const gone = await ports.store.transaction(async (records) => {
    if (!(await records.openings.move(id, 'waiting', 'cancelled'))) return false;
    const { environment } = opening;
    const who = mention(member.user);
    await records.audit.append({
      actor: member.user,
      event: 'waiting-cancelled',
      subject: id,
      environment,
      data: {},
    });
    const text = say('note.wait-cancelled', { who, line, requester: own ? null : mention(requester) });
    await records.messages.say({ id: `note:${id}:end`, channel: ports.channel, text });
    return true;
  });
  ports.nudge();
  return plain(gone ? say('wait.cancelled', { line }) : say('wait.gone'));
}

/** `work` gives how many were looked at. Throws only when the store is away. */
export function createPlanAtOpening(ports: OpeningPorts & { readonly runCommand: RunCommand }): {
  work(): Promise<number>;
} {
  const { store, owner, log } = ports;

  async function carry(due: FollowUp): Promise<void> {
    try {
      const again = await planAgain(ports, due.subject);
      if (again === null) await store.followUps.finish(due, owner);
      else await store.followUps.later(due, owner, again);
    } catch (error) {
      if (isProblem(error, 'store-down')) throw error;
      log.error({ waiting: due.subject, err: error }, 'what waited for an opening could not be planned');
      await store.followUps.later(due, owner, AGAIN_MS * Math.min(due.attempts, 20));
    }
  }

  return {
    async work() {
      const due = await store.followUps.claim('opening', owner, LEASE_MS, AT_ONCE);
      for (const each of due) await carry(each);
      if (due.length > 0) ports.nudge();
      return due.length;
    },
  };
}

/** In how many ms to look again; null when it is done. */
async function planAgain(
  ports: OpeningPorts & { readonly runCommand: RunCommand },
  id: string,
): Promise<number | null> {
  const { store } = ports;
  const opening = await store.openings.get(id);
  if (opening === null || opening.state !== 'waiting') return null;
  const environment = ports.environments.find(({ name }) => name === opening.environment);
  if (environment === undefined) return close(ports, opening, say('wait.gone'));
  const { shut, now } = await readGate(ports, environment, 'deploy');
  const frozen = shut.filter((each) => each.barrier === 'freeze');
  if (frozen.length > 0) {
    const opens = opensAt(frozen);
    return opens === null ? close(ports, opening, say('wait.never')) : opens - now + AFTER_MS;
  }
  const { line: text, requester: member, channel, locale, zone, incident } = opening;
  // The source makes a second try after a crash find the request of the first one.
  const invocation = { text, member, channel, source: `opening:${id}`, via: 'button' as const, locale, zone };
  const answer = await ports.runCommand(incident === null ? invocation : { ...invocation, incident });
  return close(ports, opening, answer.summary);
}

async function close({ store, channel }: OpeningPorts, opening: Opening, answer: Sentence): Promise<null> {
  const { id, environment, requester, line } = opening;
  await store.transaction(async (records) => {
    if (!(await records.openings.move(id, 'waiting', 'done'))) return;
    const who = mention(requester.user);
    const text = say('note.opened', { who, line: code(`/hydrous ${line}`), environment, answer });
    const data = { command: line };
    await records.audit.append({ actor: 'hydrous', event: 'opened', subject: id, environment, data });
    await records.messages.say({ id: `note:${id}:end`, channel, text });
  });
  return null;
}
