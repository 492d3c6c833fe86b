/**
 * Skipping approval in an emergency: a named person, a typed reason, a second confirmation within two minutes by the
 * store's clock. Who was skipped is told, and it stays open until another person has reviewed it. Everything that
 * cannot be looked up refuses.
 */
import {
  BREAK_GLASS,
  type BreakGlass,
  CONFIRM,
  CONFIRM_MS,
  whyNotAsk,
  whyNotBreak,
} from '../core/break-glass.ts';
import { alreadyDecided } from '../core/decide.ts';
import { type Document, type Piece, plain } from '../core/document.ts';
import type { Environment } from '../core/environment.ts';
import type { Member, Roster } from '../core/member.ts';
import type { Operation } from '../core/operation.ts';
import { accountsOf } from '../core/person.ts';
import { policyOf } from '../core/policy.ts';
import type { Log } from '../core/ports/ambient.ts';
import type { BrokenGlass } from '../core/ports/break-glass.ts';
import type { Records, Store } from '../core/ports/store.ts';
import { isProblem, Problem } from '../core/problem.ts';
import { code, type Mention, mention, moment, type Sentence, say } from '../core/sentence.ts';
import type { Authority } from './authority.ts';
import type { Vote } from './decide-operation.ts';
import { DAY_MS, weekOf } from './mind-break-glass.ts';
import { type Changes, describeOperation } from './operation-state.ts';
import { tellRequester } from './tell-requester.ts';

export interface BreakGlassPorts {
  readonly store: Store;
  readonly changes: Changes;
  readonly authority: Authority;
  readonly environments: readonly Environment[];
  readonly breakGlass: BreakGlass;
  readonly channel: string;
  readonly log: Log;
  readonly nudge: () => void;
}

/** What a request with `--break-glass` needs. */
export interface Glass {
  /** How many it would skip when this person may and they can be looked up; else why not. */
  admit(
    user: string,
    reason: string,
    approvers: Roster,
  ): Promise<{ readonly skipped: number } | { readonly why: Sentence }>;
  /** In the transaction that saves the request. */
  offer(records: Records, operation: Operation, offer: Offer): Promise<void>;
  /** The question, with its button, for the one who asked. */
  offered(operation: string): Promise<Document>;
}

export interface Offer {
  readonly by: string;
  readonly reason: string;
  readonly skipped: number;
}

export function createGlass(ports: BreakGlassPorts): Glass {
  const { store, authority, breakGlass } = ports;
  return {
    async admit(user, reason, approvers) {
      const why = whyNotBreak(breakGlass, user, reason);
      if (why !== null) return { why };
      try {
        return { skipped: (await authority.everybody(approvers)).length };
      } catch (error) {
        if (isProblem(error)) return { why: say('glass.refused.lookup', { why: error.sentence }) };
        throw error;
      }
    },
    async offer(records, operation, { by, reason, skipped }) {
      const { id, environment } = operation;
      if (!(await records.breakGlass.offer({ operation: id, by, reason, skipped }, CONFIRM_MS)))
        throw new Problem('refused', ...gone(id));
      const data = { reason, skipped };
      await records.audit.append({ actor: by, event: 'glass-offered', subject: id, environment, data });
    },
    async offered(id) {
      const [operation, glass] = await Promise.all([store.operations.get(id), store.breakGlass.get(id)]);
      if (operation === null || glass === null) return plain(say('glass.refused.none', { id: code(id) }));
      return offerDocument(ports, operation, glass);
    },
  };
}

function gone(id: string): readonly [Sentence, string] {
  return [say('glass.refused.none', { id: code(id) }), `break-glass of ${id} was confirmed before`];
}

/** Those whom today's rules ask for this change. */
function rosterOf({ environments, authority }: BreakGlassPorts, operation: Operation): Roster {
  const environment = environments.find(({ name }) => name === operation.environment);
  return environment === undefined
    ? authority.roles.approvers
    : policyOf(environment, authority.roles, operation.kind).approvers;
}

/** Named one by one and by group, without the person who skips them. */
function skippedBy(ports: BreakGlassPorts, operation: Operation, by: string): readonly Mention[] {
  const { users, groups } = rosterOf(ports, operation);
  const own = accountsOf(by, ports.authority.roles.same);
  return [...users.filter((user) => !own.includes(user)), ...groups].map(mention);
}

function offerDocument(
  ports: BreakGlassPorts,
  operation: Operation,
  { by, reason, until }: BrokenGlass,
): Document {
  const what = describeOperation(ports.changes, operation);
  const { id } = operation;
  const skipped = skippedBy(ports, operation, by);
  const text = say('glass.offer', { id: code(id), what, reason, skipped, until: moment(until) });
  const line = code(`/hydrous approve ${id} --break-glass ${CONFIRM}`);
  const pieces: Piece[] = [
    { piece: 'text', text },
    {
      piece: 'buttons',
      buttons: [
        { action: 'break-glass', subject: id, label: say('button.break-glass'), style: 'danger' },
        ...(by === operation.requester.user
          ? [{ action: 'cancel' as const, subject: id, label: say('button.cancel') }]
          : []),
      ],
    },
    { piece: 'context', text: say('glass.offer.typed', { line }) },
  ];
  return { summary: text, pieces, asks: 'confirmation' };
}

/** `approve ID --break-glass "…"` goes this way, every other vote the ordinary one. */
export function votesWithGlass(ports: BreakGlassPorts, vote: Vote): Vote {
  const glass = createGlass(ports);
  return async (ask, invocation) => {
    const { breakGlass: reason, member } = invocation;
    if (reason === undefined) return vote(ask, invocation);
    if (ask.vote !== 'approve') return refused(say('glass.refused.verb'));
    if (reason.trim().toLowerCase() === CONFIRM) return confirmGlass(ports, ask.operation, member);
    const operation = await ports.store.operations.get(ask.operation);
    if (operation === null) return plain(say('operation.refused.none', { id: ask.operation }));
    if (operation.state !== 'pending') return plain(alreadyDecided(operation));
    const admitted = await glass.admit(member.user, reason, rosterOf(ports, operation));
    if ('why' in admitted) return refused(admitted.why);
    const offer = { by: member.user, reason, skipped: admitted.skipped };
    await ports.store.transaction((records) => glass.offer(records, operation, offer));
    return glass.offered(operation.id);
  };
}

function refused(text: Sentence): Document {
  return { ...plain(text), refused: true };
}

/** What is asked before a reason is: how to give it by word, or why this person need not. Nothing is saved by it. */
export async function askGlass(ports: BreakGlassPorts, id: string, member: Member): Promise<Document> {
  const operation = await ports.store.operations.get(id);
  if (operation === null) return refused(say('operation.refused.none', { id }));
  if (operation.state !== 'pending') return refused(alreadyDecided(operation));
  const why = whyNotAsk(ports.breakGlass, member.user);
  if (why !== null) return refused(why);
  if ((await ports.store.now()) >= operation.expiresAt)
    return refused(say('operation.refused.expired', { id }));
  const line = code(`/hydrous approve ${id} --${BREAK_GLASS} "…"`);
  return { ...plain(say('glass.ask', { line })), asks: 'reason' };
}

/** The second confirmation, by button or by word. Only whoever gave the reason may give it. */
export async function confirmGlass(ports: BreakGlassPorts, id: string, member: Member): Promise<Document> {
  const { store, breakGlass, authority } = ports;
  const operation = await store.operations.get(id);
  if (operation === null) return plain(say('operation.refused.none', { id }));
  if (operation.state !== 'pending') return plain(alreadyDecided(operation));
  const glass = await store.breakGlass.get(id);
  if (glass === null) return plain(say('glass.refused.none', { id: code(id) }));
  if (glass.by !== member.user) return plain(say('glass.refused.other', { by: mention(glass.by) }));
  const why = whyNotBreak(breakGlass, member.user, glass.reason);
  if (why !== null) return plain(why);
  const now = await store.now();
  if (now >= operation.expiresAt) return plain(say('operation.refused.expired', { id }));
  if (now >= glass.until) return plain(say('glass.refused.late', { id: code(id) }));
  try {
    await authority.everybody(rosterOf(ports, operation));
  } catch (error) {
    if (isProblem(error)) return plain(say('glass.refused.lookup', { why: error.sentence }));
    throw error;
  }
  const saved = await store.transaction((records) => breakIt(ports, records, operation, glass, now));
  if (!saved) return confirmGlass(ports, id, member);
  ports.nudge();
  ports.log.warn({ operation: id, by: member.user }, 'approval was skipped in an emergency');
  return plain(say('glass.you', { id: code(id), what: describeOperation(ports.changes, operation) }));
}

async function breakIt(
  ports: BreakGlassPorts,
  records: Records,
  operation: Operation,
  { by, reason, skipped }: { readonly by: string; readonly reason: string; readonly skipped: number },
  now: number,
): Promise<boolean> {
  const { id, environment, version } = operation;
  const what = describeOperation(ports.changes, operation);
  const patch = { decidedBy: [by], decidedAt: now };
  if ((await records.operations.move(id, ['pending'], 'approved', patch, version)) === null) return false;
  // Its time ended between the look and here: nothing of this is kept.
  if (!(await records.breakGlass.confirm(id, by)))
    throw new Problem('refused', say('glass.refused.late', { id: code(id) }), `break-glass of ${id} is over`);
  await records.audit.append({
    actor: by,
    event: 'glass-broken',
    subject: id,
    environment,
    data: { reason, skipped },
  });
  await records.messages.want({ kind: 'operation', subject: id, channel: ports.channel });
  const told = skippedBy(ports, operation, by);
  await records.messages.say({
    id: `note:${id}:${version}`,
    channel: ports.channel,
    text: say('glass.note', { by: mention(by), what, id: code(id), reason, skipped: told }),
    parent: `operation:${id}`,
    broadcast: true,
  });
  await tellRequester(records, operation, what, { told: 'approved', by: [by] });
  await records.followUps.want('glass-review', id, DAY_MS);
  const week = weekOf(now);
  await records.followUps.want('glass-week', week.name, week.endsAt - now);
  return true;
}
