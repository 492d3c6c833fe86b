/** A vote by button, by word or by command line: one decision each, saved before anybody is answered. */
import type { CommandResult, Invocation } from '../core/command.ts';
import { alreadyDecided, type Cast, type Decision, decide, type Voter } from '../core/decide.ts';
import { type Document, plain } from '../core/document.ts';
import type { Environment } from '../core/environment.ts';
import type { Awaiting, Operation, Outcome } from '../core/operation.ts';
import { type PolicySnapshot, policyOf, stricter } from '../core/policy.ts';
import type { Log } from '../core/ports/ambient.ts';
import type { Records, Store } from '../core/ports/store.ts';
import { isProblem } from '../core/problem.ts';
import { code, type Mention, mention, type Sentence, say } from '../core/sentence.ts';
import type { Authority } from './authority.ts';
import { type Changes, describeOperation } from './operation-state.ts';
import { logLine } from './save-operation.ts';
import { tellRequester } from './tell-requester.ts';
import { castOf, type Rules } from './who-votes.ts';

export type VoteAsk = Extract<CommandResult, { result: 'vote' }>;

export interface DecidePorts {
  readonly store: Store;
  readonly changes: Changes;
  readonly authority: Authority;
  readonly environments: readonly Environment[];
  readonly log: Log;
  readonly channel: string;
  readonly nudge: () => void;
}

export type Vote = (ask: VoteAsk, invocation: Pick<Invocation, 'member' | 'breakGlass'>) => Promise<Document>;

/** Somebody else was faster: read again and decide again. */
const TRIES = 8;

export function createVote(ports: DecidePorts): Vote {
  return async function vote(ask, { member }) {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const operation = await ports.store.operations.get(ask.operation);
      if (operation === null) return plain(say('operation.refused.none', { id: ask.operation }));
      const environment = ports.environments.find((each) => each.name === operation.environment);
      if (environment === undefined) return plain(say('operation.refused.none', { id: ask.operation }));
      if (operation.state !== 'pending') return plain(alreadyDecided(operation));
      const today = policyOf(environment, ports.authority.roles, operation.kind);
      const rules = { today, both: stricter(operation.policy, today) };
      const found = await lookUp(ports, operation, rules, ask, member.user);
      if ('why' in found) return plain(found.why);
      const answer = await settle(ports, operation, rules.both, found, ask.reason);
      if (answer !== 'lost') return plain(answer);
    }
    return plain(say('operation.refused.unclear', { id: ask.operation }));
  };
}

/** A failed look-up refuses. */
async function lookUp(
  { authority }: DecidePorts,
  operation: Operation,
  rules: Rules,
  { vote }: VoteAsk,
  user: string,
): Promise<Awaited<ReturnType<typeof castOf>> | { readonly why: Sentence }> {
  try {
    return await castOf(authority, operation, rules, vote, user);
  } catch (error) {
    if (isProblem(error)) return { why: say('operation.refused.lookup', { why: error.sentence }) };
    throw error;
  }
}

/** Decides and saves in one transaction; `lost` when the operation moved meanwhile. */
async function settle(
  ports: DecidePorts,
  operation: Operation,
  policy: PolicySnapshot,
  { cast, voters }: { readonly cast: Cast; readonly voters: readonly Voter[] },
  reason: string | null,
): Promise<Sentence | 'lost'> {
  const now = await ports.store.now();
  // From the row whose version is checked below: votes read apart from it may be newer than it.
  const decision = decide(operation, voters, cast, policy, now);
  if (decision.decision === 'refused') {
    if (now >= operation.expiresAt) ports.nudge();
    return decision.why;
  }
  const saved = await ports.store.transaction((records) =>
    save(records, ports, operation, cast, decision, { reason, now }),
  );
  if (!saved) return 'lost';
  ports.nudge();
  ports.log.info({ operation: operation.id, decision: decision.decision, by: cast.by }, 'operation decided');
  return answerFor(ports, operation, decision);
}

async function save(
  records: Records,
  ports: DecidePorts,
  operation: Operation,
  cast: Cast,
  decision: Exclude<Decision, { decision: 'refused' }>,
  { reason, now }: { readonly reason: string | null; readonly now: number },
): Promise<boolean> {
  const { id, environment, version } = operation;
  const to = decision.decision === 'counted' ? 'pending' : decision.decision;
  // The row's version is the lock: two votes at once cannot both count themselves as the last one.
  const patch = {
    decidedBy: 'standing' in decision ? decision.standing : [cast.by],
    ...('standing' in decision ? { awaiting: awaitingOf(decision) } : {}),
    ...(to === 'pending' ? {} : { decidedAt: now }),
    ...(to === 'rejected' && reason !== null ? { outcome: whyRejected(reason) } : {}),
  };
  if ((await records.operations.move(id, ['pending'], to, patch, version)) === null) return false;
  if (cast.vote !== 'cancel') {
    await records.votes.insert({ operation: id, person: cast.by, decision: cast.vote, reason });
  }
  const event = decision.decision === 'counted' ? 'vote' : decision.decision;
  const dropped = 'dropped' in decision ? decision.dropped : [];
  const data = dropped.length === 0 ? { reason } : { reason, dropped };
  await records.audit.append({ actor: cast.by, event, subject: id, environment, data });
  await records.messages.want({ kind: 'operation', subject: id, channel: ports.channel });
  const text = logLine(now, noteFor(cast, decision, patch.decidedBy, reason));
  await records.messages.say({
    id: `note:${id}:${version}`,
    channel: ports.channel,
    text,
    parent: `operation:${id}`,
  });
  if (dropped.length > 0) {
    await records.messages.say({
      id: `note:${id}:${version}:dropped`,
      channel: ports.channel,
      text: say('policy.dropped', { who: dropped.map(mention) }),
      parent: `operation:${id}`,
    });
  }
  const what = describeOperation(ports.changes, operation);
  if (decision.decision === 'approved')
    await tellRequester(records, operation, what, { told: 'approved', by: patch.decidedBy });
  if (decision.decision === 'rejected')
    await tellRequester(records, operation, what, { told: 'rejected', by: cast.by, reason });
  return true;
}

/** On the card itself: whoever asked reads there why, and need not look for it in the thread. */
function whyRejected(reason: string): Outcome {
  return { text: say('card.rejected-why', { reason }), details: [], lines: [], entry: null };
}

function awaitingOf({
  have,
  need,
  groups,
}: Extract<Decision, { decision: 'counted' | 'approved' }>): Awaiting {
  return { have, need, groups };
}

function noteFor(
  cast: Cast,
  decision: Exclude<Decision, { decision: 'refused' }>,
  by: readonly string[],
  reason: string | null,
): Sentence {
  switch (decision.decision) {
    case 'counted':
      return say('note.vote', { who: mention(cast.by), ...shown(decision) });
    case 'approved':
      return say('note.approved', { by: by.map(mention) });
    case 'rejected':
      return say('note.rejected', { by: mention(cast.by), reason });
    case 'cancelled':
      return say('note.cancelled', { by: mention(cast.by) });
  }
}

function answerFor(
  { changes }: DecidePorts,
  operation: Operation,
  decision: Exclude<Decision, { decision: 'refused' }>,
): Sentence {
  const id = code(operation.id);
  switch (decision.decision) {
    case 'counted':
      return say('operation.you.counted', { id, ...shown(decision) });
    case 'approved':
      return say('operation.you.approved', { id, what: describeOperation(changes, operation) });
    case 'rejected':
      return say('operation.you.rejected', { id });
    case 'cancelled':
      return say('operation.you.cancelled', { id });
  }
}

function shown({ have, need, groups }: Awaiting): {
  readonly have: number;
  readonly need: number;
  readonly groups: readonly Mention[];
} {
  return { have, need, groups: groups.map(mention) };
}
