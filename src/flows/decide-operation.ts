/** A vote by button, by word or by command line: one decision each, saved before anybody is answered. */
import type { CommandResult, Invocation } from '../core/command.ts';
import { alreadyDecided, type Cast, type Decision, decide } from '../core/decide.ts';
import { type Document, plain } from '../core/document.ts';
import type { Environment } from '../core/environment.ts';
import type { Operation } from '../core/operation.ts';
import { policyOf, stricter } from '../core/policy.ts';
import type { Log } from '../core/ports/ambient.ts';
import type { Records, Store } from '../core/ports/store.ts';
import { isProblem } from '../core/problem.ts';
import { code, mention, type Sentence, say } from '../core/sentence.ts';
import type { Authority } from './authority.ts';
import { type Changes, describeOperation } from './operation-state.ts';

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

export type Vote = (ask: VoteAsk, invocation: Pick<Invocation, 'member'>) => Promise<Document>;

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
      const cast = await castOf(ports, operation, ask, member.user);
      if ('why' in cast) return plain(cast.why);
      const answer = await settle(ports, operation, environment, cast, ask.reason);
      if (answer !== 'lost') return plain(answer);
    }
    return plain(say('operation.refused.unclear', { id: ask.operation }));
  };
}

/** Rights are looked up at the click. An approver must be one by the rules of the request and by today's. */
async function castOf(
  { authority }: DecidePorts,
  operation: Operation,
  ask: VoteAsk,
  user: string,
): Promise<Cast | { readonly why: Sentence }> {
  try {
    const [then, now, isOperator] = await Promise.all([
      authority.isIn(operation.policy.approvers, user),
      authority.isIn(authority.roles.approvers, user),
      ask.vote === 'reject' ? authority.isIn(authority.roles.operators, user) : false,
    ]);
    return { vote: ask.vote, by: user, isApprover: then && now, isOperator };
  } catch (error) {
    if (isProblem(error)) return { why: say('operation.refused.lookup', { why: error.sentence }) };
    throw error;
  }
}

/** Decides and saves in one transaction; `lost` when the operation moved meanwhile. */
async function settle(
  ports: DecidePorts,
  operation: Operation,
  environment: Environment,
  cast: Cast,
  reason: string | null,
): Promise<Sentence | 'lost'> {
  const policy = stricter(operation.policy, policyOf(environment, ports.authority.roles));
  const now = await ports.store.now();
  // From the row whose version is checked below: votes read apart from it may be newer than it.
  const decision = decide(operation, operation.decidedBy, cast, policy, now);
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
    decidedBy: cast.vote === 'approve' ? [...operation.decidedBy, cast.by] : [cast.by],
    ...(to === 'pending' ? {} : { decidedAt: now }),
  };
  if ((await records.operations.move(id, ['pending'], to, patch, version)) === null) return false;
  if (cast.vote !== 'cancel') {
    await records.votes.insert({ operation: id, person: cast.by, decision: cast.vote, reason });
  }
  const event = decision.decision === 'counted' ? 'vote' : decision.decision;
  await records.audit.append({ actor: cast.by, event, subject: id, environment, data: { reason } });
  await records.messages.want({ kind: 'operation', subject: id, channel: ports.channel });
  const text = noteFor(cast, decision, patch.decidedBy, reason);
  await records.messages.say({
    id: `note:${id}:${version}`,
    channel: ports.channel,
    text,
    parent: `operation:${id}`,
  });
  return true;
}

function noteFor(
  cast: Cast,
  decision: Exclude<Decision, { decision: 'refused' }>,
  by: readonly string[],
  reason: string | null,
): Sentence {
  switch (decision.decision) {
    case 'counted':
      return say('note.vote', { who: mention(cast.by), have: decision.have, need: decision.need });
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
      return say('operation.you.counted', { id, have: decision.have, need: decision.need });
    case 'approved':
      return say('operation.you.approved', { id, what: describeOperation(changes, operation) });
    case 'rejected':
      return say('operation.you.rejected', { id });
    case 'cancelled':
      return say('operation.you.cancelled', { id });
  }
}
